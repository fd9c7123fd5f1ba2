/** Builds the library as it is shipped, into target/dist: optimised as a whole, without symbols. */

import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { root, run } from "./run.mjs";

/** LLD, which Rust links with on this platform, writes functions that are the same once: a megabyte less. */
const FOLD = process.platform === "linux" && process.arch === "x64" ? ["-C", "link-arg=-Wl,--icf=all"] : [];

/** Panics name the file they come from: without this, where the machine that builds keeps crates, some 500 times. */
function shortPaths() {
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src");
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  const flags = registries.map((registry) => `--remap-path-prefix=${join(sources, registry)}/=`);
  return [process.env.RUSTFLAGS ?? "", ...flags].join(" ").trim();
}

/** Builds it, and returns where it is; nothing where that fails. */
export function buildShipped() {
  // Sources have to be there before it is known where.
  if (!run("cargo", ["fetch", "--locked"]).ok) return undefined;
  const { ok } = run("cargo", [
    "rustc",
    "--profile",
    "dist",
    "-p",
    "lode-ffi",
    "--lib",
    "--crate-type",
    "cdylib",
    "--",
    ...FOLD,
  ], { env: { RUSTFLAGS: shortPaths() } });
  return ok ? join(root, "target/dist/liblode.so") : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildShipped() === undefined ? 1 : 0;
