/** Media files in another form. @module */

import { InvalidOptionsError, type Trace, trace } from "./errors.ts";
import { describe, type Input, toPath } from "./input.ts";
import { splitAttached } from "./media.ts";
import { KIND, type MediaInput, mediaInput, mediaInputSync, uncalled } from "./media_input.ts";
import { findFfmpeg } from "./native/ffmpeg.ts";
import { type HostFunction, hub, type Operation, syncHub } from "./native/hub.ts";
import { runtime } from "./native/library.ts";
import type { TranscodeStats } from "./native/generated/types.ts";
import { readTranscodeProgress, readTranscodeStats } from "./native/generated/wire.ts";
import { encodeJobOptions, jobControls, type JobOptions } from "./options.ts";

/** How far a transcode is. */
export interface TranscodeProgress {
  /** From 0 to 100; 0 while the length of the input is not known. */
  readonly percent: number;
  /** Frames of video that were written; packets of sound where there is no video. */
  readonly frames: number;
  /** Seconds of media done in a second. */
  readonly speed: number;
  /** Seconds until the end; `null` while it cannot be told. */
  readonly eta: number | null;
  /** Bytes written. */
  readonly size: number;
  /** Bits a second of what was written. */
  readonly bitrate: number;
}

/** A rectangle to cut out, in pixels of the input as it is shown. */
export interface Crop {
  /** Left edge. */
  readonly x: number;
  /** Top edge. */
  readonly y: number;
  /** Width. */
  readonly width: number;
  /** Height. */
  readonly height: number;
}

/** How to write a media file in another form. What is left out stays as it is in the input, where the container allows that. */
export interface TranscodeSettings extends Omit<JobOptions, "onProgress"> {
  /** The container, such as `mp4` or `webm`. Default: that of the output's extension. */
  readonly format?: string | undefined;
  /** A codec or an encoder (`h264`, `av1`, `libvpx-vp9`), `copy`, or `none` to leave video out. */
  readonly videoCodec?: string | undefined;
  /** A codec or an encoder (`aac`, `opus`), `copy`, or `none` to leave sound out. */
  readonly audioCodec?: string | undefined;
  /** A codec (`webvtt`, `subrip`, `mov_text`), `copy`, or `none` to leave subtitles out. */
  readonly subtitleCodec?: string | undefined;
  /** Bits of video a second. */
  readonly videoBitrate?: number | undefined;
  /** Bits of sound a second, all channels together. */
  readonly audioBitrate?: number | undefined;
  /** Quality of video in place of a bit rate, from 0 (worst) to 100 (best). */
  readonly quality?: number | undefined;
  /** The encoder's own word for effort: SVT-AV1 0 (slow) to 13 (fast), libvpx 0 to 8. */
  readonly preset?: string | undefined;
  /** Width in pixels. Default: from the height. */
  readonly width?: number | undefined;
  /** Height in pixels. Default: from the width. */
  readonly height?: number | undefined;
  /** Frames a second. */
  readonly fps?: number | undefined;
  /** What is cut out, before scaling. */
  readonly crop?: Crop | undefined;
  /** Where to start, in seconds. Default 0. */
  readonly start?: number | undefined;
  /** How much, in seconds. Default: all. */
  readonly duration?: number | undefined;
  /** Channels of sound. */
  readonly audioChannels?: number | undefined;
  /** Samples of sound a second. */
  readonly audioSampleRate?: number | undefined;
  /** A factor on the loudness of sound; 1 leaves it. */
  readonly volume?: number | undefined;
  /** Tags to set; an empty text removes one. Those of the input stay. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** Which streams, by their `index` in `MediaInfo`. Default: the video and the sound that players choose, and all subtitles that the container can hold. */
  readonly streams?: readonly number[] | undefined;
  /** Frames between two key frames, at most. */
  readonly keyframeInterval?: number | undefined;
  /** Encode the video twice, with what was learnt the first time. Default `false`. */
  readonly twoPass?: boolean | undefined;
  /** An MP4 of fragments, which can be played while it grows. Default `false`, except for streams. */
  readonly fragmented?: boolean | undefined;
  /** Replace an output that is there. Default `false`: that is an error. */
  readonly overwrite?: boolean | undefined;
  /** Hears how far the transcode is; the last call always comes. */
  readonly onProgress?: ((progress: TranscodeProgress) => void) | undefined;
}

/** An output, prepared. */
interface MediaOutput {
  readonly kind: number;
  readonly path: Uint8Array;
  readonly write: HostFunction;
  /** Ends a stream, or gives it up with the reason. */
  readonly end: (reason?: { readonly error: unknown }) => Promise<void>;
}

const NOTHING = new Uint8Array();

const MEMORY: MediaOutput = { kind: KIND.memory, path: NOTHING, write: uncalled("the output"), end: async () => {} };

function fileOutput(output: string | URL): MediaOutput {
  const path = toPath(output);
  runtime().requireWrite(path);
  return { ...MEMORY, kind: KIND.path, path: new TextEncoder().encode(path) };
}

function streamOutput(output: WritableStream<Uint8Array>): MediaOutput {
  const writer = output.getWriter();
  const write: HostFunction = {
    description: "the output stream",
    async call(piece) {
      await writer.ready;
      await writer.write(piece);
      return NOTHING;
    },
  };
  return {
    kind: KIND.stream,
    path: NOTHING,
    write,
    end: (reason) => reason === undefined ? writer.close() : writer.abort(reason.error).catch(() => {}),
  };
}

function progressFunction(onProgress: TranscodeSettings["onProgress"]): HostFunction {
  return {
    description: "options.onProgress",
    call({ buffer, byteOffset, byteLength }) {
      const { percent = 0, eta = null, ...progress } = readTranscodeProgress(
        buffer.slice(byteOffset, byteOffset + byteLength),
      );
      onProgress?.({ percent, eta, ...progress });
      return NOTHING;
    },
  };
}

/** What came out of a transcode: figures, and bytes where the output is memory. */
interface Transcoded {
  readonly stats: TranscodeStats;
  readonly data: Uint8Array<ArrayBuffer>;
}

function operation(
  input: MediaInput,
  output: MediaOutput,
  { onProgress, ...settings }: TranscodeSettings,
  at: Trace,
): Operation<Transcoded> {
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new InvalidOptionsError(
      "INVALID_OPTIONS",
      `options.onProgress: expected a function, got ${describe(onProgress)}`,
    );
  }
  // The native side reports as often as its options say, and only to those who listen.
  const json = encodeJobOptions({ ...settings, ...(onProgress === undefined ? {} : { onProgress() {} }) });
  return {
    start: ({ symbols }, hub, job) =>
      symbols.lode_transcode(
        hub,
        input.kind,
        input.data,
        input.data.length,
        output.kind,
        output.path,
        output.path.length,
        json,
        json.length,
        job,
      ),
    read(result) {
      const { head, start } = splitAttached(result);
      return { stats: readable(readTranscodeStats(head)), data: new Uint8Array(result, start) };
    },
    functions: [progressFunction(onProgress), input.read, output.write],
    alternative: "transcode",
    ...jobControls(settings, at),
  };
}

/** Adds a `toString` that reads well, and that no copy of the object trips over. */
function readable(stats: TranscodeStats): TranscodeStats {
  const toString = (): string => {
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    const seconds = (stats.durationMs / 1000).toFixed(1);
    return `${megabytes(stats.inputSize)} -> ${megabytes(stats.outputSize)} (${
      stats.compressionRatio.toFixed(1)
    }:1), ` +
      `${stats.framesEncoded} frames encoded in ${seconds} s, ${stats.packetsProcessed} packets`;
  };
  return Object.defineProperty(stats, "toString", { value: toString, enumerable: false });
}

async function run(
  input: string | URL | Input,
  output: MediaOutput,
  settings: TranscodeSettings,
  at: Trace,
): Promise<Transcoded> {
  let source: MediaInput | undefined;
  try {
    findFfmpeg();
    source = await mediaInput(input);
    const done = await hub().run(operation(source, output, settings, at));
    await output.end();
    return done;
  } catch (error) {
    await output.end({ error });
    throw error;
  } finally {
    source?.close();
  }
}

/**
 * Writes a media file in another form. Streams of which nothing is asked, and that the container can hold, are copied as they
 * are. The output appears under its name when it is complete: when the transcode fails or is stopped, what was there before is
 * untouched.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param output A path or a `file:` URL, whose extension names the container; or a stream, for which `format` does. Deno's
 * write permission for a path is asked first.
 * @param settings Codecs, bit rates, size, range and so on.
 * @returns What was done, counted. `String(stats)` reads well.
 * @throws {MediaError} `MEDIA_CONTAINER` and `MEDIA_CODEC` before any work, where a codec does not go into the container or
 * is not there, with what could be used; `MEDIA` for what cannot be read.
 * @throws {IoError} for an output that is there, without `overwrite`, or cannot be written.
 *
 * @example
 * ```ts
 * import { transcode } from "lode";
 * const output = await Deno.makeTempFile({ suffix: ".webm" });
 * const stats = await transcode("tests/fixtures/media/film.mp4", output, {
 *   videoCodec: "vp9",
 *   audioCodec: "opus",
 *   width: 96,
 *   overwrite: true,
 *   onProgress: ({ percent, speed }) => console.log(percent, speed),
 * });
 * console.log(`${stats}`);
 * ```
 */
export async function transcode(
  input: string | URL | Input,
  output: string | URL | WritableStream<Uint8Array>,
  settings: TranscodeSettings = {},
): Promise<TranscodeStats> {
  const at = trace(transcode);
  const target = output instanceof WritableStream ? streamOutput(output) : fileOutput(output);
  return (await run(input, target, settings, at)).stats;
}

/**
 * Writes a media file in another form, into memory.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param settings As for {@link transcode}; `format` names the container.
 * @returns The bytes of the file, and what was done.
 * @throws What {@link transcode} throws.
 *
 * @example
 * ```ts
 * import { transcodeToBytes } from "lode";
 * const { data } = await transcodeToBytes("tests/fixtures/media/film.mp4", { format: "mp3", videoCodec: "none" });
 * console.log(data.length);
 * ```
 */
export async function transcodeToBytes(
  input: string | URL | Input,
  settings: TranscodeSettings,
): Promise<{ readonly data: Uint8Array<ArrayBuffer>; readonly stats: TranscodeStats }> {
  return await run(input, MEMORY, settings, trace(transcodeToBytes));
}

/**
 * Writes a media file in another form, and blocks until it is done.
 *
 * @param input A path, a `file:` URL or bytes.
 * @param output A path or a `file:` URL.
 * @param settings As for {@link transcode}.
 * @throws What {@link transcode} throws.
 */
export function transcodeSync(
  input: string | URL | Uint8Array | ArrayBuffer,
  output: string | URL,
  settings: TranscodeSettings = {},
): TranscodeStats {
  const at = trace(transcodeSync);
  findFfmpeg();
  return syncHub().runSync(operation(mediaInputSync(input), fileOutput(output), settings, at)).stats;
}
