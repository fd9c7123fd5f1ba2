/** The library itself: version, processor, formats. @module */

import { closeSync, openSync, readSync } from "node:fs";
import { UnsupportedFormatError } from "./errors.ts";
import { readablePath } from "./input.ts";
import { loadFfmpeg } from "./native/ffmpeg.ts";
import { check } from "./native/hub.ts";
import { library, load as loadLibrary } from "./native/load.ts";

/** What `load` loads, and from where. */
export interface LoadOptions {
  /** The native library's file. Default: looked for. */
  readonly library?: string | undefined;
  /** The folder of FFmpeg's libraries, or one of the files in it. Default: loaded when first needed. */
  readonly ffmpeg?: string | undefined;
}

/** What the processor can do, as far as Lode uses it. */
export interface SimdCapabilities {
  /** SSE4.2 (x86-64). */
  readonly sse42: boolean;
  /** AVX2 (x86-64). */
  readonly avx2: boolean;
  /** AVX-512 F, BW and VL (x86-64). */
  readonly avx512: boolean;
  /** NEON (ARM64). */
  readonly neon: boolean;
  /** Whether there is any of them. */
  readonly hasSimd: boolean;
  /** The best of them. */
  readonly bestLevel: "AVX-512" | "AVX2" | "SSE4.2" | "NEON" | "Scalar";
}

/** A format that Lode reads. */
export interface FormatInfo {
  /** Its common name. */
  readonly name: string;
  /** Its media type. */
  readonly mimeType: string;
  /** Other media types in use for it. */
  readonly aliases: readonly string[];
  /** Extensions of its file names, without the dot. */
  readonly extensions: readonly string[];
  /** Whether `renderPages` can render it. */
  readonly renders: boolean;
}

/** Calls a native function that writes a text. */
export function nativeText(
  call: string,
  capacity: number,
  write: (out: Uint8Array, length: Uint32Array) => number,
): string {
  const out = new Uint8Array(capacity);
  const length = new Uint32Array(1);
  check(write(out, length), call);
  return new TextDecoder().decode(out.subarray(0, length[0]));
}

/**
 * Loads the native library now, from `path` if given. Without this call it is loaded when it is first needed.
 *
 * @param path The library's file, for instance one that was embedded by `bun build --compile`; or an object that also names
 * the folder of FFmpeg's libraries, to use another build of FFmpeg 9 than the one that comes with Lode.
 * @throws {LibraryLoadError} when it is nowhere to be had; the message is a diagnosis.
 *
 * @example
 * ```ts
 * import { load } from "lode";
 * load();
 * ```
 */
export function load(path?: string | LoadOptions): void {
  const { library: file, ffmpeg } = typeof path === "object" ? path : { library: path };
  loadLibrary(file);
  if (ffmpeg !== undefined) loadFfmpeg(ffmpeg);
}

/**
 * The version of the native library.
 *
 * @example
 * ```ts
 * import { version } from "lode";
 * console.log(version());
 * ```
 */
export function version(): string {
  return nativeText("lode_version", 32, (out, length) => library().symbols.lode_version(out, out.length, length));
}

/**
 * What the processor can do. Hot loops choose by it.
 *
 * @example
 * ```ts
 * import { detectSimd } from "lode";
 * console.log(detectSimd().bestLevel);
 * ```
 */
export function detectSimd(): SimdCapabilities {
  const bits = library().symbols.lode_detect_simd();
  const [sse42, avx2, avx512, neon] = [1, 2, 4, 8].map((bit) => (bits & bit) !== 0) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  const bestLevel = avx512 ? "AVX-512" : avx2 ? "AVX2" : sse42 ? "SSE4.2" : neon ? "NEON" : "Scalar";
  return { sse42, avx2, avx512, neon, hasSimd: bits !== 0, bestLevel };
}

/**
 * The formats that Lode reads.
 *
 * @example
 * ```ts
 * import { supportedFormats } from "lode";
 * console.log(supportedFormats().map(({ name }) => name).join(", "));
 * ```
 */
export function supportedFormats(): FormatInfo[] {
  const json = nativeText(
    "lode_supported_formats",
    1 << 16,
    (out, length) => library().symbols.lode_supported_formats(out, out.length, length),
  );
  return JSON.parse(json) as FormatInfo[];
}

/** As much of a file as detection looks at: all of it where it is small, since ZIP containers keep their list at the end. */
const DETECTION_BYTES = 1 << 20;

/**
 * What a file is: by its content first, by its name second.
 *
 * @param input A path, a `file:` URL, or bytes.
 * @returns The media type, such as `application/pdf`.
 * @throws {UnsupportedFormatError} when nobody can tell.
 * @throws {IoError} when the file cannot be read.
 *
 * @example
 * ```ts
 * import { detectMimeType } from "lode";
 * console.log(detectMimeType(new TextEncoder().encode("%PDF-1.7")));
 * ```
 */
export function detectMimeType(input: string | URL | Uint8Array): string {
  const path = input instanceof Uint8Array ? "" : readablePath(input);
  const bytes = input instanceof Uint8Array ? input : readStart(path);
  const name = new TextEncoder().encode(path);
  const out = new Uint8Array(128);
  const length = new Uint32Array(1);
  const { symbols } = library();
  const status = symbols.lode_detect_mime_type(bytes, bytes.length, name, name.length, out, out.length, length);
  if (status !== 0) {
    throw new UnsupportedFormatError("UNSUPPORTED_FORMAT", `cannot tell what ${path || "this input"} is`);
  }
  return new TextDecoder().decode(out.subarray(0, length[0]));
}

function readStart(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(DETECTION_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}
