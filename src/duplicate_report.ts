/** What a scan for duplicates found. @module */

import { trace } from "./errors.ts";
import { readablePath } from "./input.ts";
import { syncHub } from "./native/hub.ts";
import type { CloneClass, Fragment, ScanStats, Skipped, Warning } from "./native/generated/types.ts";

/** Two places that are copies of each other. */
export interface DuplicateMatch {
  /** The file of the first place. */
  readonly file1: string;
  /** Its first line, from 1. */
  readonly startLine1: number;
  /** Its last line, inclusive. */
  readonly endLine1: number;
  /** The file of the second place. */
  readonly file2: string;
  /** Its first line, from 1. */
  readonly startLine2: number;
  /** Its last line, inclusive. */
  readonly endLine2: number;
  /** The function around the first place. */
  readonly function1?: string | undefined;
  /** The function around the second place. */
  readonly function2?: string | undefined;
  /** 1: the same tokens; 2: the same up to names and literals; 3: edited. */
  readonly type: number;
  /** From 0 to 1, that of their class. */
  readonly similarity: number;
  /** Tokens of the larger place of their class. */
  readonly tokens: number;
  /** The fingerprint of their class. */
  readonly hash: string;
}

/** A report as plain data. */
export interface DuplicateReportData {
  /** Files that were read and compared. */
  readonly filesScanned: number;
  /** Functions that were recognised in them. */
  readonly functionsAnalyzed: number;
  /** The classes, those with the most duplicated tokens first. */
  readonly classes: CloneClass[];
  /** What was not read, and why. */
  readonly skipped: Skipped[];
  /** Figures. */
  readonly stats: ScanStats;
}

/** Pairs that `duplicates` holds at most: a class of a thousand copies alone has half a million. */
const MOST_PAIRS = 100_000;

/** How a report can be written. */
type ReportFormat = "text" | "sarif" | "baseline" | "html";

/**
 * What a scan found: classes of copies, and the same as pairs. It can be iterated over, pair by pair.
 *
 * @example
 * ```ts
 * import { findDuplicates } from "lode";
 * const report = await findDuplicates("examples", { minBlockSize: 30 });
 * console.log(report.filesScanned, report.classes.length, report.stats.duplicationRatio);
 * for (const { file1, startLine1, file2, startLine2 } of report) console.log(file1, startLine1, file2, startLine2);
 * ```
 */
export class DuplicateReport implements Iterable<DuplicateMatch> {
  /** Files that were read and compared. */
  readonly filesScanned: number;
  /** Functions that were recognised in them. */
  readonly functionsAnalyzed: number;
  /** The classes, those with the most duplicated tokens first. */
  readonly classes: readonly CloneClass[];
  /** What was not read, and why. */
  readonly skipped: readonly Skipped[];
  /** Figures. */
  readonly stats: ScanStats;
  #duplicates: readonly DuplicateMatch[] | undefined;

  /** Made by {@link findDuplicates}. */
  constructor({ filesScanned, functionsAnalyzed, classes, skipped, stats }: DuplicateReportData) {
    this.filesScanned = filesScanned;
    this.functionsAnalyzed = functionsAnalyzed;
    this.classes = classes;
    this.skipped = skipped;
    this.stats = stats;
  }

  /** How many pairs there are, whether or not `duplicates` holds them all. */
  get length(): number {
    return this.classes.reduce((sum, { fragments: { length } }) => sum + (length * (length - 1)) / 2, 0);
  }

  /** The pairs, made when first touched: the first 100,000 of them; `warnings` tells when there are more. */
  get duplicates(): readonly DuplicateMatch[] {
    return this.#duplicates ??= [...this.#pairs(MOST_PAIRS)];
  }

  /** What else there is to know. */
  get warnings(): readonly Warning[] {
    const { length } = this;
    if (length <= MOST_PAIRS) return [];
    const message =
      `duplicates holds ${MOST_PAIRS} of ${length} pairs; iterate over the report, or use classes, for all`;
    return [{ code: "DUPLICATES_CAPPED", message }];
  }

  /** All pairs, one after another. */
  [Symbol.iterator](): Iterator<DuplicateMatch> {
    return this.#pairs(Infinity);
  }

  /** What `JSON.stringify` writes: everything but the pairs, which follow from the classes. */
  toJSON(): DuplicateReportData {
    const { filesScanned, functionsAnalyzed, classes, skipped, stats } = this;
    return { filesScanned, functionsAnalyzed, classes: [...classes], skipped: [...skipped], stats };
  }

  /** A report to read: the classes with their places, and a summary. */
  toString(): string {
    return this.#write("text");
  }

  /** A SARIF 2.1.0 log, which code hosts and editors read. */
  toSarif(): Record<string, unknown> {
    return JSON.parse(this.#write("sarif")) as Record<string, unknown>;
  }

  /** The fingerprints of all classes, for `options.baseline` of a later scan: it then finds only what is new. */
  baseline(): string {
    return this.#write("baseline");
  }

  /**
   * A page that shows the classes side by side, complete in itself. The files are read again for it.
   *
   * @throws {IoError} where Deno's sandbox denies one of them.
   */
  toHtml(): string {
    const files = new Set(this.classes.flatMap(({ fragments }) => fragments.map(({ file }) => file)));
    files.forEach((file) => readablePath(file));
    return this.#write("html");
  }

  *#pairs(most: number): Generator<DuplicateMatch, undefined, undefined> {
    let left = most;
    for (const found of this.classes) {
      for (const [index, first] of found.fragments.entries()) {
        for (const second of found.fragments.slice(index + 1)) {
          if (left-- <= 0) return;
          yield pair(found, first, second);
        }
      }
    }
  }

  #write(format: ReportFormat): string {
    const encoder = new TextEncoder();
    const report = encoder.encode(JSON.stringify(this));
    const options = encoder.encode(JSON.stringify({ format }));
    return syncHub().runSync({
      start: ({ symbols }, hub, job) =>
        symbols.lode_write_duplicates(hub, report, report.length, options, options.length, job),
      read: (text) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(text),
      trace: trace(DuplicateReport),
    });
  }
}

function pair({ type, similarity, tokens, hash }: CloneClass, first: Fragment, second: Fragment): DuplicateMatch {
  return {
    file1: first.file,
    startLine1: first.startLine,
    endLine1: first.endLine,
    file2: second.file,
    startLine2: second.startLine,
    endLine2: second.endLine,
    function1: first.function,
    function2: second.function,
    type,
    similarity,
    tokens,
    hash,
  };
}
