/** What a caller may pass as a file or as bytes. @module */

import { fileURLToPath } from "node:url";
import { InvalidOptionsError } from "./errors.ts";
import { runtime } from "./native/library.ts";

/** Bytes, or something that they can be read from. */
export type Input = Uint8Array | ArrayBuffer | Blob | Response | ReadableStream<Uint8Array>;

/**
 * The path of a file that the sandbox allows to be read.
 *
 * @throws {InvalidOptionsError} for what is neither a path nor a `file:` URL.
 * @throws {IoError} where the sandbox denies it.
 */
export function readablePath(path: string | URL): string {
  const plain = toPath(path);
  runtime().requireRead(plain);
  return plain;
}

/** The path that a string or `file:` URL names. */
export function toPath(path: string | URL): string {
  if (typeof path === "string" && path !== "") return path.startsWith("file:") ? fileURLToPath(path) : path;
  if (path instanceof URL && path.protocol === "file:") return fileURLToPath(path);
  throw new InvalidOptionsError("INVALID_OPTIONS", `expected a path or a file: URL, got ${describe(path)}`);
}

/** The bytes at hand, without a copy. */
export function toBytes(input: Uint8Array | ArrayBuffer): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw new InvalidOptionsError("INVALID_OPTIONS", `expected a Uint8Array or an ArrayBuffer, got ${describe(input)}`);
}

/** Whether the bytes are at hand. */
export function isBytes(input: unknown): input is Uint8Array | ArrayBuffer {
  return input instanceof Uint8Array || input instanceof ArrayBuffer;
}

/** All bytes of an input, read to its end if it is a stream. */
export async function readInput(input: Input): Promise<Uint8Array> {
  if (isBytes(input)) return toBytes(input);
  if (input instanceof Blob || input instanceof Response) return new Uint8Array(await input.arrayBuffer());
  if (input instanceof ReadableStream) return new Uint8Array(await new Response(input as BodyInit).arrayBuffer());
  throw new InvalidOptionsError(
    "INVALID_OPTIONS",
    `expected a Uint8Array, ArrayBuffer, Blob, Response or ReadableStream, got ${describe(input)}`,
  );
}

/** The media type and name that an input carries itself. */
export function inputHints(input: Input): { readonly mimeType?: string; readonly fileName?: string } {
  if (input instanceof File && input.name !== "") return { fileName: input.name };
  return {};
}

/** What a value is, for error messages. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "object") return `${value.constructor?.name ?? "object"}`;
  return typeof value === "function" ? "a function" : String(value);
}
