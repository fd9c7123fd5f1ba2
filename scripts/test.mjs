/** Every check that there is, one after another; `npm test -- NAME...` runs those whose names contain a word. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { buildShipped } from "./dist.mjs";
import { require, root, run } from "./run.mjs";

const library = join(root, "target/release/liblode.so");
const fixtures = join(root, "tests/fixtures");

/** Our own symbols, and nothing of the libraries inside. */
function exportsOnlyLode() {
  const { ok, output } = run("nm", ["-D", "--defined-only", library], { capture: true });
  const foreign = output.split("\n").map((line) => line.split(" ").at(-1)).filter((name) =>
    name !== "" && !name.startsWith("lode_")
  );
  if (foreign.length > 0) console.error(`exported, but not ours: ${foreign.join(", ")}`);
  return ok && foreign.length === 0 && output.includes("lode_extract_file");
}

/** The limit of the shipped library is 15 MB, stripped. */
function staysSmall() {
  const shipped = buildShipped();
  if (shipped === undefined) return false;
  const megabytes = statSync(shipped).size / 1e6;
  console.log(`shipped library: ${megabytes.toFixed(1)} MB`);
  return megabytes <= 15;
}

/** C programs under AddressSanitizer and LeakSanitizer, and proof that both are at work. */
function cClient() {
  const out = join(root, "target/c");
  mkdirSync(out, { recursive: true });
  const flags = [
    "-std=c11",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-fsanitize=address",
    "-g",
    `-I${join(root, "ffi/include")}`,
  ];
  const [client, media, planted] = ["client", "media", "planted_leak"].map((name) => join(out, name));
  const linked = [library, `-Wl,-rpath,${join(root, "target/release")}`];
  if (!run("cc", [...flags, "tests/c/client.c", "-o", client, ...linked]).ok) return false;
  if (!run("cc", [...flags, "tests/c/media.c", "-o", media, ...linked]).ok) return false;
  if (!run("cc", [...flags, "tests/c/planted_leak.c", "-o", planted]).ok) return false;
  const quiet = { capture: true, env: { ASAN_OPTIONS: "detect_leaks=1:log_path=/dev/null" } };
  if (run(planted, [], quiet).ok || run(planted, ["read"], quiet).ok) {
    console.error("the sanitizers did not find what was planted");
    return false;
  }
  const strict = { env: { ASAN_OPTIONS: "detect_leaks=1" } };
  return run(client, [join(fixtures, "report.pdf"), "lighthouse"], strict).ok &&
    run(media, [join(fixtures, "media/film.mp4")], strict).ok;
}

const tests = readdirSync(join(root, "tests")).filter((name) => name.endsWith(".test.ts")).map((name) =>
  `tests/${name}`
);
const modules = ["mod.ts", "cli.ts"];
// As RETURNS_MEMORY of `tests/support/process.ts`: tests of leaks compare what is resident.
const suite = { env: { MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" } };

const CHECKS = {
  "rust format": () => run("cargo", ["fmt", "--all", "--check"]).ok,
  "generated files are fresh": () => run("cargo", ["xtask", "generate", "--check"]).ok,
  "rust lint": () => run("cargo", ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).ok,
  // Without the examples, which the lint has compiled already.
  "rust tests": () => run("cargo", ["test", "--workspace", "--tests"]).ok,
  "exported symbols": exportsOnlyLode,
  "library size": staysSmall,
  "C clients under sanitizers": cClient,
  "typescript format": () => run("deno", ["fmt", "--check"]).ok,
  "typescript lint": () => run("deno", ["lint", "--quiet"]).ok,
  "typescript types, deno": () => run("deno", ["check", "--quiet", ...modules, ...tests]).ok,
  "typescript types, tsc": () => run("tsc", ["-p", "."]).ok,
  "documentation lint": () => run("deno", ["doc", "--lint", "mod.ts"], { capture: true }).ok,
  "documentation examples": () => run("deno", ["test", "-A", "--doc", "--quiet", "mod.ts", "src/"]).ok,
  "jsr package": () => run("deno", ["publish", "--dry-run", "--allow-dirty", "--quiet", "--no-check"]).ok,
  "tests in deno": () => run("deno", ["test", "-A", "--no-check", "--quiet", ...tests], suite).ok,
  "tests in bun": () => run("bun", ["test", "--timeout", "60000", ...tests.map((name) => `./${name}`)], suite).ok,
};

const wanted = process.argv.slice(2);
const selected = Object.entries(CHECKS).filter(([name]) =>
  wanted.length === 0 || wanted.some((word) => name.includes(word))
);

/**
 * Everything is tested with the library as it is shipped, put where the bindings look for the workspace's; some checks with one
 * that builds sooner.
 */
function buildLibrary() {
  if (wanted.length > 0) return require("cargo", ["build", "--release", "-p", "lode-ffi"]);
  const shipped = buildShipped();
  if (shipped === undefined) process.exit(1);
  mkdirSync(dirname(library), { recursive: true });
  // What is there is a link to what Cargo keeps: it is replaced, not written into.
  rmSync(library, { force: true });
  copyFileSync(shipped, library);
}

// Side by side: to optimise a library as a whole keeps one processor busy, and FFmpeg takes all that there are.
const ffmpeg = spawn(process.execPath, ["scripts/ffmpeg.mjs"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
const ffmpegEnded = once(ffmpeg, "exit");
buildLibrary();
const [ffmpegStatus] = await ffmpegEnded;
if (ffmpegStatus !== 0) process.exit(1);
if (!existsSync(library)) console.warn(`expected ${library}: the checks of the library are written for Linux`);

const failed = [];
for (const [name, check] of selected) {
  const started = Date.now();
  console.log(`\n=== ${name}`);
  const ok = check();
  console.log(`=== ${name}: ${ok ? "passed" : "FAILED"} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (!ok) failed.push(name);
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join(", ")}`);
console.log(`\n${selected.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
