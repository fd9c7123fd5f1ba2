/** Sound and pictures out of media files. @module */

import { type Trace, trace } from "./errors.ts";
import { type Input, readablePath, readInput } from "./input.ts";
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

const PATH = 0;
const BYTES = 1;

/** An operation on a media file. */
export async function mediaOperation<T>(
  call: (symbols: Symbols) => Call,
  input: string | URL | Input,
  options: JobOptions,
  at: Trace,
  read: (result: ArrayBuffer) => T,
): Promise<Operation<T>> {
  const json = encodeJobOptions(options);
  const controls = jobControls(options, at);
  const isPath = typeof input === "string" || input instanceof URL;
  const data = isPath ? new TextEncoder().encode(readablePath(input)) : await readInput(input);
  findFfmpeg();
  return {
    start: ({ symbols }, hub, job) =>
      call(symbols)(hub, isPath ? PATH : BYTES, data, data.length, json, json.length, job),
    read,
    ...controls,
  };
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
 * const { format, duration, streams } = await probe("tests/fixtures/media/clip.mp4");
 * console.log(format, duration, streams.map(({ kind, codec }) => `${kind}: ${codec}`));
 * ```
 */
export async function probe(input: string | URL | Input, options: JobOptions = {}): Promise<MediaInfo> {
  const at = trace(probe);
  return await hub().run(await mediaOperation((symbols) => symbols.lode_probe, input, options, at, readMediaInfo));
}

function readAudio(result: ArrayBuffer): Audio {
  const [size = 0] = new Uint32Array(result, 0, 1);
  const info = readAudioInfo(result.slice(8, 8 + size));
  return { ...info, samples: new Float32Array(result, 8 + Math.ceil(size / 8) * 8) };
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
 * const { samples, sampleRate, duration } = await decodeAudio("tests/fixtures/media/clip.mp4");
 * console.log(samples.length, sampleRate, duration);
 * ```
 */
export async function decodeAudio(input: string | URL | Input, options: AudioOptions = {}): Promise<Audio> {
  const at = trace(decodeAudio);
  return await hub().run(await mediaOperation((symbols) => symbols.lode_decode_audio, input, options, at, readAudio));
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
 * for await (const { start, samples } of audioChunks("tests/fixtures/media/clip.mp4", { seconds: 0.5, overlap: 0.1 })) {
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
  const operation = await mediaOperation((symbols) => symbols.lode_audio_chunks, input, options, at, () => undefined);
  yield* hub().stream(operation, (item) => ({
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
