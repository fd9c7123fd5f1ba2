/** Copies in source code. @module */

import { DuplicateReport } from "./duplicate_report.ts";
import { InvalidOptionsError, type Trace, trace } from "./errors.ts";
import { describe, readablePath } from "./input.ts";
import { hub, type Operation, syncHub } from "./native/hub.ts";
import type { Symbols } from "./native/generated/symbols.ts";
import type { CloneClass } from "./native/generated/types.ts";
import { readCloneClass, readDuplicateReport } from "./native/generated/wire.ts";
import { encodeJobOptions, jobControls, type JobOptions } from "./options.ts";

/** Options of `findDuplicates` and its relatives. */
export interface DuplicateOptions extends JobOptions {
  /** The fewest tokens of a copy, from 5. Default 50. */
  readonly minBlockSize?: number | undefined;
  /** The least similarity of edited copies (type 3), from 0 to 1. Default 0.85. */
  readonly threshold?: number | undefined;
  /**
   * Which copies to find: 1 the same tokens, 2 the same up to names and literals, 3 edited. Default: all.
   */
  readonly types?: readonly (1 | 2 | 3)[] | undefined;
  /**
   * How names are compared: any equals any other, each is always replaced by the same other one, or they are the same.
   * Default `ignore`.
   */
  readonly identifiers?: "ignore" | "consistent" | "exact" | undefined;
  /** How numbers and strings are compared. Default `ignore`. */
  readonly literals?: "ignore" | "exact" | undefined;
  /** Languages to scan, such as `typescript`. Default: all that are known. */
  readonly languages?: readonly string[] | undefined;
  /** Files and folders to leave out, as in a `.gitignore` at each of the paths. */
  readonly ignorePatterns?: readonly string[] | undefined;
  /** Leave out what `.gitignore` files say, nested ones included. Default `true`. */
  readonly gitignore?: boolean | undefined;
  /** The fewest lines of a copy. Default 1. */
  readonly minLines?: number | undefined;
  /** Leave out files that say they were generated. Default `true`. */
  readonly skipGenerated?: boolean | undefined;
  /** Leave out larger files, in bytes. Default 8 MiB. */
  readonly maxFileSize?: number | undefined;
  /** Lines that were changed, by file: first and last line, from 1. Only classes that touch them are given. */
  readonly changed?: Readonly<Record<string, readonly (readonly [number, number])[]>> | undefined;
  /** What an earlier report's `baseline()` gave. Only classes that it does not know are given. */
  readonly baseline?: string | undefined;
}

/** Files and folders: one, or several. */
export type Paths = string | URL | readonly (string | URL)[];

type Call = Symbols["lode_find_duplicates"];

const encoder = new TextEncoder();

/** Paths on their way to the native side, after the sandbox was asked. */
export function encodePaths(paths: Paths): Uint8Array<ArrayBuffer> {
  const list = typeof paths === "string" || paths instanceof URL ? [paths] : paths;
  if (!Array.isArray(list)) {
    throw new InvalidOptionsError("INVALID_OPTIONS", `expected a path or an array of paths, got ${describe(paths)}`);
  }
  return encoder.encode(JSON.stringify(list.map((path: string | URL) => readablePath(path))));
}

function operation<T>(
  call: (symbols: Symbols) => Call,
  paths: Paths,
  options: DuplicateOptions,
  at: Trace,
  read: (result: ArrayBuffer) => T,
): Operation<T> {
  const json = encodeJobOptions(options);
  const text = encodePaths(paths);
  return {
    start: ({ symbols }, hub, job) => call(symbols)(hub, text, text.length, json, json.length, job),
    read,
    ...jobControls(options, at),
  };
}

function readReport(result: ArrayBuffer): DuplicateReport {
  return new DuplicateReport(readDuplicateReport(result));
}

/**
 * Finds the copies in source files and folders.
 *
 * @param paths Files and folders, as paths or `file:` URLs. Deno's read permission for each is asked first.
 * @param options What counts as a copy, and what to scan.
 * @returns The classes of copies, and what was not read.
 * @throws {IoError} when a path that was given is not there or may not be read. What is found in a folder and cannot be read
 * is in `skipped`.
 * @throws {InvalidOptionsError} for an option that is wrong.
 *
 * @example
 * ```ts
 * import { findDuplicates } from "lode";
 * const { classes, stats } = await findDuplicates(["examples"], { minBlockSize: 40, languages: ["typescript"] });
 * console.log(stats.totalLines, classes.map(({ fragments }) => fragments.map(({ file, startLine }) => `${file}:${startLine}`)));
 * ```
 */
export async function findDuplicates(paths: Paths, options: DuplicateOptions = {}): Promise<DuplicateReport> {
  const at = trace(findDuplicates);
  return await hub().run(operation((symbols) => symbols.lode_find_duplicates, paths, options, at, readReport));
}

/**
 * Finds the copies in source files and folders, and blocks until it is done.
 *
 * @param paths Files and folders.
 * @param options As for {@link findDuplicates}.
 * @throws What {@link findDuplicates} throws.
 *
 * @example
 * ```ts
 * import { findDuplicatesSync } from "lode";
 * console.log(findDuplicatesSync("examples").length);
 * ```
 */
export function findDuplicatesSync(paths: Paths, options: DuplicateOptions = {}): DuplicateReport {
  const at = trace(findDuplicatesSync);
  return syncHub().runSync(operation((symbols) => symbols.lode_find_duplicates, paths, options, at, readReport));
}

/**
 * Finds the copies in source files and folders, and yields class after class: only those that you have not taken yet are in
 * memory. Leaving the loop stops the work.
 *
 * @param paths Files and folders.
 * @param options As for {@link findDuplicates}.
 * @throws What {@link findDuplicates} throws.
 *
 * @example
 * ```ts
 * import { scanDuplicates } from "lode";
 * for await (const { type, tokens, fragments } of scanDuplicates("examples", { minBlockSize: 30 })) {
 *   console.log(type, tokens, fragments.length);
 * }
 * ```
 */
export async function* scanDuplicates(
  paths: Paths,
  options: DuplicateOptions = {},
): AsyncGenerator<CloneClass, void, void> {
  const at = trace(scanDuplicates);
  const scan = operation((symbols) => symbols.lode_scan_duplicates, paths, options, at, () => undefined);
  yield* hub().stream(scan, readCloneClass);
}
