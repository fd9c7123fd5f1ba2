/** The commands of `lode`. @module */

import type * as Lode from "../index.ts";
import { doctor } from "./doctor.ts";
import { duplicates } from "./duplicates.ts";
import { extract } from "./extract.ts";
import { formats } from "./formats.ts";
import { HELP } from "./help.ts";
import { probe } from "./probe.ts";
import { render } from "./render.ts";
import { transcode } from "./transcode.ts";
import { UsageError } from "./usage.ts";

/** The library, whichever runtime it runs in. */
export type Api = typeof Lode;

/** A command: takes its arguments, returns the exit code. */
export type Command = (args: readonly string[], api: Api) => Promise<number> | number;

const COMMANDS: Readonly<Record<string, Command>> = { doctor, duplicates, extract, formats, probe, render, transcode };

/** Exit codes: all went well, some files failed, the command line is wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Runs a command line, and returns the exit code. */
export async function main(args: readonly string[], api: Api): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-V") {
    console.log(api.version());
    return EXIT.ok;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    console.log(HELP);
    return EXIT.ok;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined) {
      throw new UsageError(name === undefined ? "expected a command" : `unknown command ${JSON.stringify(name)}`);
    }
    if (rest.includes("--help") || rest.includes("-h")) {
      console.log(HELP);
      return EXIT.ok;
    }
    return await command(rest, api);
  } catch (error) {
    if (error instanceof UsageError || error instanceof api.InvalidOptionsError) {
      console.error(`lode: ${error.message}\n\n${HELP}`);
      return EXIT.usage;
    }
    if (error instanceof api.LodeError) {
      console.error(`lode: ${error.code}: ${error.message}`);
      return EXIT.failed;
    }
    throw error;
  }
}
