/** Media files on their way to the native side. @module */

import { InvalidOptionsError } from "./errors.ts";
import { describe, type Input, isBytes, readablePath, readInput, toBytes } from "./input.ts";
import type { HostFunction } from "./native/hub.ts";

/** How an input or an output is given: the numbers of `LodeInputKind` and `LodeOutputKind`. */
export const KIND = { path: 0, bytes: 1, memory: 1, stream: 2, file: 3 } as const;

/** An input: its kind, the path or bytes, and what a stream is read with. */
export interface MediaInput {
  readonly kind: number;
  readonly data: Uint8Array;
  readonly read: HostFunction;
  /** Lets go of a stream that was not read to its end. */
  readonly close: () => void;
}

const NOTHING = new Uint8Array();

/** A function that a job does not call. */
export function uncalled(description: string): HostFunction {
  return { description, call: () => NOTHING };
}

/** What is the same in all inputs that are no streams. */
const NO_STREAM = { read: uncalled("the input stream"), close() {} };

function pathInput(path: string | URL): MediaInput {
  return { kind: KIND.path, data: new TextEncoder().encode(readablePath(path)), ...NO_STREAM };
}

function bytesInput(data: Uint8Array): MediaInput {
  return { kind: KIND.bytes, data, ...NO_STREAM };
}

/** Blobs up to this size are in memory first: a piece of one costs more than all of it. */
const SMALL_BLOB = 1 << 20;

/** A blob, whose pieces are read where the job asks for them. */
function blobInput(blob: Blob): MediaInput {
  const read = async (argument: Uint8Array): Promise<Uint8Array> => {
    const view = new DataView(argument.buffer, argument.byteOffset, argument.byteLength);
    const [start, length] = [0, 8].map((at) => Number(view.getBigUint64(at, true))) as [number, number];
    return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
  };
  const size = new Uint8Array(new BigUint64Array([BigInt(blob.size)]).buffer);
  return { kind: KIND.file, data: size, read: { description: "the input blob", call: read }, close() {} };
}

/** Prepares an input. Streams and blobs are read as the job asks for them; responses are in memory first. */
export async function mediaInput(input: string | URL | Input): Promise<MediaInput> {
  if (typeof input === "string" || input instanceof URL) return pathInput(input);
  if (input instanceof Blob && input.size > SMALL_BLOB) return blobInput(input);
  if (!(input instanceof ReadableStream)) return bytesInput(await readInput(input));
  const reader = input.getReader();
  return {
    kind: KIND.stream,
    data: NOTHING,
    read: { description: "the input stream", call: () => nextPiece(reader) },
    close: () => void reader.cancel().catch(() => {}),
  };
}

/** The next bytes that are not none; none at the end. */
async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return NOTHING;
    if (!(value instanceof Uint8Array)) {
      throw new InvalidOptionsError("INVALID_OPTIONS", `expected a stream of Uint8Array, got ${describe(value)} in it`);
    }
    if (value.length > 0) return value;
  }
}

/** An input of a synchronous call: a path or bytes. */
export function mediaInputSync(input: string | URL | Uint8Array | ArrayBuffer): MediaInput {
  if (typeof input === "string" || input instanceof URL) return pathInput(input);
  if (!isBytes(input)) {
    throw new InvalidOptionsError("INVALID_OPTIONS", `expected a path, a file: URL or bytes, got ${describe(input)}`);
  }
  return bytesInput(toBytes(input));
}
