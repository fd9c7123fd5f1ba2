/** Many files at once. @module */

import { bounded, bounds } from "./bounds.ts";
import { type BatchResult, extractBytes, extractBytesSync, extractFile, extractFileSync } from "./documents.ts";
import { LodeError } from "./errors.ts";
import type { Input } from "./input.ts";
import type { ExtractBytesOptions, ExtractOptions } from "./options.ts";
import type { Extraction } from "./native/generated/types.ts";

/** Bytes of a batch, and what is known of them. */
export interface BatchItem {
  /** The bytes. */
  readonly data: Input;
  /** What they are. Default: detected. */
  readonly mimeType?: string;
  /** A name, used for detection and in errors. */
  readonly fileName?: string;
}

/** Jobs that are under way at once: enough to keep every core busy while results are taken. */
function inFlight(options: ExtractOptions): number {
  return Math.max(2, 2 * (options.threads ?? navigator.hardwareConcurrency));
}

function entry(input: string | URL | Input, work: () => Extraction): BatchResult {
  try {
    return { input, result: work() };
  } catch (error) {
    return failed(input, error);
  }
}

/** A file's own error is its entry; whatever else is thrown, an aborted signal's reason above all, ends the batch. */
function failed(input: string | URL | Input, error: unknown): BatchResult {
  if (error instanceof LodeError) return { input, error };
  throw error;
}

/**
 * Extracts files as they come, several at once, and yields each as soon as it is done: bounded memory, no matter how many.
 * The next files are started only while results are being taken. Leaving the loop cancels what is under way.
 *
 * @param paths Paths or `file:` URLs, from anything that can be iterated over.
 * @param options As for {@link extractFile}; they hold for every file.
 * @throws The reason of `options.signal` when it is aborted. A file that fails is an entry with `error`.
 *
 * @example
 * ```ts
 * import { extractMany } from "lode";
 * for await (const { input, result, error } of extractMany(["tests/fixtures/report.pdf"])) {
 *   console.log(input, result?.content.length ?? error?.code);
 * }
 * ```
 */
export async function* extractMany(
  paths: Iterable<string | URL> | AsyncIterable<string | URL>,
  options: ExtractOptions = {},
): AsyncGenerator<BatchResult, void, void> {
  const controller = new AbortController();
  const signal = options.signal === undefined
    ? controller.signal
    : AbortSignal.any([options.signal, controller.signal]);
  const source = Symbol.asyncIterator in paths ? paths[Symbol.asyncIterator]() : paths[Symbol.iterator]();
  const running = new Map<number, Promise<readonly [number, BatchResult]>>();
  let started = 0;
  let more = true;
  let pulling = false;
  try {
    while (more || running.size > 0) {
      while (more && running.size < inFlight(options)) {
        pulling = true;
        const next = await bounded(Promise.resolve(source.next()), bounds(signal, undefined));
        pulling = false;
        if (next.done === true) {
          more = false;
          break;
        }
        const number = started++;
        const done = extractFile(next.value, { ...options, signal })
          .then((result): BatchResult => ({ input: next.value, result }), (error) => failed(next.value, error))
          .then((result) => [number, result] as const);
        done.catch(() => {});
        running.set(number, done);
      }
      if (running.size === 0) break;
      const [number, result] = await Promise.race(running.values());
      running.delete(number);
      yield result;
    }
  } finally {
    controller.abort();
    // An asynchronous source takes one call after another: one that is stuck would never answer this one.
    const closed = source.return?.();
    if (!pulling) await closed;
  }
}

async function batch<T>(
  items: readonly T[],
  options: ExtractOptions,
  work: (item: T) => Promise<BatchResult>,
): Promise<BatchResult[]> {
  const results: BatchResult[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(items.length, inFlight(options)) }, worker));
  return results;
}

/**
 * Extracts files, several at once, and keeps their order.
 *
 * @param paths Paths or `file:` URLs.
 * @param options As for {@link extractFile}; they hold for every file.
 * @returns An entry for each path, in order, with `result` or `error`.
 * @throws The reason of `options.signal` when it is aborted; never for a file that cannot be read.
 *
 * @example
 * ```ts
 * import { batchExtractFiles } from "lode";
 * const [first] = await batchExtractFiles(["tests/fixtures/report.pdf", "missing.pdf"]);
 * console.log(first?.result?.mimeType);
 * ```
 */
export function batchExtractFiles(paths: Iterable<string | URL>, options: ExtractOptions = {}): Promise<BatchResult[]> {
  return batch(
    [...paths],
    options,
    (input) =>
      extractFile(input, options).then((result): BatchResult => ({ input, result }), (error) => failed(input, error)),
  );
}

/**
 * Extracts files one after another, and blocks until all are done.
 *
 * @param paths Paths or `file:` URLs.
 * @param options As for {@link extractFileSync}.
 * @returns An entry for each path, in order, with `result` or `error`.
 */
export function batchExtractFilesSync(paths: Iterable<string | URL>, options: ExtractOptions = {}): BatchResult[] {
  return [...paths].map((input) => entry(input, () => extractFileSync(input, options)));
}

function withHints(options: ExtractOptions, { mimeType, fileName }: BatchItem): ExtractBytesOptions {
  return {
    ...options,
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(fileName === undefined ? {} : { fileName }),
  };
}

/**
 * Extracts inputs that are in memory, several at once, and keeps their order.
 *
 * @param items The inputs.
 * @param options As for {@link extractBytes}; they hold for every input.
 * @returns An entry for each input, in order, with `result` or `error`.
 *
 * @example
 * ```ts
 * import { batchExtractBytes } from "lode";
 * const data = new TextEncoder().encode("a,b\n1,2");
 * const [entry] = await batchExtractBytes([{ data, mimeType: "text/csv" }]);
 * console.log(entry?.result?.tables[0]?.cells);
 * ```
 */
export function batchExtractBytes(items: Iterable<BatchItem>, options: ExtractOptions = {}): Promise<BatchResult[]> {
  return batch([...items], options, (item) =>
    extractBytes(item.data, withHints(options, item))
      .then((result): BatchResult => ({ input: item.data, result }), (error) => failed(item.data, error)));
}

/**
 * Extracts inputs that are in memory one after another, and blocks until all are done.
 *
 * @param items The inputs, as bytes.
 * @param options As for {@link extractBytesSync}.
 * @returns An entry for each input, in order, with `result` or `error`.
 */
export function batchExtractBytesSync(
  items: Iterable<BatchItem & { readonly data: Uint8Array | ArrayBuffer }>,
  options: ExtractOptions = {},
): BatchResult[] {
  return [...items].map((item) => entry(item.data, () => extractBytesSync(item.data, withHints(options, item))));
}
