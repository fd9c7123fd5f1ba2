/** Sound and pictures out of media files. @module */

import { type Trace, trace } from "./errors.ts";
import type { Input } from "./input.ts";
import { mediaInput, uncalled } from "./media_input.ts";
import { findFfmpeg } from "./native/ffmpeg.ts";
import { hub, type Operation, syncHub } from "./native/hub.ts";
import type { Symbols } from "./native/generated/symbols.ts";
import type { AudioInfo, CodecList, MediaInfo } from "./native/generated/types.ts";
import { readAudioInfo, readCodecList, readMediaInfo } from "./native/generated/wire.ts";
import { encodeJobOptions, jobControls, type JobOptions } from "./options.ts";

/** Options of `decodeAudio`. */
export interface AudioOptions extends JobOptions {
  /** Samples a second. Default 16000. */
  readonly sampleRate?: number | undefined;
  /** Channels. Default 1. */
  readonly channels?: number | undefined;
  /** Where to start, in seconds from the start of the file. Default 0. */
  readonly start?: number | undefined;
  /** How much, in seconds. Default: all. */
  readonly duration?: number | undefined;
  /** Which stream, by its `index` in {@link MediaInfo}. Default: the one that players choose. */
  readonly stream?: number | undefined;
}

/** Options of `audioChunks`. */
export interface AudioChunkOptions extends AudioOptions {
  /** Length of a chunk, in seconds; the last one may be shorter. */
  readonly seconds: number;
  /** How much of a chunk the next one repeats, in seconds. Default 0. */
  readonly overlap?: number | undefined;
}

/** Sound: samples, and what they are. */
export interface Audio extends AudioInfo {
  /** Interleaved, from -1 to 1 (more where the file goes further); yours to keep. */
  readonly samples: Float32Array<ArrayBuffer>;
}

/** A piece of sound. */
export interface AudioChunk {
  /** Where it starts, in seconds from the start of the file. */
  readonly start: number;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Channels. */
  readonly channels: number;
  /** Interleaved; yours to keep. */
  readonly samples: Float32Array<ArrayBuffer>;
}

/** What an operation on a media file is started with. */
type Call = Symbols["lode_probe"];

/** An operation on a media file, and how to let go of the input when it has ended. */
interface Prepared<T> extends Disposable {
  readonly operation: Operation<T>;
}

/** Prepares an operation on a media file. */
async function prepare<T>(
  call: (symbols: Symbols) => Call,
  input: string | URL | Input,
  options: JobOptions,
  at: Trace,
  read: (result: ArrayBuffer) => T,
): Promise<Prepared<T>> {
  const json = encodeJobOptions(options);
  const controls = jobControls(options, at);
  findFfmpeg();
  const { kind, data, read: piece, close } = await mediaInput(input);
  return {
    operation: {
      start: ({ symbols }, hub, job) => call(symbols)(hub, kind, data, data.length, json, json.length, job),
      read,
      functions: [uncalled("progress"), piece],
      ...controls,
    },
    [Symbol.dispose]: close,
  };
}

/** Runs an operation on a media file. */
export async function runOnMedia<T>(
  call: (symbols: Symbols) => Call,
  input: string | URL | Input,
  options: JobOptions,
  at: Trace,
  read: (result: ArrayBuffer) => T,
): Promise<T> {
  using prepared = await prepare(call, input, options, at, read);
  return await hub().run(prepared.operation);
}

/** Runs an operation on a media file that yields items, which may be lent. */
export async function* streamFromMedia<T>(
  call: (symbols: Symbols) => Call,
  input: string | URL | Input,
  options: JobOptions,
  at: Trace,
  read: (item: ArrayBuffer) => T,
  lend = false,
): AsyncGenerator<T, void, void> {
  using prepared = await prepare(call, input, options, at, () => undefined);
  yield* hub().stream({ ...prepared.operation, lend }, read);
}

/** A result on the wire, and where the bytes after it start. */
export function splitAttached(result: ArrayBuffer): { readonly head: ArrayBuffer; readonly start: number } {
  const [size = 0] = new Uint32Array(result, 0, 1);
  return { head: result.slice(8, 8 + size), start: 8 + Math.ceil(size / 8) * 8 };
}

/**
 * Reads what is in a media file: container, streams, chapters, tags.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @returns Durations in seconds, bit rates in bits a second.
 * @throws {MediaError} when it is no media file, or damaged.
 * @throws {LibraryLoadError} when FFmpeg's libraries are nowhere to be had.
 *
 * @example
 * ```ts
 * import { probe } from "lode";
 * const { format, duration, streams } = await probe("tests/fixtures/media/film.mp4");
 * console.log(format, duration, streams.map(({ kind, codec }) => `${kind}: ${codec}`));
 * ```
 */
export async function probe(input: string | URL | Input, options: JobOptions = {}): Promise<MediaInfo> {
  const at = trace(probe);
  return await runOnMedia((symbols) => symbols.lode_probe, input, options, at, readMediaInfo);
}

function readAudio(result: ArrayBuffer): Audio {
  const { head, start } = splitAttached(result);
  return { ...readAudioInfo(head), samples: new Float32Array(result, start) };
}

/**
 * Decodes the sound of an audio or video file.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param options Rate, channels and range; by default 16 kHz mono, as speech models want it.
 * @returns Samples as 32-bit floats. Length and start are exact: what encoders add at both ends is taken away.
 * @throws {MediaError} when there is no sound, or none of it can be decoded. What could not be is in `warnings`.
 *
 * @example
 * ```ts
 * import { decodeAudio } from "lode";
 * const { samples, sampleRate, duration } = await decodeAudio("tests/fixtures/media/film.mp4");
 * console.log(samples.length, sampleRate, duration);
 * ```
 */
export async function decodeAudio(input: string | URL | Input, options: AudioOptions = {}): Promise<Audio> {
  const at = trace(decodeAudio);
  return await runOnMedia((symbols) => symbols.lode_decode_audio, input, options, at, readAudio);
}

/**
 * Decodes the sound of a file piece by piece: bounded memory, however long it is. Leaving the loop stops the work.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param options Length of a chunk, overlap, rate, channels and range.
 * @throws What {@link decodeAudio} throws.
 *
 * @example
 * ```ts
 * import { audioChunks } from "lode";
 * for await (const { start, samples } of audioChunks("tests/fixtures/media/film.mp4", { seconds: 0.5, overlap: 0.1 })) {
 *   console.log(start, samples.length);
 * }
 * ```
 */
export async function* audioChunks(
  input: string | URL | Input,
  options: AudioChunkOptions,
): AsyncGenerator<AudioChunk, void, void> {
  const at = trace(audioChunks);
  const { sampleRate = 16_000, channels = 1 } = options;
  yield* streamFromMedia((symbols) => symbols.lode_audio_chunks, input, options, at, (item) => ({
    start: new Float64Array(item, 0, 1)[0] ?? 0,
    sampleRate,
    channels,
    samples: new Float32Array(item, 8),
  }));
}

/**
 * What the FFmpeg at hand can read, write, decode and encode.
 *
 * @throws {LibraryLoadError} when FFmpeg's libraries are nowhere to be had.
 *
 * @example
 * ```ts
 * import { codecs } from "lode";
 * const { version, encoders } = codecs();
 * console.log(version, encoders.filter(({ kind }) => kind === "video").map(({ name }) => name));
 * ```
 */
export function codecs(): CodecList {
  findFfmpeg();
  return syncHub().runSync({
    start: ({ symbols }, hub, job) => symbols.lode_codecs(hub, job),
    read: readCodecList,
    trace: trace(codecs),
  });
}
