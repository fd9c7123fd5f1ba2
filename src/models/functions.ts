/** The functions of yours that Lode calls, and what it calls them with. @module */

import type { FrameBatch, FrameOptions } from "../pictures.ts";

/** Sound for a model. */
export interface AudioInput {
  /** Interleaved, from -1 to 1; yours to keep. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Channels. */
  readonly channels: number;
  /** Where it starts, in seconds from the start of the file. */
  readonly start: number;
  /** How long it is, in seconds. */
  readonly duration: number;
}

/** Pictures for a model, as one tensor. */
export interface FrameTensor extends FrameBatch {
  /** `[pictures, 3, height, width]`, scaled and normalised; yours to keep. */
  readonly data: Float32Array<ArrayBuffer>;
  /** The tensor's shape. */
  readonly shape: readonly [pictures: number, channels: 3, height: number, width: number];
}

/** Something that is said between two times. */
export interface TranscriptSegment {
  /** When it starts: for a function of yours, in seconds from the start of the sound that it was given. */
  readonly start: number;
  /** When it ends. */
  readonly end: number;
  /** What is said. */
  readonly text: string;
}

/** What is said in a file. */
export interface Transcript {
  /** All of it. */
  readonly text: string;
  /** Its parts, in order. A function may leave them out; then each window of sound is one. */
  readonly segments: readonly TranscriptSegment[];
  /** The language, as the function names it. */
  readonly language?: string | undefined;
}

/** What a `transcribe` function may return. */
export type Transcription = string | {
  readonly text: string;
  readonly segments?: readonly TranscriptSegment[] | undefined;
  readonly language?: string | undefined;
};

/** What a video shows. */
export interface VideoAnalysis {
  /** What is seen and heard. */
  readonly description: string;
  /** What it is about. */
  readonly keywords: string[];
  /** Whether it is a meme. */
  readonly isMeme: boolean;
}

/** An embedding as a function may return it. */
export type Vector = Float32Array | Float64Array | readonly number[];

/** What a function returns, now or later. */
export type Eventually<T> = T | PromiseLike<T>;

/** How a model wants pictures; each call can say otherwise. */
export type FramePreferences = Pick<FrameOptions, "width" | "height" | "fit" | "mean" | "std">;

/**
 * The functions of a model: an object of them, or what a module exports. Any may be absent, and each may be synchronous or
 * asynchronous. What they are given is theirs to keep: Lode does not use that memory again.
 */
export interface ModelFunctions {
  /** Turns speech into text. */
  transcribe?(audio: AudioInput): Eventually<Transcription>;
  /** Turns pictures of one video into one vector. */
  embedVideo?(frames: FrameTensor): Eventually<Vector>;
  /** Turns each picture into a vector, in their order. */
  embedImages?(images: FrameTensor): Eventually<readonly Vector[]>;
  /** Describes a video by some of its pictures, and its sound where it has any. */
  analyzeVideo?(frames: FrameBatch, audio?: AudioInput): Eventually<Partial<VideoAnalysis>>;
  /** Comes before the first call. */
  loadModels?(): Eventually<void>;
  /** Comes after the last call, if any came. */
  unloadModels?(): Eventually<void>;
  /** How `embedVideo` and `embedImages` want their pictures. Default 224 × 224, from 0 to 1, edges cut off. */
  readonly frames?: FramePreferences | undefined;
  /** Whatever else `Models.callFunction` is to call. */
  readonly [name: string]: unknown;
}
