/** What calls of models can be told, and what a batch of them comes to. @module */

import type { LodeError } from "../errors.ts";
import type { Input } from "../input.ts";
import type { AudioOptions } from "../media.ts";
import type { JobOptions } from "../options.ts";
import type { FrameOptions } from "../pictures.ts";
import type { FramePreferences } from "./functions.ts";

/** Options of `Models.open`. */
export interface ModelsOptions {
  /** Folders that a module is looked for in, after the working folder, `models` and `../models`. */
  readonly candidates?: readonly string[] | undefined;
  /** How many calls of a function may run at once, by its name. Default 1. */
  readonly concurrency?: Readonly<Record<string, number>> | undefined;
}

/** Options of `transcribe`. */
export interface TranscribeOptions extends AudioOptions {
  /** Hands the sound over in windows of so many seconds. Default: all at once, in one array. */
  readonly window?: number | undefined;
  /** How much of a window the next one repeats, in seconds. Default a tenth of the window. */
  readonly overlap?: number | undefined;
}

/** Options of `embedVideo`: which pictures, by default 8, and how they are scaled and normalised. */
export type EmbedVideoOptions = Omit<FrameOptions, "format" | "batch">;

/** Options of `embedImages`. */
export interface EmbedImagesOptions extends JobOptions, FramePreferences {
  /** How many images the function is given at once. Default 8. */
  readonly batch?: number | undefined;
}

/** Options of `analyzeVideo`: which pictures, by default 8, as which pixels. */
export interface AnalyzeVideoOptions extends Omit<FrameOptions, "batch"> {
  /** Which sound goes with them; `false`: none. Default: the first ten minutes, 16 kHz mono. */
  readonly audio?:
    | boolean
    | Pick<AudioOptions, "sampleRate" | "channels" | "start" | "duration" | "stream">
    | undefined;
}

/** An image file. */
export type ImageInput = string | URL | Input;

/** What became of one image of a batch: a vector or an error. */
export type EmbeddingResult =
  | { readonly input: ImageInput; readonly embedding: Float32Array<ArrayBuffer>; readonly error?: undefined }
  | { readonly input: ImageInput; readonly embedding?: undefined; readonly error: LodeError };
