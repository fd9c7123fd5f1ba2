/** Sound and pictures as functions are given them. @module */

import { MediaError } from "../errors.ts";
import { type Input, readInput } from "../input.ts";
import { type AudioOptions, decodeAudio } from "../media.ts";
import { type FrameBatch, type FrameOptions, videoFrames } from "../pictures.ts";
import type { AudioInput, FrameTensor } from "./functions.ts";

/** Pictures that come at once: they wait decoded, in full size. */
const PICTURES_AT_ONCE = 16;

/** What models take unless someone says otherwise. */
export const TENSOR = { width: 224, height: 224, fit: "cover", format: "tensor" } as const;

/** Pictures of a video, unless someone says which. */
const FRAME_COUNT = 8;

/** Whether an option says which pictures. */
function chooses({ fps, count, at, keyframes }: FrameOptions): boolean {
  return fps !== undefined || count !== undefined || at !== undefined || keyframes !== undefined;
}

/** The pictures of a video that are asked for, in one array. */
export async function picturesOf(file: string | URL | Input, options: FrameOptions): Promise<FrameBatch> {
  const batches: FrameBatch[] = [];
  const chosen = chooses(options) ? options : { ...options, count: FRAME_COUNT };
  for await (const batch of videoFrames(file, { ...chosen, batch: PICTURES_AT_ONCE })) batches.push(batch);
  return together(batches);
}

/** The picture of an image file, or the first one of a video. */
export async function imageOf(file: string | URL | Input, options: FrameOptions): Promise<FrameBatch> {
  for await (const image of videoFrames(file, { ...options, batch: 1 })) return image;
  throw noPicture();
}

/** Batches of pictures of one size and format as one. */
export function together(batches: readonly FrameBatch[]): FrameBatch {
  const [first] = batches;
  if (first === undefined) throw noPicture();
  if (batches.length === 1) return first;
  const size = batches.reduce((size, { data }) => size + data.length, 0);
  const data = first.data instanceof Float32Array ? new Float32Array(size) : new Uint8Array(size);
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
