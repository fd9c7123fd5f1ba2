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
import { audioChunks, decodeAudio } from "../media.ts";
import { checkObject, invalid, jobControls, type JobOptions } from "../options.ts";
import type { FrameBatch, FrameOptions } from "../pictures.ts";
import type { AudioInput, FrameTensor, ModelFunctions, Transcript, VideoAnalysis } from "./functions.ts";
import { groups, imageOf, picturesOf, rereadable, soundOf, TENSOR, tensor, together } from "./inputs.ts";
import { Lifecycle, Slots } from "./lifecycle.ts";
import { functionNames, openModule } from "./module.ts";
import type {
  AnalyzeVideoOptions,
  EmbeddingResult,
  EmbedImagesOptions,
  EmbedVideoOptions,
  ImageInput,
  ModelsOptions,
  TranscribeOptions,
} from "./options.ts";
import { checkAnalysis, checkTranscription, checkVector, checkVectors } from "./results.ts";
import { stitch, type Window } from "./transcript.ts";

/** Images in a batch, unless someone says otherwise. */
const IMAGE_BATCH = 8;

/** Seconds of sound that `analyzeVideo` gets, unless someone says otherwise. */
const ANALYZED_SECONDS = 600;

/** What `work` comes to; an error of Lode's points at the call in `at`, whatever it was on the way. */
async function placed<T>(at: Trace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LodeError ? located(error, at) : error;
  }
}

/** Options of one of the jobs that a call is made of. */
function within<O extends JobOptions>(options: O, bounds: Bounds): O {
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
    return await placed(trace(Models.open), async () => {
      checkObject(options);
      const { candidates = [], concurrency = {} } = options;
      if (!Array.isArray(candidates) || candidates.some((folder) => typeof folder !== "string")) {
        throw invalid("candidates", "an array of folders", candidates);
      }
      for (const [name, count] of Object.entries(concurrency)) {
        if (!Number.isInteger(count) || count < 1) {
          throw invalid(`concurrency.${name}`, "a whole number of 1 or more", count);
        }
      }
      return new Models(await openModule(module, candidates), concurrency);
    });
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
    return await this.#ask("transcribe", options, at, async (bounds) => {
      const { window, overlap, ...sound } = options;
      if (window === undefined) {
        const audio = await decodeAudio(file, within(sound, bounds));
        return stitch([await this.#hear({ ...audio, start: options.start ?? 0 }, bounds)]);
      }
      const chunks = audioChunks(file, within({ ...sound, seconds: window, overlap: overlap ?? window / 10 }, bounds));
      const windows: Window[] = [];
      const heard = mapAhead(
        chunks,
        this.#atOnce("transcribe"),
        (chunk) => this.#hear({ ...chunk, duration: chunk.samples.length / chunk.channels / chunk.sampleRate }, bounds),
      );
      for await (const window of heard) windows.push(window);
      return stitch(windows);
    });
  }

  async #hear({ samples, sampleRate, channels, start, duration }: AudioInput, bounds: Bounds): Promise<Window> {
    const result = await this.#call("transcribe", [{ samples, sampleRate, channels, start, duration }], bounds);
    return { start, duration, transcript: checkTranscription("transcribe", result, duration) };
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
    return await this.#ask("embedVideo", options, trace(this.embedVideo), async (bounds) => {
      const frames = await picturesOf(file, within({ ...await this.#tensor(bounds), ...options }, bounds));
      const result = await this.#call("embedVideo", [tensor(frames)], bounds);
      const vector = checkVector("embedVideo", "its result", result, this.#lengths.get("embedVideo"));
      this.#lengths.set("embedVideo", vector.length);
      return vector;
    });
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
    return await this.#ask("embedImages", options, trace(this.embedImages), async (bounds) => {
      const embeddings: Float32Array<ArrayBuffer>[] = [];
      for await (const { embedding, error } of this.#embedAll(files, options, bounds)) {
        if (error !== undefined) throw error;
        embeddings.push(embedding);
      }
      return embeddings;
    });
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
    const at = trace(this.batchEmbedImages);
    return await this.#ask("embedImages", options, at, async (bounds) => {
      const results: EmbeddingResult[] = [];
      for await (const result of this.#embedAll(files, options, bounds)) {
        if (result.error !== undefined) located(result.error, at);
        results.push(result);
      }
      return results;
    });
  }

  async *#embedAll(
    files: Iterable<ImageInput>,
    options: EmbedImagesOptions,
    bounds: Bounds,
  ): AsyncGenerator<EmbeddingResult, void, void> {
    const { batch = IMAGE_BATCH, onProgress, ...pictures } = options;
    if (!Number.isInteger(batch) || batch < 1) throw invalid("batch", "a whole number of 1 or more", batch);
    const list = [...files];
    const all = { ...await this.#tensor(bounds), ...pictures };
    // The next batch is decoded while the model works on this one.
    const decoded = mapAhead(
      groups(list, batch),
      2,
      (group) => Promise.all(group.map((input) => decodeImage(input, within(all, bounds)))),
    );
    const embedded = mapAhead(decoded, this.#atOnce("embedImages"), (images) => this.#embedDecoded(images, bounds));
    let done = 0;
    for await (const results of embedded) {
      done += results.length;
      onProgress?.({ done, total: list.length, percent: 100 * done / list.length });
      yield* results;
    }
  }

  async #embedDecoded(images: readonly DecodedImage[], bounds: Bounds): Promise<EmbeddingResult[]> {
    const readable = images.flatMap(({ image }) => image === undefined ? [] : [image]);
    const vectors = readable.length === 0 ? [] : await this.#embedTensor(tensor(together(readable)), bounds);
    let next = 0;
    return images.map(({ input, error }) =>
      error === undefined ? { input, embedding: vectors[next++] as Float32Array<ArrayBuffer> } : { input, error }
    );
  }

  async #embedTensor(images: FrameTensor, bounds: Bounds): Promise<Float32Array<ArrayBuffer>[]> {
    const result = await this.#call("embedImages", [images], bounds);
    const vectors = checkVectors("embedImages", result, images.frames.length, this.#lengths.get("embedImages"));
    this.#lengths.set("embedImages", vectors[0]?.length ?? 0);
    return vectors;
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
    return await this.#ask("analyzeVideo", options, trace(this.analyzeVideo), async (bounds) => {
      const { audio = true, onProgress: _, ...pictures } = options;
      const source = audio === false ? file : await rereadable(file);
      const { signal, limits, threads } = options;
      const range = { duration: ANALYZED_SECONDS, ...(audio === true ? {} : audio || {}) };
      const [frames, sound] = await Promise.all([
        picturesOf(source, within(pictures, bounds)),
        audio === false ? undefined : soundOf(source, within({ signal, limits, threads, ...range }, bounds)),
      ]);
      const result = await this.#call("analyzeVideo", sound === undefined ? [frames] : [frames, sound], bounds);
      return checkAnalysis("analyzeVideo", result);
    });
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
    const at = trace(this.callFunction);
    // These two are always there, whether the model has something to do for them or not.
    if (name === "loadModels") {
      return await this.#ask(undefined, options, at, (bounds) => bounded(this.loadModels(), bounds));
    }
    if (name === "unloadModels") {
      return await this.#ask(undefined, options, at, (bounds) => bounded(this.unloadModels(), bounds));
    }
    return await this.#ask(name, options, at, (bounds) => this.#call(name, [argument], bounds));
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

  /** Does what a call takes that needs the function `name`, if any, within the bounds of its options. */
  async #ask<T>(
    name: string | undefined,
    options: JobOptions,
    at: Trace,
    work: (bounds: Bounds) => Promise<T>,
  ): Promise<T> {
    return await placed(at, async () => {
      checkObject(options);
      const { signal, timeout } = jobControls(options, at);
      signal?.throwIfAborted();
      if (name !== undefined && !this.has(name)) {
        const known = functionNames(this.#functions).join(", ");
        throw new ModelImportError("MODEL_IMPORT", `the model has no function "${name}"; it has ${known}`);
      }
      return await work(bounds(signal, timeout));
    });
  }

  /** How the model wants pictures; some know only when they are loaded. */
  async #tensor(bounds: Bounds): Promise<FrameOptions> {
    await bounded(this.#lifecycle.load(), bounds);
    const said = Object.entries(this.#functions.frames ?? {}).filter(([, value]) => value !== undefined);
    return { ...TENSOR, ...Object.fromEntries(said) };
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

  async #call(name: string, values: readonly unknown[], bounds: Bounds): Promise<unknown> {
    return await this.#lifecycle.use(bounds, () => this.#slot(name).run(bounds, () => this.#invoke(name, values)));
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

async function decodeImage(input: ImageInput, options: FrameOptions): Promise<DecodedImage> {
  try {
    return { input, image: await imageOf(input, options) };
  } catch (error) {
    if (!(error instanceof LodeError) || concernsAll(error)) throw error;
    return { input, error };
  }
}

/** Whether an error has nothing to do with the file that was read. */
function concernsAll(error: LodeError): boolean {
  return error instanceof InvalidOptionsError || error instanceof LibraryLoadError || error.code === "TIMEOUT";
}
