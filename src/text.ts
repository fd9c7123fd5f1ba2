/** What can be found in a text without a file around it: chunks, key phrases, languages. @module */

import { type Trace, trace } from "./errors.ts";
import { describe } from "./input.ts";
import { InvalidOptionsError } from "./errors.ts";
import { type HostFunction, syncHub } from "./native/hub.ts";
import type { Symbols } from "./native/generated/symbols.ts";
import type { Chunk, DetectedLanguage, Keyword } from "./native/generated/types.ts";
import { readChunks, readKeywords, readLanguages } from "./native/generated/wire.ts";
import {
  type ChunkOptions,
  encodeChunkOptions,
  encodePlain,
  type KeywordOptions,
  type LanguageOptions,
} from "./options.ts";

type TextCall = Symbols["lode_chunk"];

function analyze<T>(
  call: (symbols: Symbols) => TextCall,
  text: string,
  json: Uint8Array<ArrayBuffer>,
  functions: readonly HostFunction[],
  read: (result: ArrayBuffer) => T,
  at: Trace,
): T {
  if (typeof text !== "string") {
    throw new InvalidOptionsError("INVALID_OPTIONS", `expected a string, got ${describe(text)}`);
  }
  const bytes = new TextEncoder().encode(text);
  return syncHub().runSync({
    start: ({ symbols }, hub, job) => call(symbols)(hub, bytes, bytes.length, json, json.length, job),
    read,
    functions,
    alternative: "extractBytes with options.chunking",
    trace: at,
  });
}

/**
 * Cuts a text into chunks that end where paragraphs, sentences or words do.
 *
 * @param text The text.
 * @param options Size, overlap, and how size is counted; a sizer function must be synchronous here.
 * @returns The chunks, in order; `start` and `end` count UTF-16 code units.
 * @throws {InvalidOptionsError} for options that do not go together.
 *
 * @example
 * ```ts
 * import { chunk } from "lode";
 * const chunks = chunk("First paragraph.\n\nSecond paragraph.", { maxCharacters: 20 });
 * console.log(chunks.map(({ text }) => text));
 * ```
 */
export function chunk(text: string, options: ChunkOptions = {}): Chunk[] {
  const { json, functions } = encodeChunkOptions(options);
  return analyze(
    (symbols) => symbols.lode_chunk,
    text,
    json,
    functions,
    (result) => readChunks(result, text),
    trace(chunk),
  );
}

/**
 * Finds the key phrases of a text.
 *
 * @param text The text.
 * @param options Algorithm, number, length and language.
 * @returns The phrases, best first.
 * @throws {InvalidOptionsError} for a language without stop words.
 *
 * @example
 * ```ts
 * import { keywords } from "lode";
 * console.log(keywords("Rust is a systems programming language.", { max: 3 }));
 * ```
 */
export function keywords(text: string, options: KeywordOptions = {}): Keyword[] {
  return analyze((symbols) => symbols.lode_keywords, text, encodePlain(options), [], readKeywords, trace(keywords));
}

/**
 * Detects the languages of a text.
 *
 * @param text The text.
 * @param options Smallest confidence.
 * @returns The languages, most of the text first.
 *
 * @example
 * ```ts
 * import { detectLanguages } from "lode";
 * console.log(detectLanguages("The quick brown fox jumps over the lazy dog.")[0]?.language);
 * ```
 */
export function detectLanguages(text: string, options: LanguageOptions = {}): DetectedLanguage[] {
  const json = encodePlain(options);
  return analyze((symbols) => symbols.lode_detect_languages, text, json, [], readLanguages, trace(detectLanguages));
}
