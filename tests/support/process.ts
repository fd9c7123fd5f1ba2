/** Child processes for tests. @module */

import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** What became of a process. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The root of the repository. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** The library under test. */
export const LIBRARY: string = process.env["LODE_LIBRARY"] ?? `${ROOT}target/release/liblode.so`;

/** Whether the tests run in Deno. */
export const IN_DENO: boolean = "Deno" in globalThis;

/** The entry point for the runtime that the tests run in. */
export const ENTRY: string = new URL(IN_DENO ? "../../mod.ts" : "../../bun.ts", import.meta.url).href;

/** How to run a script: all permissions by default; `permissions` are Deno's alone. */
export function command(permissions: readonly string[] = ["-A"]): string[] {
  return IN_DENO ? ["run", "--no-check", "--no-prompt", ...permissions] : ["run"];
}

/**
 * Has the C library give freed memory back at once (mallopt(3)), so that what a process has resident is what it holds. Left
 * alone, glibc takes buffers of pictures from its arenas after the first was freed and keeps up to 64 MB of each arena.
 */
export const RETURNS_MEMORY: Readonly<Record<string, string>> = {
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
};

/** Runs the runtime with arguments, until it ends or `patience` milliseconds have passed. */
export function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  patience = 30_000,
): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.stdout += text);
  child.stderr.setEncoding("utf8").on("data", (text: string) => output.stderr += text);
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  child.on("error", reject);
  child.on("close", (code) => {
    clearTimeout(timer);
    resolve({ code, ...output });
  });
  return promise;
}
