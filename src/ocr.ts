/** Calls of OCR backends. @module */

import { describe } from "./input.ts";
import { HostFailure, type HostFunction } from "./native/hub.ts";
import type { OcrBackend, OcrResult, PageImage } from "./plugins.ts";

/** Page, width, height, length of the language: four 32-bit numbers before it. */
const HEADER_BYTES = 16;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The backend as a function that a job can call. */
export function ocrFunction(backend: OcrBackend): HostFunction {
  const description = `OCR backend ${JSON.stringify(backend.name)}`;
  return {
    description,
    call(argument) {
      const { image, language } = readArgument(argument);
      const result = backend.processImage(image, language);
      // A thenable of the user's own may settle twice, or return nothing from `then`: a promise around it does not.
      return isPromise(result)
        ? Promise.resolve(result).then((result) => writeAnswer(result, description))
        : writeAnswer(result, description);
    },
  };
}

function readArgument(argument: Uint8Array<ArrayBuffer>): { image: PageImage; language: string } {
  const [page = 0, width = 0, height = 0, length = 0] = new Uint32Array(argument.buffer, 0, 4);
  const language = decoder.decode(argument.subarray(HEADER_BYTES, HEADER_BYTES + length));
  const start = HEADER_BYTES + Math.ceil(length / 4) * 4;
  return { image: { page, width, height, data: argument.subarray(start) }, language };
}

function writeAnswer(result: OcrResult, description: string): Uint8Array {
  if (typeof result !== "object" || result === null) {
    throw new HostFailure(
      "TYPE_CONVERSION",
      `${description}: expected an object with content, got ${describe(result)}`,
    );
  }
  return encoder.encode(JSON.stringify(result));
}

/** Whether a plugin's answer comes later. */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
