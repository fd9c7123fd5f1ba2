/** Runs commands, with the project's own Deno, Bun and tsc before others of the same name. */

import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url));

const tools = fileURLToPath(new URL("../node_modules/.bin", import.meta.url));
const environment = { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}`, NO_COLOR: "1" };

/** Runs a command; tells whether it succeeded. Output goes where ours goes, or is returned with `capture`. */
export function run(command, args, { env = {}, capture = false, cwd = root } = {}) {
  const { status, error, stdout } = spawnSync(command, args, {
    cwd,
    env: { ...environment, ...env },
    stdio: ["ignore", capture ? "pipe" : "inherit", "inherit"],
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) console.error(`cannot run ${command}: ${error.message}`);
  return { ok: status === 0, output: stdout ?? "" };
}

/** Runs a command that everything after it needs. */
export function require(command, args, options) {
  if (!run(command, args, options).ok) {
    console.error(`failed: ${command} ${args.join(" ")}`);
    process.exit(1);
  }
}
