/** Options as callers write them, and as they travel to the native side. @module */

import type { OutputFormat } from "./native/generated/types.ts";
import { InvalidOptionsError, type Trace } from "./errors.ts";
import { describe } from "./input.ts";
import type { Models } from "./models/models.ts";
import type { HostFunction, JobProgress, Operation } from "./native/hub.ts";
import { findOcrBackend, type Plugins, type PostProcessorSelection } from "./plugins.ts";
import { ocrFunction } from "./ocr.ts";

/**
 * Bounds on what an input may make Lode do. Each has a safe default; a number changes it, `false` or `Infinity` takes it
 * away. Going over one is a `LimitError` with a code of its own.
 */
export interface Limits {
  /** Bytes of the input itself. Default 2 GiB, and none for media files on the disk; `LIMIT_INPUT_BYTES`. */
  readonly inputBytes?: number | false;
  /** Bytes after decompression, over the whole job. Default 1 GiB; `LIMIT_EXPANDED_BYTES`. */
  readonly expandedBytes?: number | false;
  /** Growth of one compressed stream beyond its first mebibyte. Default 250; `LIMIT_COMPRESSION_RATIO`. */
  readonly compressionRatio?: number | false;
  /** Entries in one archive. Default 20,000; `LIMIT_ARCHIVE_ENTRIES`. */
  readonly archiveEntries?: number | false;
  /** Files inside files inside files. Default 4; `LIMIT_ARCHIVE_DEPTH`. */
  readonly archiveDepth?: number | false;
  /** Elements inside elements. Default 256; `LIMIT_NESTING_DEPTH`. */
  readonly nestingDepth?: number | false;
  /** Cells over all tables. Default 10,000,000; `LIMIT_TABLE_CELLS`. */
  readonly tableCells?: number | false;
  /** Pixels of one image or rendered page. Default 150,000,000; `LIMIT_PIXELS`. */
  readonly pixels?: number | false;
  /** Pages of one document. Default 20,000; `LIMIT_PAGES`. */
  readonly pages?: number | false;
  /** Frames of one image or video. Default 10,000; `LIMIT_FRAMES`. */
  readonly frames?: number | false;
  /** Streams of one media file. Default 256; `LIMIT_STREAMS`. */
  readonly streams?: number | false;
  /** Seconds of one media file that are decoded or written. Default 172,800, two days; `LIMIT_MEDIA_SECONDS`. */
  readonly mediaSeconds?: number | false;
}

/** How far a job is. */
export interface Progress extends JobProgress {
  /** From 0 to 100; 0 while the total is unknown. */
  readonly percent: number;
}

/** What every operation can be told. */
export interface JobOptions {
  /** Stops the job; the promise rejects with the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
  /** The longest the job may run, in milliseconds; then it is a `LimitError` with code `TIMEOUT`. Default: no bound. */
  readonly timeout?: number | undefined;
  /** Hears how far the job is; the last call always comes. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds between calls of `onProgress`. Default 100. */
  readonly progressInterval?: number | undefined;
  /** Bounds on what the input may cause. */
  readonly limits?: Limits | undefined;
  /** Threads that the job may use. Default: as many as the machine has cores. */
  readonly threads?: number | undefined;
}

/** How to cut a text into chunks. */
export interface ChunkOptions {
  /** Largest size of a chunk, as the sizer counts. Default 1000. */
  readonly maxCharacters?: number | undefined;
  /** How much of a chunk the next one repeats, as the sizer counts. Default 0. */
  readonly overlap?: number | undefined;
  /** Where chunks may end. Default: `markdown` for Markdown content, else `text`. */
  readonly by?: "text" | "markdown" | undefined;
  /** How size is counted. A function may be asynchronous, except in synchronous calls. Default `characters`. */
  readonly sizer?: "characters" | "words" | ((text: string) => number | Promise<number>) | undefined;
}

/** How to find key phrases. */
export interface KeywordOptions {
  /** YAKE (lower scores are better) or RAKE (higher scores are better). Default `yake`. */
  readonly algorithm?: "yake" | "rake" | undefined;
  /** How many at most. Default 10. */
  readonly max?: number | undefined;
  /** Fewest and most words of a phrase. Default `[1, 3]`. */
  readonly ngram?: readonly [number, number] | undefined;
  /** Language of the stop words, ISO 639-1. Default `en`. */
  readonly language?: string | undefined;
  /** Leaves out phrases that score worse than this. */
  readonly minScore?: number | undefined;
}

/** How to detect languages. */
export interface LanguageOptions {
  /** Leaves out languages with less confidence, from 0 to 1. Default 0. */
  readonly min?: number | undefined;
}

/** When and how to read pages by optical character recognition. */
export interface OcrOptions {
  /** `auto`: pages that show pictures and have no text; `always`: every page; `never`. Default `auto`. */
  readonly mode?: "auto" | "always" | "never" | undefined;
  /** The name of a registered backend. Default: the first registered that knows the language. */
  readonly backend?: string | undefined;
  /** Language passed to the backend, ISO 639-3. Default `eng`. */
  readonly language?: string | undefined;
  /** Resolution of page images in dots per inch. Default 300. */
  readonly dpi?: number | undefined;
}

/** Options of `extractFile` and its relatives. */
export interface ExtractOptions extends JobOptions {
  /** How to write `content`. Default `text`. */
  readonly outputFormat?: OutputFormat | undefined;
  /** Which pages, such as `"1-3,7"` or `"5-"`. Default: all. */
  readonly pages?: string | undefined;
  /** Password, or several to try. */
  readonly password?: string | readonly string[] | undefined;
  /** Optical character recognition. */
  readonly ocr?: OcrOptions | undefined;
  /** Cut the content into chunks. */
  readonly chunking?: ChunkOptions | undefined;
  /** Find key phrases. */
  readonly keywords?: KeywordOptions | undefined;
  /** Detect the languages of the content. */
  readonly languageDetection?: boolean | LanguageOptions | undefined;
  /** Return embedded pictures, up to so many pixels each. Default `false`. */
  readonly images?: boolean | { readonly maxPixels?: number } | undefined;
  /** Find tables. Default `true`. */
  readonly tables?: boolean | undefined;
  /** Rate the quality of the text, into `metadata.quality`. Default `false`. */
  readonly quality?: boolean | undefined;
  /** Which registered post-processors run. Default `true`: all. */
  readonly postProcessors?: PostProcessorSelection | undefined;
  /** Plugins for this call alone. */
  readonly plugins?: Plugins | undefined;
  /** Models that are asked about sound, images and video: what is said and shown becomes a part of the content. */
  readonly models?: Models | undefined;
  /** Whether `models` make a vector of an image or a video, into `embedding`. Default `false`. */
  readonly embeddings?: boolean | undefined;
}

/** Options of `extractBytes`. */
export interface ExtractBytesOptions extends ExtractOptions {
  /** What the bytes are. Default: detected. */
  readonly mimeType?: string | undefined;
  /** A name for the input, used for detection and in errors. */
  readonly fileName?: string | undefined;
  /**
   * Take the bytes over instead of copying them: the caller's buffer is detached. Saves the copy in Deno; Bun copies all
   * the same. Default `false`.
   */
  readonly transfer?: boolean | undefined;
}

/** Options on their way: JSON, and the functions that it refers to by number. */
export interface NativeOptions {
  readonly json: Uint8Array<ArrayBuffer>;
  readonly functions: readonly HostFunction[];
}

/** What an {@link Operation} takes from the options of a job. */
export function jobControls(
  options: JobOptions,
  trace: Trace,
): Pick<Operation<unknown>, "trace" | "signal" | "timeout" | "onProgress"> {
  const { signal, timeout, onProgress, threads } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw invalid("signal", "an AbortSignal", signal);
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw invalid("onProgress", "a function", onProgress);
  }
  if (timeout !== undefined && !(typeof timeout === "number" && timeout >= 0)) {
    throw invalid("timeout", "milliseconds of 0 or more", timeout);
  }
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw invalid("threads", "a whole number of 1 or more", threads);
  }
  return {
    trace,
    signal,
    timeout: timeout === Infinity ? undefined : timeout,
    onProgress: onProgress &&
      (({ done, total }) => onProgress({ done, total, percent: total > 0 ? (100 * done) / total : 0 })),
  };
}

/** The error for an option that is wrong. */
export function invalid(path: string, expected: string, got: unknown): InvalidOptionsError {
  return new InvalidOptionsError("INVALID_OPTIONS", `options.${path}: expected ${expected}, got ${describe(got)}`);
}

/** JSON has no Infinity and would make it null: no limit is `false`, and elsewhere the native side refuses the name. */
function encode(options: object): Uint8Array<ArrayBuffer> {
  const { limits } = options as JobOptions;
  const text = JSON.stringify(options, function (this: unknown, _, value: unknown) {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    return value === Infinity && this === limits ? false : String(value);
  });
  return new TextEncoder().encode(text);
}

/** Throws unless options are an object. */
export function checkObject(options: unknown): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InvalidOptionsError("INVALID_OPTIONS", `options: expected an object, got ${describe(options)}`);
  }
}

/** Options of a job that calls no plugins. */
export function encodeJobOptions(options: JobOptions): Uint8Array<ArrayBuffer> {
  checkObject(options);
  const { signal: _signal, onProgress, progressInterval, timeout, ...rest } = options;
  return encode({ ...rest, ...timing(onProgress, progressInterval, timeout) });
}

/** Milliseconds; longer than any job. */
const LONGEST_INTERVAL = 2 ** 40;

function timing(onProgress: unknown, progressInterval: number | undefined, timeout: number | undefined): object {
  return {
    ...(onProgress === undefined ? {} : { progressInterval: Math.min(progressInterval ?? 100, LONGEST_INTERVAL) }),
    ...(timeout === undefined || timeout === Infinity ? {} : { timeout }),
  };
}

/** Which of the enrichments an extraction leaves to a later step. */
export const ENRICHMENTS = ["chunking", "keywords", "languageDetection", "quality"] as const;

/** What most calls say: nothing. */
const NOTHING: NativeOptions = { json: new Uint8Array(), functions: [] };

/** Options of an extraction; without its enrichments where a post-processor comes before them. */
export function encodeExtractOptions(options: ExtractBytesOptions, enrichments: boolean): NativeOptions {
  checkObject(options);
  if (isEmpty(options) && findOcrBackend(undefined, DEFAULT_LANGUAGE) === undefined) return NOTHING;
  const {
    signal: _signal,
    onProgress,
    progressInterval,
    timeout,
    plugins,
    postProcessors: _,
    transfer: _transfer,
    models: _models,
    embeddings: _embeddings,
    ...rest
  } = options;
  const functions: HostFunction[] = [];
  const native: Record<string, unknown> = { ...rest, ...timing(onProgress, progressInterval, timeout) };
  if (!enrichments) ENRICHMENTS.forEach((name) => delete native[name]);
  else if (options.chunking !== undefined) native["chunking"] = encodeChunking(options.chunking, functions);
  native["ocr"] = encodeOcr(options.ocr, plugins, functions);
  return { json: encode(native), functions };
}

function isEmpty(options: object): boolean {
  for (const _ in options) return false;
  return true;
}

/** Of OCR, ISO 639-3. */
const DEFAULT_LANGUAGE = "eng";

function encodeOcr(ocr: OcrOptions | undefined, plugins: Plugins | undefined, functions: HostFunction[]): unknown {
  if (ocr !== undefined) checkObject(ocr);
  if (ocr?.mode === "never") return ocr;
  const backend = plugins?.ocr ?? findOcrBackend(ocr?.backend, ocr?.language ?? DEFAULT_LANGUAGE);
  if (backend === undefined) return { ...ocr, backend: undefined };
  functions.push(ocrFunction(backend));
  const { name, concurrency = 1 } = backend;
  return { ...ocr, backend: { name, function: functions.length - 1, concurrency } };
}

/** Chunking options with a sizer function turned into its number. */
export function encodeChunking(chunking: ChunkOptions, functions: HostFunction[]): object {
  checkObject(chunking);
  const { sizer } = chunking;
  if (typeof sizer !== "function") return chunking;
  functions.push(sizerFunction(sizer));
  return { ...chunking, sizer: { function: functions.length - 1 } };
}

/** Options of `chunk`. */
export function encodeChunkOptions(options: ChunkOptions): NativeOptions {
  const functions: HostFunction[] = [];
  return { json: encode(encodeChunking(options, functions)), functions };
}

/** Options without functions. */
export function encodePlain(options: object): Uint8Array<ArrayBuffer> {
  checkObject(options);
  return encode(options);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

function sizerFunction(sizer: (text: string) => number | Promise<number>): HostFunction {
  // What is not a number is told to the native side as JSON, which knows which chunk it was for.
  const answer = (size: unknown) => encoder.encode(JSON.stringify(size) ?? "null");
  return {
    description: "options.chunking.sizer",
    call(argument) {
      const size = sizer(decoder.decode(argument));
      return typeof size === "number" ? answer(size) : Promise.resolve(size).then(answer);
    },
  };
}
