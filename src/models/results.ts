/** Checks of what the functions of a model return. @module */

import { TypeConversionError } from "../errors.ts";
import { describe } from "../input.ts";
import type { Transcript, Transcription, TranscriptSegment, VideoAnalysis } from "./functions.ts";

/** An answer that is not what it has to be. */
function wrong(name: string, field: string, expected: string, got: string): TypeConversionError {
  const place = field === "" ? "its result" : field;
  return new TypeConversionError(
    "TYPE_CONVERSION",
    `model function "${name}": expected ${place} to be ${expected}, got ${got}`,
  );
}

function record(name: string, value: unknown, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(name, "", expected, describe(value));
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A transcription: a text, or an object with one. Without segments, all of it is one, `duration` seconds long. */
export function checkTranscription(name: string, result: unknown, duration: number): Transcript {
  if (typeof result === "string") return { text: result, segments: whole(result, duration) };
  const { text, segments, language } = record(name, result, "a string or an object with text") as Partial<
    Exclude<Transcription, string>
  >;
  if (typeof text !== "string") throw wrong(name, "text", "a string", describe(text));
  if (language !== undefined && typeof language !== "string") {
    throw wrong(name, "language", "a string", describe(language));
  }
  if (segments !== undefined && !Array.isArray(segments)) throw wrong(name, "segments", "an array", describe(segments));
  const checked = segments?.map((segment, index) => checkSegment(name, segment, `segments[${index}]`));
  return { text, segments: checked ?? whole(text, duration), language };
}

function whole(text: string, duration: number): TranscriptSegment[] {
  return text.trim() === "" ? [] : [{ start: 0, end: duration, text: text.trim() }];
}

function checkSegment(name: string, segment: unknown, place: string): TranscriptSegment {
  if (typeof segment !== "object" || segment === null) throw wrong(name, place, "an object", describe(segment));
  const { start, end, text } = segment as Partial<TranscriptSegment>;
  for (const [field, time] of [["start", start], ["end", end]] as const) {
    if (typeof time !== "number" || !Number.isFinite(time)) {
      throw wrong(name, `${place}.${field}`, "seconds", describe(time));
    }
  }
  if (typeof text !== "string") throw wrong(name, `${place}.text`, "a string", describe(text));
  return { start: start as number, end: end as number, text: text.trim() };
}

/** A vector of finite numbers; of `length` numbers where earlier ones of the same function had so many. */
export function checkVector(
  name: string,
  field: string,
  value: unknown,
  length: number | undefined,
): Float32Array<ArrayBuffer> {
  const isNumbers = value instanceof Float32Array || value instanceof Float64Array || Array.isArray(value);
  if (!isNumbers) throw wrong(name, field, "a Float32Array or an array of numbers", describe(value));
  const numbers = value as ArrayLike<unknown>;
  if (numbers.length === 0) throw wrong(name, field, "a vector of 1 number or more", "an empty one");
  if (length !== undefined && numbers.length !== length) {
    throw wrong(name, field, `a vector of ${length} numbers, as before`, `${numbers.length} numbers`);
  }
  // A view of a larger buffer, such as a model's whole output, is not kept alive.
  const vector = new Float32Array(numbers.length);
  for (let index = 0; index < vector.length; index++) {
    const number = numbers[index];
    if (typeof number !== "number" || !Number.isFinite(number)) {
      throw wrong(name, `${field}[${index}]`, "a finite number", describe(number));
    }
    vector[index] = number;
  }
  return vector;
}

/** One vector for each of `count` pictures. */
export function checkVectors(
  name: string,
  result: unknown,
  count: number,
  length: number | undefined,
): Float32Array<ArrayBuffer>[] {
  if (!Array.isArray(result)) throw wrong(name, "", `an array of ${count} vectors`, describe(result));
  if (result.length !== count) {
    throw wrong(name, "", `an array of ${count} vectors, one for each picture`, `${result.length}`);
  }
  const vectors: Float32Array<ArrayBuffer>[] = [];
  for (const [index, value] of result.entries()) {
    vectors.push(checkVector(name, `[${index}]`, value, length ?? vectors[0]?.length));
  }
  return vectors;
}

/** An analysis. Fields that are absent or of another type are empty. */
export function checkAnalysis(name: string, result: unknown): VideoAnalysis {
  const { description, keywords, isMeme } = record(name, result, "an object");
  return {
    description: typeof description === "string" ? description : "",
    keywords: Array.isArray(keywords) ? keywords.filter((keyword) => typeof keyword === "string") : [],
    isMeme: isMeme === true,
  };
}
