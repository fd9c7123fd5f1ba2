/** Command lines that are wrong. @module */

import { parseArgs, type ParseArgsConfig } from "node:util";

/** The command line is wrong. */
export class UsageError extends Error {}

/** Values and files of a command line. */
export type Parsed<O extends NonNullable<ParseArgsConfig["options"]>> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>
>;

/** Parses the arguments of a command. */
export function parse<const O extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: O,
): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A number of the command line. */
export function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) {
    throw new UsageError(`--${name}: expected a number, got ${JSON.stringify(text)}`);
  }
  return value;
}

/** One of the words that an option takes. */
export function choice<W extends string>(name: string, words: readonly W[], text: string | undefined): W | undefined {
  const word = words.find((word) => word === text);
  if (text !== undefined && word === undefined) {
    throw new UsageError(`--${name}: expected ${words.join(", ")}, got ${JSON.stringify(text)}`);
  }
  return word;
}
