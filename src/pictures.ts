/** Pictures out of videos. @module */

import { trace } from "./errors.ts";
import type { Input } from "./input.ts";
import { runOnMedia, streamFromMedia } from "./media.ts";
import type { FrameInfo } from "./native/generated/types.ts";
import { readFrameInfos } from "./native/generated/wire.ts";
import type { JobOptions } from "./options.ts";

/** Which pictures to take: at most one of `fps`, `count`, `at` and `keyframes`; without any, every frame. */
export interface FrameOptions extends JobOptions {
  /** So many pictures a second: at each of the times, the one that is shown then. */
  readonly fps?: number | undefined;
  /** So many pictures, from the middles of parts of equal length. */
  readonly count?: number | undefined;
  /** The pictures that are shown at these times, in seconds from the start, in the order of the times. */
  readonly at?: readonly number[] | undefined;
  /** Only pictures that can be decoded alone: by far the quickest. */
  readonly keyframes?: boolean | undefined;
  /** Where to start, in seconds. Default 0. */
  readonly start?: number | undefined;
  /** How much, in seconds. Default: all. */
  readonly duration?: number | undefined;
  /** Width in pixels. Default: from the height, or that of the video. */
  readonly width?: number | undefined;
  /** Height in pixels. Default: from the width, or that of the video. */
  readonly height?: number | undefined;
  /** What to do when width and height have another shape than the video: stretch, fit inside with black around, or cut off. Default `fill`. */
  readonly fit?: "fill" | "contain" | "cover" | undefined;
  /** 3, 4 or 1 bytes a pixel, or 32-bit floats channel after channel. Default `rgb`. */
  readonly format?: "rgb" | "rgba" | "gray" | "tensor" | undefined;
  /** For tensors, what is subtracted from red, green and blue, which go from 0 to 1. Default 0. */
  readonly mean?: readonly [number, number, number] | undefined;
  /** For tensors, what they are divided by then. Default 1. */
  readonly std?: readonly [number, number, number] | undefined;
  /** How many pictures come at once. With it, batches are yielded instead of pictures. */
  readonly batch?: number | undefined;
  /** Which stream, by its `index` in `MediaInfo`. Default: the one that players choose. */
  readonly stream?: number | undefined;
}

/** Pixels: bytes, or floats of a tensor. */
export type Pixels = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** A picture out of a video. */
export interface Frame extends FrameInfo {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Row after row from the top left, or `[3, height, width]` for a tensor; yours to keep. */
  readonly data: Pixels;
}

/** Several pictures, one after another in one array. */
export interface FrameBatch {
  /** What each of them is. */
  readonly frames: readonly FrameInfo[];
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** `[frames, height, width, channels]`, or `[frames, 3, height, width]` for a tensor; yours to keep. */
  readonly data: Pixels;
}

/** Bytes at the end of an item, as 32-bit words: width, height, bytes of the list of what the pictures are, bytes after the pixels. */
const TAIL_BYTES = 16;

function readBatch(item: ArrayBuffer, format: FrameOptions["format"]): FrameBatch {
  const [width = 0, height = 0, size = 0, after = 0] = new Uint32Array(item, item.byteLength - TAIL_BYTES);
  const pixels = item.byteLength - after;
  const frames = readFrameInfos(item.slice(pixels, pixels + size));
  const data = format === "tensor" ? new Float32Array(item, 0, pixels / 4) : new Uint8Array(item, 0, pixels);
  return { frames, width, height, data };
}

function readFrame(item: ArrayBuffer, format: FrameOptions["format"]): Frame {
  const { frames: [frame], width, height, data } = readBatch(item, format);
  const { time = 0, keyframe = false } = frame ?? {};
  return { time, keyframe, width, height, data };
}

/**
 * Takes pictures out of a video: upright, deinterlaced, with square pixels, scaled and converted straight into the memory
 * that you get. A few are decoded ahead while you look at one. Leaving the loop stops the work.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param options Which pictures, their size and their format.
 * @returns Pictures, or with `batch` batches of them, in the order of their times.
 * @throws {MediaError} when there is no video, or none of it can be decoded.
 * @throws {LibraryLoadError} when FFmpeg's libraries are nowhere to be had.
 *
 * @example
 * ```ts
 * import { videoFrames } from "lode";
 * for await (const { time, width, height, data } of videoFrames("tests/fixtures/media/film.mp4", { fps: 2, width: 64 })) {
 *   console.log(time, width, height, data.length);
 * }
 * ```
 */
export function videoFrames(
  input: string | URL | Input,
  options: FrameOptions & { readonly batch: number },
): AsyncGenerator<FrameBatch, void, void>;
/** Takes pictures out of a video, one by one. */
export function videoFrames(input: string | URL | Input, options?: FrameOptions): AsyncGenerator<Frame, void, void>;
export async function* videoFrames(
  input: string | URL | Input,
  options: FrameOptions = {},
): AsyncGenerator<Frame | FrameBatch, void, void> {
  const at = trace(videoFrames);
  const read = options.batch === undefined ? readFrame : readBatch;
  yield* streamFromMedia<Frame | FrameBatch>(
    (symbols) => symbols.lode_video_frames,
    input,
    options,
    at,
    (item) => read(item, options.format),
    (options.batch ?? 1) > 1,
  );
}

/** Options of `thumbnail`. */
export interface ThumbnailOptions extends JobOptions {
  /** Largest width in pixels. Default 320 where no height is given. */
  readonly width?: number | undefined;
  /** Largest height in pixels. */
  readonly height?: number | undefined;
  /** The time, in seconds. Default: a picture that is neither black nor blank is looked for. */
  readonly at?: number | undefined;
  /** How it is stored. Default `jpeg`. */
  readonly format?: "jpeg" | "png" | "webp" | undefined;
}

/**
 * Makes a small picture of a video, or of the cover of an album.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param options Size, time and format.
 * @returns The bytes of an image file.
 * @throws {MediaError} when there is no video, or none of it can be decoded.
 *
 * @example
 * ```ts
 * import { thumbnail } from "lode";
 * const jpeg = await thumbnail("tests/fixtures/media/film.mp4", { width: 96 });
 * console.log(jpeg.length);
 * ```
 */
export async function thumbnail(
  input: string | URL | Input,
  options: ThumbnailOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const at = trace(thumbnail);
  return await runOnMedia(
    (symbols) => symbols.lode_thumbnail,
    input,
    options,
    at,
    (result) => new Uint8Array(result),
  );
}
