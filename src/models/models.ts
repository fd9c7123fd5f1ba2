/** Models: functions of yours, called with sound and pictures out of files. @module */

import { mapAhead } from "../ahead.ts";
import { bounded, type Bounds, bounds, timeLeft } from "../bounds.ts";
import {
  InvalidOptionsError,
  LibraryLoadError,
  located,
  LodeError,
  ModelExecutionError,
  ModelImportError,
  type Trace,
  trace,
} from "../errors.ts";
import type { Input } from "../input.ts";
import { audioChunks, type AudioOptions, decodeAudio } from "../media.ts";
import { checkObject, invalid, jobControls, type JobOptions } from "../options.ts";
import type { FrameBatch, FrameOptions } from "../pictures.ts";
import type { AudioInput, FramePreferences, ModelFunctions, Transcript, VideoAnalysis } from "./functions.ts";
import { groups, imageOf, picturesOf, rereadable, soundOf, TENSOR, tensor, together } from "./inputs.ts";
import { Lifecycle, Slots } from "./lifecycle.ts";
import { openModule } from "./module.ts";
import { checkAnalysis, checkTranscription, checkVector, checkVectors } from "./results.ts";
import { stitch, type Window } from "./transcript.ts";

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

/** Images in a batch, unless someone says otherwise. */
const IMAGE_BATCH = 8;

/** Seconds of sound that `analyzeVideo` gets, unless someone says otherwise. */
const ANALYZED_SECONDS = 600;

/** One call: what bounds it, and where it was made. */
interface Call {
  readonly bounds: Bounds;
  readonly at: Trace;
}

function begin(options: JobOptions, at: Trace): Call {
  checkObject(options);
  const { signal, timeout } = jobControls(options, at);
  signal?.throwIfAborted();
  return { bounds: bounds(signal, timeout), at };
}

/** Options of one of the jobs that a call is made of. */
function within<O extends JobOptions>(options: O, { bounds }: Call): O {
  return { ...options, timeout: timeLeft(bounds) };
}

/**
 * The functions of a model, which Lode calls with what they need: sound and pictures are decoded, scaled and normalised natively,
 * into memory that the function may keep.
 *
 * @example
 * ```ts
 * import { Models } from "lode";
 * await using models = await Models.open({
 *   transcribe: ({ samples, sampleRate }) => `${samples.length / sampleRate} seconds of sound`,
 * });
 * console.log(await models.transcribe("tests/fixtures/media/film.mp4"));
 * ```
 */
export class Models implements AsyncDisposable {
  readonly #functions: ModelFunctions;
  readonly #concurrency: Readonly<Record<string, number>>;
  readonly #slots: Map<string, Slots> = new Map();
  readonly #lifecycle: Lifecycle;
  /** How long the vectors of a function are. */
  readonly #lengths: Map<string, number> = new Map();

  private constructor(functions: ModelFunctions, concurrency: Readonly<Record<string, number>>) {
    this.#functions = functions;
    this.#concurrency = concurrency;
    const optional = async (name: string) => {
      if (this.has(name)) await this.#invoke(name, []);
    };
    this.#lifecycle = new Lifecycle(() => optional("loadModels"), () => optional("unloadModels"));
  }

  /**
   * Opens a model: an object of functions, or a module that exports them, or one such object as its default.
   *
   * @param module The object; or a path with or without `.ts`, `.js`, `.mjs`, or of a folder with an index; a URL; or the name
   * of a package. Relative paths are looked for in the working folder, in `models`, in `../models`, then in `candidates`.
   * @param options Where to look, and how many calls may run at once.
   * @throws {ModelImportError} when there is no such module, when it does not load, or when it has no function. The message
   * lists every place that was tried.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ embedImages: ({ frames }) => frames.map(() => [0, 1]) }, {
   *   concurrency: { embedImages: 2 },
   * });
   * console.log(models.has("embedImages"));
   * ```
   */
  static async open(module: string | URL | ModelFunctions, options: ModelsOptions = {}): Promise<Models> {
    const at = trace(Models.open);
    checkObject(options);
    const { candidates = [], concurrency = {} } = options;
    if (!Array.isArray(candidates) || candidates.some((folder) => typeof folder !== "string")) {
      throw located(invalid("candidates", "an array of folders", candidates), at);
    }
    for (const [name, count] of Object.entries(concurrency)) {
      if (!Number.isInteger(count) || count < 1) {
        throw located(invalid(`concurrency.${name}`, "a whole number of 1 or more", count), at);
      }
    }
    try {
      return new Models(await openModule(module, candidates), concurrency);
    } catch (error) {
      throw located(error as Error, at);
    }
  }

  /** Whether the model has a function of this name. */
  has(name: string): boolean {
    return functionNames(this.#functions).includes(name);
  }

  /**
   * Turns the speech of an audio or video file into text.
   *
   * @param file A path, a `file:` URL, bytes, or what they can be read from.
   * @param options Range, rate and channels of the sound (default 16 kHz mono), and whether it comes in windows.
   * @returns The text. {@link Models.transcript} tells when it is said, too.
   * @throws {MediaError} when there is no sound.
   * @throws {ModelExecutionError} when `transcribe` throws; `cause` is what it threw.
   * @throws {TypeConversionError} when it returns neither a text nor an object with one.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ transcribe: ({ start, duration }) => `from ${start} for ${duration} s` });
   * console.log(await models.transcribe("tests/fixtures/media/film.mp4", { window: 0.5, overlap: 0 }));
   * ```
   */
  async transcribe(file: string | URL | Input, options: TranscribeOptions = {}): Promise<string> {
    return (await this.#transcribe(file, options, trace(this.transcribe))).text;
  }

  /**
   * As {@link Models.transcribe}, with the times at which things are said: those that the function tells, else those of the windows.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ transcribe: () => "hum" });
   * const { segments } = await models.transcript("tests/fixtures/media/film.mp4");
   * console.log(segments.map(({ start, end, text }) => `${start}-${end}: ${text}`));
   * ```
   */
  async transcript(file: string | URL | Input, options: TranscribeOptions = {}): Promise<Transcript> {
    return await this.#transcribe(file, options, trace(this.transcript));
  }

  async #transcribe(file: string | URL | Input, options: TranscribeOptions, at: Trace): Promise<Transcript> {
    const call = begin(options, at);
    this.#require("transcribe", call);
    const { window, overlap, ...sound } = options;
    if (window === undefined) {
      const audio = await decodeAudio(file, within(sound, call));
      return stitch([await this.#hear({ ...audio, start: options.start ?? 0 }, call)]);
    }
    const chunks = audioChunks(file, within({ ...sound, seconds: window, overlap: overlap ?? window / 10 }, call));
    const windows: Window[] = [];
    const heard = mapAhead(
      chunks,
      this.#atOnce("transcribe"),
      (chunk) => this.#hear({ ...chunk, duration: chunk.samples.length / chunk.channels / chunk.sampleRate }, call),
    );
    for await (const window of heard) windows.push(window);
    return stitch(windows);
  }

  async #hear({ samples, sampleRate, channels, start, duration }: AudioInput, call: Call): Promise<Window> {
    const result = await this.#call("transcribe", [{ samples, sampleRate, channels, start, duration }], call);
    return {
      start,
      duration,
      transcript: this.#checked(() => checkTranscription("transcribe", result, duration), call),
    };
  }

  /**
   * Turns a video into a vector.
   *
   * @param file A path, a `file:` URL, bytes, or what they can be read from.
   * @param options Which pictures `embedVideo` is given, by default 8 from all over the video, and how: by default as the
   * model's `frames` say, else 224 × 224 from the middle, with values from 0 to 1.
   * @throws {MediaError} when there is no video.
   * @throws {ModelExecutionError} when `embedVideo` throws; `cause` is what it threw.
   * @throws {TypeConversionError} when it returns no vector of finite numbers, or one of another length than before.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ embedVideo: ({ data, shape }) => [data[0] ?? 0, ...shape] });
   * console.log(await models.embedVideo("tests/fixtures/media/film.mp4", { count: 2, width: 32, height: 32 }));
   * ```
   */
  async embedVideo(file: string | URL | Input, options: EmbedVideoOptions = {}): Promise<Float32Array<ArrayBuffer>> {
    const call = begin(options, trace(this.embedVideo));
    this.#require("embedVideo", call);
    const frames = await picturesOf(file, within({ ...await this.#tensor(call), ...options }, call));
    const result = await this.#call("embedVideo", [tensor(frames)], call);
    return this.#checked(() => {
      const vector = checkVector("embedVideo", "its result", result, this.#lengths.get("embedVideo"));
      this.#lengths.set("embedVideo", vector.length);
      return vector;
    }, call);
  }

  /**
   * Turns image files into vectors, one each.
   *
   * @param files Paths, `file:` URLs, bytes, or what they can be read from.
   * @param options How many `embedImages` is given at once, and how, as for {@link Models.embedVideo}.
   * @throws The error of the first file that is no image, or damaged; {@link Models.batchEmbedImages} goes on instead.
   * @throws {ModelExecutionError} when `embedImages` throws; `cause` is what it threw.
   * @throws {TypeConversionError} when it does not return one vector of finite numbers for each image, all of one length.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({
   *   embedImages: ({ data, frames }) => frames.map((_, index) => [data[index * 3 * 224 * 224] ?? 0]),
   * });
   * console.log(await models.embedImages(["tests/fixtures/scan.png"]));
   * ```
   */
  async embedImages(
    files: Iterable<ImageInput>,
    options: EmbedImagesOptions = {},
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const embeddings: Float32Array<ArrayBuffer>[] = [];
    for await (const { embedding, error } of this.#embedAll(files, options, trace(this.embedImages))) {
      if (error !== undefined) throw error;
      embeddings.push(embedding);
    }
    return embeddings;
  }

  /**
   * As {@link Models.embedImages}; a file that cannot be read is an entry with its error, and the others go on.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ embedImages: ({ frames }) => frames.map(() => [1]) });
   * for (const { input, embedding, error } of await models.batchEmbedImages(["tests/fixtures/scan.png", "README.md"])) {
   *   console.log(input, embedding?.length ?? error?.code);
   * }
   * ```
   */
  async batchEmbedImages(files: Iterable<ImageInput>, options: EmbedImagesOptions = {}): Promise<EmbeddingResult[]> {
    const results: EmbeddingResult[] = [];
    for await (const result of this.#embedAll(files, options, trace(this.batchEmbedImages))) results.push(result);
    return results;
  }

  async *#embedAll(
    files: Iterable<ImageInput>,
    options: EmbedImagesOptions,
    at: Trace,
  ): AsyncGenerator<EmbeddingResult, void, void> {
    const call = begin(options, at);
    this.#require("embedImages", call);
    const { batch = IMAGE_BATCH, onProgress, ...pictures } = options;
    if (!Number.isInteger(batch) || batch < 1) {
      throw located(invalid("batch", "a whole number of 1 or more", batch), at);
    }
    const list = [...files];
    const all = { ...await this.#tensor(call), ...pictures };
    // The next batch is decoded while the model works on this one.
    const decoded = mapAhead(
      groups(list, batch),
      2,
      (group) => Promise.all(group.map((input) => this.#decodeImage(input, all, call))),
    );
    const embedded = mapAhead(decoded, this.#atOnce("embedImages"), (images) => this.#embedDecoded(images, call));
    let done = 0;
    for await (const results of embedded) {
      done += results.length;
      onProgress?.({ done, total: list.length, percent: 100 * done / list.length });
      yield* results;
    }
  }

  async #decodeImage(input: ImageInput, options: FrameOptions, call: Call): Promise<DecodedImage> {
    try {
      return { input, image: await imageOf(input, within(options, call)) };
    } catch (error) {
      if (!(error instanceof LodeError) || concernsAll(error)) throw error;
      return { input, error: located(error, call.at) };
    }
  }

  async #embedDecoded(images: readonly DecodedImage[], call: Call): Promise<EmbeddingResult[]> {
    const readable = images.flatMap(({ image }) => image === undefined ? [] : [image]);
    const vectors = readable.length === 0 ? [] : this.#vectors(
      await this.#call("embedImages", [tensor(together(readable))], call),
      readable.length,
      call,
    );
    let next = 0;
    return images.map(({ input, error }) =>
      error === undefined ? { input, embedding: vectors[next++] as Float32Array<ArrayBuffer> } : { input, error }
    );
  }

  #vectors(result: unknown, count: number, call: Call): Float32Array<ArrayBuffer>[] {
    return this.#checked(() => {
      const vectors = checkVectors("embedImages", result, count, this.#lengths.get("embedImages"));
      this.#lengths.set("embedImages", vectors[0]?.length ?? 0);
      return vectors;
    }, call);
  }

  /**
   * Describes a video.
   *
   * @param file A path, a `file:` URL, bytes, or what they can be read from.
   * @param options Which pictures `analyzeVideo` is given, by default 8 from all over the video in full size as RGB, and which
   * sound.
   * @returns What `analyzeVideo` says; fields that are absent or of another type are `""`, `[]` and `false`.
   * @throws {MediaError} when there is no video.
   * @throws {ModelExecutionError} when `analyzeVideo` throws; `cause` is what it threw.
   * @throws {TypeConversionError} when it returns no object.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({
   *   analyzeVideo: ({ frames, width, height }) => ({ description: `${frames.length} pictures of ${width} x ${height}` }),
   * });
   * console.log(await models.analyzeVideo("tests/fixtures/media/film.mp4"));
   * ```
   */
  async analyzeVideo(file: string | URL | Input, options: AnalyzeVideoOptions = {}): Promise<VideoAnalysis> {
    const call = begin(options, trace(this.analyzeVideo));
    this.#require("analyzeVideo", call);
    const { audio = true, onProgress: _, ...pictures } = options;
    const source = audio === false ? file : await rereadable(file);
    const { signal, limits, threads } = options;
    const range = { duration: ANALYZED_SECONDS, ...(audio === true ? {} : audio || {}) };
    const [frames, sound] = await both(
      picturesOf(source, within(pictures, call)),
      audio === false ? undefined : soundOf(source, within({ signal, limits, threads, ...range }, call)),
    );
    const result = await this.#call("analyzeVideo", sound === undefined ? [frames] : [frames, sound], call);
    return this.#checked(() => checkAnalysis("analyzeVideo", result), call);
  }

  /**
   * Calls any function of the model.
   *
   * @param name Its name.
   * @param argument What it is called with.
   * @returns What it returns, awaited.
   * @throws {ModelImportError} when the model has no such function.
   * @throws {ModelExecutionError} when it throws; `cause` is what it threw.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ double: (value: number) => 2 * value });
   * console.log(await models.callFunction("double", 21));
   * ```
   */
  async callFunction(
    name: string,
    argument?: unknown,
    options: Pick<JobOptions, "signal" | "timeout"> = {},
  ): Promise<unknown> {
    const call = begin(options, trace(this.callFunction));
    if (name === "loadModels") return await bounded(this.loadModels(), call.bounds);
    if (name === "unloadModels") return await bounded(this.unloadModels(), call.bounds);
    this.#require(name, call);
    return await this.#call(name, [argument], call);
  }

  /**
   * Loads the model, by its `loadModels`. Without this call, that comes before the first call of another function. However many
   * ask, it is loaded once; where that fails, all who asked hear so, and the next who asks tries again.
   *
   * @throws {ModelExecutionError} when `loadModels` throws; `cause` is what it threw.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ loadModels: () => console.log("once"), transcribe: () => "" });
   * await Promise.all([models.loadModels(), models.loadModels()]);
   * ```
   */
  async loadModels(): Promise<void> {
    await this.#lifecycle.load();
  }

  /**
   * Unloads the model, by its `unloadModels`, when the calls in flight have ended; nothing if it is not loaded. The next call
   * loads it again.
   *
   * @throws {ModelExecutionError} when `unloadModels` throws; `cause` is what it threw.
   *
   * @example
   * ```ts
   * import { Models } from "lode";
   * await using models = await Models.open({ unloadModels: () => console.log("unloaded"), transcribe: () => "" });
   * await models.loadModels();
   * await models.unloadModels();
   * ```
   */
  async unloadModels(): Promise<void> {
    await this.#lifecycle.unload();
  }

  /** Unloads the model for good: calls that come later are errors. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lifecycle.close();
  }

  /** How the model wants pictures; some know only when they are loaded. */
  async #tensor({ bounds, at }: Call): Promise<FrameOptions> {
    try {
      await bounded(this.#lifecycle.load(), bounds);
    } catch (error) {
      throw error instanceof LodeError ? located(error, at) : error;
    }
    return { ...TENSOR, ...this.#functions.frames };
  }

  #atOnce(name: string): number {
    return this.#concurrency[name] ?? 1;
  }

  #slot(name: string): Slots {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slots = new Slots(this.#atOnce(name));
    this.#slots.set(name, slots);
    return slots;
  }

  #require(name: string, { at }: Call): void {
    if (this.has(name)) return;
    const known = functionNames(this.#functions).join(", ");
    throw located(new ModelImportError("MODEL_IMPORT", `the model has no function "${name}"; it has ${known}`), at);
  }

  async #call(name: string, values: readonly unknown[], { bounds, at }: Call): Promise<unknown> {
    try {
      return await this.#lifecycle.use(bounds, () => this.#slot(name).run(bounds, () => this.#invoke(name, values)));
    } catch (error) {
      throw error instanceof LodeError ? located(error, at) : error;
    }
  }

  async #invoke(name: string, values: readonly unknown[]): Promise<unknown> {
    try {
      const called = this.#functions[name] as (...values: readonly unknown[]) => unknown;
      return await called.apply(this.#functions, values as unknown[]);
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ModelExecutionError("MODEL_EXECUTION", `model function "${name}" threw: ${message}`, { cause: thrown });
    }
  }

  #checked<T>(check: () => T, { at }: Call): T {
    try {
      return check();
    } catch (error) {
      throw located(error as Error, at);
    }
  }
}

/** Throws unless an extraction's `models` are what it can ask. */
export function checkModels(
  { models, embeddings }: { readonly models?: unknown; readonly embeddings?: unknown },
): void {
  if (models !== undefined && !(models instanceof Models)) {
    throw invalid("models", "what Models.open resolves to", models);
  }
  if (embeddings !== undefined && typeof embeddings !== "boolean") throw invalid("embeddings", "a boolean", embeddings);
  if (embeddings === true && models === undefined) throw invalid("models", "models, which make the embeddings", models);
}

/** An image, or why there is none. */
type DecodedImage =
  | { readonly input: ImageInput; readonly image: FrameBatch; readonly error?: undefined }
  | { readonly input: ImageInput; readonly image?: undefined; readonly error: LodeError };

/** Whether an error has nothing to do with the file that was read. */
function concernsAll(error: LodeError): boolean {
  return error instanceof InvalidOptionsError || error instanceof LibraryLoadError || error.code === "TIMEOUT";
}

function functionNames(functions: ModelFunctions): string[] {
  const names = new Set<string>();
  for (
    let level: object = functions;
    level !== null && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    Object.getOwnPropertyNames(level).forEach((name) => names.add(name));
  }
  return [...names].filter((name) => name !== "constructor" && typeof functions[name] === "function");
}

/** What both come to; where one fails, the other is not left behind unheard. */
async function both<A, B>(first: Promise<A>, second: Promise<B> | undefined): Promise<readonly [A, B | undefined]> {
  second?.catch(() => {});
  return [await first, await second];
}
