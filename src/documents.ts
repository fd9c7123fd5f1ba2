/** Text, structure, tables and metadata out of documents. @module */

import { bounded, type Bounds, bounds, timeLeft } from "./bounds.ts";
import { lateTrace, type LodeError, type Trace, trace } from "./errors.ts";
import { type Input, inputHints, isBytes, readablePath, readInput, toBytes, toPath } from "./input.ts";
import { offerFfmpeg } from "./native/ffmpeg.ts";
import { hub, type Operation, readNumber, syncHub } from "./native/hub.ts";
import { type Library, STATUS_OK } from "./native/library.ts";
import { library } from "./native/load.ts";
import type { Extraction } from "./native/generated/types.ts";
import { readExtraction } from "./native/generated/wire.ts";
import {
  checkObject,
  encodeExtractOptions,
  type ExtractBytesOptions,
  type ExtractOptions,
  jobControls,
  type NativeOptions,
} from "./options.ts";
import { withModels } from "./models/extraction.ts";
import { checkModels } from "./models/models.ts";
import { type Change, defersEnrichment, drive, driveSync, type Pipeline, pipeline, steps } from "./pipeline.ts";

const encoder = new TextEncoder();

type Start = Operation<Extraction>["start"];

/** What an extraction reads: a path or bytes. */
type Source = string | Uint8Array;

/** A call, prepared: what goes to the native side, and the plugins that come after. */
interface Call {
  readonly options: ExtractBytesOptions;
  readonly native: NativeOptions;
  readonly controls: ReturnType<typeof jobControls>;
  readonly bounds: Bounds;
  readonly plugins: Pipeline;
  readonly deferred: boolean;
  /** The asynchronous call of the same kind. */
  readonly alternative: string;
}

function prepare(options: ExtractBytesOptions, at: Trace, alternative: string): Call {
  checkObject(options);
  checkModels(options);
  offerFfmpeg();
  const plugins = pipeline(options);
  const deferred = defersEnrichment(plugins, options);
  const native = encodeExtractOptions(options, !deferred);
  const controls = jobControls(options, at);
  return {
    options,
    native,
    controls,
    bounds: bounds(controls.signal, controls.timeout),
    plugins,
    deferred,
    alternative,
  };
}

function operation({ native, controls, bounds, alternative }: Call, start: Start): Operation<Extraction> {
  return {
    start,
    read: readExtraction,
    functions: native.functions,
    ...controls,
    timeout: timeLeft(bounds),
    alternative,
  };
}

function startFile(path: string, { native: { json } }: Call): Start {
  const name = encoder.encode(path);
  return ({ symbols }, hub, job) => symbols.lode_extract_file(hub, name, name.length, json, json.length, job);
}

function startCopy(bytes: Uint8Array, { native: { json } }: Call): Start {
  return ({ symbols }, hub, job) => symbols.lode_extract_bytes(hub, bytes, bytes.length, json, json.length, job);
}

/** Reads the caller's bytes in place, in a call that lasts until the job has ended. */
function startInPlace(bytes: Uint8Array, { native: { json } }: Call): Start {
  return ({ symbols }, hub, job) => {
    symbols.lode_job_reserve(job);
    return symbols.lode_extract_bytes_borrowed(hub, readNumber(job, 0), bytes, bytes.length, json, json.length);
  };
}

/** As {@link startInPlace}, in a call on another thread, which keeps the bytes alive. */
function startTransferred(bytes: Uint8Array, call: Call, borrow: NonNullable<Library["extractBorrowed"]>): Start {
  return ({ symbols }, hub, job) => {
    symbols.lode_job_reserve(job);
    const number = readNumber(job, 0);
    void borrow(hub, number, bytes, call.native.json);
    return STATUS_OK;
  };
}

function startEnrich(content: string, { json }: NativeOptions): Start {
  const text = encoder.encode(content);
  return ({ symbols }, hub, job) => symbols.lode_enrich(hub, text, text.length, json, json.length, job);
}

/** Adds to `extraction` what was found in its text. */
function merged(extraction: Extraction, found: Extraction): Extraction {
  const { chunks, keywords, languages, metadata: { quality } } = found;
  const metadata = quality === undefined ? extraction.metadata : { ...extraction.metadata, quality };
  return { ...extraction, metadata, chunks, keywords, languages };
}

/** Options for what is found in a text, after processors may have changed it. */
function enrichmentOptions({ options }: Call, { format }: Extraction): NativeOptions {
  return encodeExtractOptions({ ...options, outputFormat: format, ocr: { mode: "never" } }, true);
}

/** What comes first after the extraction: what models say of the file. */
function described({ options, bounds }: Call, source: Source): Change | undefined {
  const { models } = options;
  return models && ((extraction) => withModels(extraction, source, models, options, bounds));
}

async function run(call: Call, source: Source, start: Start): Promise<Extraction> {
  const extraction = await hub().run(operation(call, start));
  const enrich = async (current: Extraction): Promise<Extraction> => {
    const native = enrichmentOptions(call, current);
    return merged(current, await hub().run(operation({ ...call, native }, startEnrich(current.content, native))));
  };
  const first = described(call, source);
  return await drive(steps(extraction, call.plugins, first, call.deferred ? enrich : undefined), call.bounds);
}

function runSync(call: Call, source: Source, start: Start): Extraction {
  const extraction = syncHub().runSync(operation(call, start));
  const enrich = (current: Extraction): Extraction => {
    const native = enrichmentOptions(call, current);
    return merged(current, syncHub().runSync(operation({ ...call, native }, startEnrich(current.content, native))));
  };
  const first = described(call, source);
  return driveSync(steps(extraction, call.plugins, first, call.deferred ? enrich : undefined), call.alternative);
}

/**
 * Extracts a file: its text, structure, tables, links and metadata.
 *
 * @param path A path or a `file:` URL. Deno's read permission for it is asked first.
 * @param options What to extract and how; see {@link ExtractOptions}.
 * @returns The extraction; `content` is plain text unless `outputFormat` says otherwise.
 * @throws {IoError} when the file is not there or may not be read.
 * @throws {UnsupportedFormatError} when no reader knows the file.
 * @throws {ParseError | EncryptedError | LimitError} when it cannot be read.
 * @throws {PluginError | ValidationError} when a plugin throws.
 *
 * @example
 * ```ts
 * import { extractFile } from "lode";
 * const { content, metadata } = await extractFile("tests/fixtures/report.pdf", { outputFormat: "markdown" });
 * console.log(metadata.title, content.length);
 * ```
 */
export async function extractFile(path: string | URL, options: ExtractOptions = {}): Promise<Extraction> {
  const call = prepare(options, trace(extractFile), "extractFile");
  const file = readablePath(path);
  return await run(call, file, startFile(file, call));
}

/**
 * Extracts a file, and blocks until it is done. Plugins must be synchronous.
 *
 * @param path A path or a `file:` URL.
 * @param options As for {@link extractFile}.
 * @throws What {@link extractFile} throws, and a {@link PluginError} for a plugin that returns a promise.
 *
 * @example
 * ```ts
 * import { extractFileSync } from "lode";
 * console.log(extractFileSync("tests/fixtures/report.pdf").pages.length);
 * ```
 */
export function extractFileSync(path: string | URL, options: ExtractOptions = {}): Extraction {
  const call = prepare(options, lateTrace(extractFileSync), "extractFile");
  const file = readablePath(path);
  return runSync(call, file, startFile(file, call));
}

/**
 * Extracts bytes, or what can be read from a blob, a response or a stream.
 *
 * @param input The bytes. They are copied, or with `transfer` taken over.
 * @param options As for {@link extractFile}; `mimeType` and `fileName` help to tell what the bytes are.
 * @throws What {@link extractFile} throws.
 *
 * @example
 * ```ts
 * import { extractBytes } from "lode";
 * const html = new Blob(["<h1>Hello</h1>"], { type: "text/html" });
 * console.log((await extractBytes(html)).content);
 * ```
 */
export async function extractBytes(input: Input, options: ExtractBytesOptions = {}): Promise<Extraction> {
  const call = prepare({ ...inputHints(input), ...options }, trace(extractBytes), "extractBytes");
  call.bounds.signal?.throwIfAborted();
  // Bytes at hand are taken before anything is waited for: the caller may change them afterwards.
  const bytes = isBytes(input) ? toBytes(input) : await bounded(readInput(input), call.bounds);
  if (options.transfer !== true) {
    const start = startCopy(bytes, call);
    // Models read them later.
    return await run(call, options.models === undefined ? bytes : bytes.slice(), start);
  }
  const own = takeOver(bytes);
  const borrow = library().extractBorrowed;
  // A job that calls functions must not sit in a call: where a Worker ends, nobody would answer.
  const inPlace = borrow !== undefined && call.native.functions.length === 0;
  return await run(call, own, inPlace ? startTransferred(own, call, borrow) : startCopy(own, call));
}

/** Detaches the caller's buffer, so that nobody can change it meanwhile. */
function takeOver(bytes: Uint8Array): Uint8Array {
  if (!(bytes.buffer instanceof ArrayBuffer)) return bytes.slice();
  const { byteOffset, length } = bytes;
  return new Uint8Array(bytes.buffer.transferToFixedLength(), byteOffset, length);
}

/**
 * Extracts bytes, and blocks until it is done. The bytes are read in place.
 *
 * @param bytes The bytes.
 * @param options As for {@link extractBytes}.
 * @throws What {@link extractFileSync} throws.
 *
 * @example
 * ```ts
 * import { extractBytesSync } from "lode";
 * const markdown = new TextEncoder().encode("# Hello");
 * console.log(extractBytesSync(markdown, { mimeType: "text/markdown" }).elements[0]?.type);
 * ```
 */
export function extractBytesSync(bytes: Uint8Array | ArrayBuffer, options: ExtractBytesOptions = {}): Extraction {
  const call = prepare(options, lateTrace(extractBytesSync), "extractBytes");
  const data = toBytes(bytes);
  return runSync(call, data, call.native.functions.length > 0 ? startCopy(data, call) : startInPlace(data, call));
}

/** What became of one input of a batch: a result or an error. */
export type BatchResult =
  | { readonly input: string | URL | Input; readonly result: Extraction; readonly error?: undefined }
  | { readonly input: string | URL | Input; readonly result?: undefined; readonly error: LodeError };

export { toPath };
