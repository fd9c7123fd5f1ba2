/** Transcoding, put together step by step. @module */

import { InvalidOptionsError } from "./errors.ts";
import type { TranscodeStats } from "./native/generated/types.ts";
import { type Crop, transcode, type TranscodeProgress, type TranscodeSettings, transcodeSync } from "./transcode.ts";

interface Chosen {
  readonly input?: string | URL;
  readonly output?: string | URL;
  readonly settings: TranscodeSettings;
}

/**
 * Settings of a transcode, put together step by step. Each step returns a new value; what it was made from stays as it was.
 *
 * @example
 * ```ts
 * import { TranscodeOptions } from "lode";
 * const web = new TranscodeOptions().videoCodec("av1").audioCodec("opus").audioBitrate(96_000);
 * const small = web.resolution(640);
 * console.log(web.settings.width, small.settings.width);
 * ```
 */
export class TranscodeOptions {
  #chosen: Chosen;

  /** Options that leave everything as it is. */
  constructor(settings: TranscodeSettings = {}) {
    this.#chosen = { settings };
  }

  /** The settings chosen so far, as {@link transcode} takes them. */
  get settings(): TranscodeSettings {
    return this.#chosen.settings;
  }

  /** The input and the output chosen so far. */
  get files(): { readonly input?: string | URL; readonly output?: string | URL } {
    const { settings: _, ...files } = this.#chosen;
    return files;
  }

  /** Reads this file. */
  input(path: string | URL): TranscodeOptions {
    return this.#with({ input: path });
  }

  /** Writes this file; its extension names the container. */
  output(path: string | URL): TranscodeOptions {
    return this.#with({ output: path });
  }

  /** A codec or an encoder, `copy`, or `none`. */
  videoCodec(codec: string): TranscodeOptions {
    return this.#set({ videoCodec: codec });
  }

  /** A codec or an encoder, `copy`, or `none`. */
  audioCodec(codec: string): TranscodeOptions {
    return this.#set({ audioCodec: codec });
  }

  /** Bits of video a second. */
  videoBitrate(bitrate: number): TranscodeOptions {
    return this.#set({ videoBitrate: bitrate });
  }

  /** Bits of sound a second. */
  audioBitrate(bitrate: number): TranscodeOptions {
    return this.#set({ audioBitrate: bitrate });
  }

  /** Quality of video, from 0 to 100. */
  quality(quality: number): TranscodeOptions {
    return this.#set({ quality });
  }

  /** The encoder's own word for effort. */
  preset(preset: string): TranscodeOptions {
    return this.#set({ preset });
  }

  /** Width and height in pixels; one of them is enough. */
  resolution(width: number | undefined, height?: number): TranscodeOptions {
    return this.#set({ width, height });
  }

  /** Frames a second. */
  fps(fps: number): TranscodeOptions {
    return this.#set({ fps });
  }

  /** Cuts out a rectangle, before scaling. */
  crop(crop: Crop): TranscodeOptions {
    return this.#set({ crop });
  }

  /** Takes a part of the input, in seconds. */
  trim(start: number, duration?: number): TranscodeOptions {
    return this.#set({ start, duration });
  }

  /** Channels of sound. */
  audioChannels(channels: number): TranscodeOptions {
    return this.#set({ audioChannels: channels });
  }

  /** Samples of sound a second. */
  audioSampleRate(rate: number): TranscodeOptions {
    return this.#set({ audioSampleRate: rate });
  }

  /** A factor on the loudness. */
  volume(factor: number): TranscodeOptions {
    return this.#set({ volume: factor });
  }

  /** Sets a tag. */
  metadata(name: string, value: string): TranscodeOptions {
    return this.#set({ metadata: { ...this.settings.metadata, [name]: value } });
  }

  /** Encodes the video twice. */
  twoPass(twice = true): TranscodeOptions {
    return this.#set({ twoPass: twice });
  }

  /** Replaces an output that is there. */
  overwrite(replace = true): TranscodeOptions {
    return this.#set({ overwrite: replace });
  }

  /** Threads to use. */
  threads(count: number): TranscodeOptions {
    return this.#set({ threads: count });
  }

  /** Stops the transcode when the signal is aborted. */
  signal(signal: AbortSignal): TranscodeOptions {
    return this.#set({ signal });
  }

  #set(settings: TranscodeSettings): TranscodeOptions {
    return this.#with({ settings: { ...this.settings, ...settings } });
  }

  #with(chosen: Partial<Chosen>): TranscodeOptions {
    const next = new TranscodeOptions();
    next.#chosen = { ...this.#chosen, ...chosen };
    return next;
  }
}

/**
 * Runs a transcode that {@link TranscodeOptions} describe.
 *
 * @example
 * ```ts
 * import { TranscodeOptions, Transcoder } from "lode";
 * const output = await Deno.makeTempFile({ suffix: ".mp3" });
 * const options = new TranscodeOptions().input("tests/fixtures/media/film.mp4").output(output).videoCodec("none").overwrite();
 * const stats = await new Transcoder(options).run(({ percent }) => console.log(percent));
 * console.log(stats.outputSize);
 * ```
 */
export class Transcoder {
  readonly #input: string | URL;
  readonly #output: string | URL;
  readonly #settings: TranscodeSettings;

  /**
   * Takes the options as they are now.
   *
   * @throws {InvalidOptionsError} without an input or an output.
   */
  constructor(options: TranscodeOptions) {
    const { input, output } = options.files;
    if (input === undefined || output === undefined) {
      const missing = input === undefined ? "input" : "output";
      throw new InvalidOptionsError("INVALID_OPTIONS", `expected TranscodeOptions with ${missing}(path), it has none`);
    }
    this.#input = input;
    this.#output = output;
    this.#settings = options.settings;
  }

  /**
   * Runs it without blocking.
   *
   * @param onProgress Hears how far it is.
   * @throws What {@link transcode} throws.
   */
  run(onProgress?: (progress: TranscodeProgress) => void): Promise<TranscodeStats> {
    const settings = onProgress === undefined ? this.#settings : { ...this.#settings, onProgress };
    return transcode(this.#input, this.#output, settings);
  }

  /**
   * Runs it, and blocks until it is done.
   *
   * @throws What {@link transcode} throws.
   */
  runSync(): TranscodeStats {
    return transcodeSync(this.#input, this.#output, this.#settings);
  }
}
