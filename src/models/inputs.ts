/** Sound and pictures as functions are given them. @module */

import { detectMimeType } from "../common.ts";
import { InvalidOptionsError, MediaError } from "../errors.ts";
import { type Input, readInput } from "../input.ts";
import { type AudioOptions, decodeAudio } from "../media.ts";
import { runtime } from "../native/library.ts";
import type { JobOptions } from "../options.ts";
import { type FrameBatch, type FrameOptions, videoFrames } from "../pictures.ts";
import { renderPages } from "../render.ts";
import type { AudioInput, FrameTensor } from "./functions.ts";

/** More than any video has. */
const ALL_AT_ONCE = 2 ** 32 - 1;

/** What models take unless someone says otherwise. */
export const TENSOR = { width: 224, height: 224, fit: "cover", format: "tensor" } as const;

/** Pictures of a video, unless someone says which. */
const FRAME_COUNT = 8;

/** Whether an option says which pictures. */
function chooses({ fps, count, at, keyframes }: FrameOptions): boolean {
  return fps !== undefined || count !== undefined || at !== undefined || keyframes !== undefined;
}

/** The pictures of a video that are asked for, in one array; or an image. */
export async function picturesOf(input: string | URL | Input, options: FrameOptions): Promise<FrameBatch> {
  const chosen = chooses(options) ? options : { ...options, count: FRAME_COUNT };
  return await orOtherImage(input, options, async (file) => {
    for await (const pictures of videoFrames(file, { ...chosen, batch: ALL_AT_ONCE })) return pictures;
    throw noPicture();
  });
}

/** The picture of an image file, or the first one of a video. */
export async function imageOf(input: string | URL | Input, options: FrameOptions): Promise<FrameBatch> {
  return await orOtherImage(input, options, async (file) => {
    for await (const image of videoFrames(file, { ...options, batch: 1 })) return image;
    throw noPicture();
  });
}

/** Images that FFmpeg as Lode builds it does not read, and the documents engine does. */
const OTHER_IMAGES = ["image/tiff", "image/bmp"];

function isOtherImage(file: string | URL | Uint8Array): boolean {
  try {
    return OTHER_IMAGES.includes(detectMimeType(file));
  } catch {
    return false;
  }
}

/** What `read` makes of an input; of an image that it cannot read, what it makes of that image as a PNG. */
async function orOtherImage<T>(
  input: string | URL | Input,
  { signal, timeout, limits }: JobOptions,
  read: (file: string | URL | Input) => Promise<T>,
): Promise<T> {
  const file = await rereadable(input);
  try {
    return await read(file);
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    const again = typeof file === "string" || file instanceof URL ? file : await readInput(file);
    if (!isOtherImage(again)) throw error;
    const pages = renderPages(again, { format: "png", pages: "1", signal, timeout, limits });
    for await (const { data } of pages) return await read(data);
    throw error;
  }
}

/** Batches of pictures of one size and format as one. */
export function together(batches: readonly FrameBatch[]): FrameBatch {
  const [first] = batches;
  if (first === undefined) throw noPicture();
  if (batches.length === 1) return first;
  const other = batches.find(({ width, height }) => width !== first.width || height !== first.height);
  if (other !== undefined) {
    const sizes = [first, other].map(({ width, height }) => `${width}x${height}`);
    throw new InvalidOptionsError(
      "INVALID_OPTIONS",
      `expected pictures of one size, got ${sizes.join(" and ")}; give options.width and options.height`,
    );
  }
  const size = batches.reduce((size, { data }) => size + data.length, 0);
  const memory = runtime().allocate(size * first.data.BYTES_PER_ELEMENT);
  const data = first.data instanceof Float32Array ? new Float32Array(memory) : new Uint8Array(memory);
  let start = 0;
  for (const batch of batches) {
    data.set(batch.data, start);
    start += batch.data.length;
  }
  return { ...first, frames: batches.flatMap(({ frames }) => frames), data };
}

function noPicture(): MediaError {
  return new MediaError("MEDIA", "expected a video or an image, got a file without a picture that can be decoded");
}

/** Pictures that were asked for as a tensor. */
export function tensor({ frames, width, height, data }: FrameBatch): FrameTensor {
  return { frames, width, height, data: data as Float32Array<ArrayBuffer>, shape: [frames.length, 3, height, width] };
}

/** The sound of a file; nothing where it has none. */
export async function soundOf(file: string | URL | Input, options: AudioOptions): Promise<AudioInput | undefined> {
  try {
    const { samples, sampleRate, channels, start, duration } = await decodeAudio(file, options);
    return { samples, sampleRate, channels, start, duration };
  } catch (error) {
    if (error instanceof MediaError && error.code === "MEDIA_STREAM") return undefined;
    throw error;
  }
}

/** An input that can be read more than once. */
export async function rereadable(input: string | URL | Input): Promise<string | URL | Input> {
  return input instanceof ReadableStream || input instanceof Response ? await readInput(input) : input;
}

/** Items in groups of `size`; the last one may be smaller. */
export function* groups<T>(items: readonly T[], size: number): Generator<readonly T[], void, void> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
