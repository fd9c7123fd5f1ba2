/** Builds the library as it is shipped, into target/dist: optimised as a whole, without symbols. */

import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { root, run } from "./run.mjs";

/** LLD, which Rust links with on this platform, writes functions that are the same once: a megabyte less. */
const FOLD = process.platform === "linux" && process.arch === "x64" ? ["-C", "link-arg=-Wl,--icf=all"] : [];

/** Builds it, and returns where it is; nothing where that fails. */
export function buildShipped() {
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
  ]);
  return ok ? join(root, "target/dist/liblode.so") : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildShipped() === undefined ? 1 : 0;
