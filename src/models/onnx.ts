/** Ready-made model functions over onnxruntime. @module */

import { readFile } from "node:fs/promises";
import { InvalidOptionsError, TypeConversionError } from "../errors.ts";
import { readablePath } from "../input.ts";
import { importPackage } from "../packages.ts";
import type { AudioInput, FramePreferences, FrameTensor, ModelFunctions } from "./functions.ts";

/** A graph, and where in it data goes in and comes out. */
export interface OnnxModel {
  /** A path, a `file:` URL, or the bytes of an ONNX file. */
  readonly model: string | URL | Uint8Array;
  /** The name of the input. Default: the first. */
  readonly input?: string | undefined;
  /** The name of the output. Default: the first. */
  readonly output?: string | undefined;
}

/** A graph that turns pictures `[pictures, 3, height, width]` into vectors `[pictures, length]`. */
export interface OnnxImageModel extends OnnxModel, FramePreferences {}

/**
 * A graph that turns sound `[1, samples]` into scores of tokens `[1, steps, tokens]`, as models trained with connectionist
 * temporal classification do (wav2vec 2.0 and its relatives).
 */
export interface OnnxSpeechModel extends OnnxModel {
  /** The tokens, by number. */
  readonly tokens: readonly string[];
  /** The number of the token that stands for nothing. Default 0. */
  readonly blank?: number | undefined;
  /** The token that parts words. Default `|`. */
  readonly delimiter?: string | undefined;
  /** Whether samples are brought to a mean of 0 and a variance of 1 first, as wav2vec 2.0 wants them. Default `true`. */
  readonly normalize?: boolean | undefined;
}

/** Options of {@link onnxModels}: at least one graph. */
export interface OnnxOptions {
  /** For `embedImages` and `embedVideo`; a video's vector is the mean of its pictures'. */
  readonly images?: OnnxImageModel | undefined;
  /** For `transcribe`. */
  readonly speech?: OnnxSpeechModel | undefined;
  /** Options of onnxruntime's sessions, such as `{ executionProviders: ["cuda"] }`. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/** The part of onnxruntime that is used here; its own types need not be installed. */
interface Runtime {
  readonly InferenceSession: {
    readonly create: (model: Uint8Array, options: object) => Promise<Session>;
  };
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => OnnxTensor;
}

interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly run: (feeds: Readonly<Record<string, OnnxTensor>>) => Promise<Readonly<Record<string, OnnxTensor>>>;
  readonly release: () => Promise<void>;
}

interface OnnxTensor {
  readonly dims: readonly number[];
  readonly data: unknown;
}

/** A session, opened when the model is loaded. */
class Graph {
  readonly #model: OnnxModel;
  readonly #options: object;
  #runtime: Runtime | undefined;
  #session: Session | undefined;

  constructor(model: OnnxModel, options: object) {
    this.#model = model;
    this.#options = options;
  }

  async open(): Promise<void> {
    this.#runtime = await importPackage("onnxruntime-node", "onnxModels") as Runtime;
    const { model } = this.#model;
    const bytes = model instanceof Uint8Array ? model : await readFile(readablePath(model));
    this.#session = await this.#runtime.InferenceSession.create(bytes, this.#options);
  }

  async close(): Promise<void> {
    await this.#session?.release();
    this.#session = undefined;
  }

  async run(
    data: Float32Array,
    shape: readonly number[],
  ): Promise<{ readonly data: Float32Array; readonly shape: readonly number[] }> {
    const [runtime, session] = [this.#runtime, this.#session];
    if (runtime === undefined || session === undefined) {
      throw new InvalidOptionsError(
        "INVALID_OPTIONS",
        "expected loadModels before the first call; Models.open sees to that",
      );
    }
    const input = this.#model.input ?? session.inputNames[0] ?? "";
    const output = this.#model.output ?? session.outputNames[0] ?? "";
    const tensor = (await session.run({ [input]: new runtime.Tensor("float32", data, shape) }))[output];
    if (!(tensor?.data instanceof Float32Array)) {
      throw new TypeConversionError(
        "TYPE_CONVERSION",
        `expected the output "${output}" of the graph to be a float32 tensor`,
      );
    }
    return { data: tensor.data, shape: tensor.dims };
  }
}

/** Rows of a matrix; axes of length 1 at its end do not count. */
function rows(data: Float32Array, shape: readonly number[], count: number): Float32Array[] {
  const length = data.length / count;
  const flat = shape.slice(2).every((axis) => axis === 1) && shape[0] === count;
  if (!flat) {
    throw new TypeConversionError(
      "TYPE_CONVERSION",
      `expected the graph's output to be [${count}, length], got [${
        shape.join(", ")
      }]; name another output in images.output`,
    );
  }
  return Array.from({ length: count }, (_, index) => data.slice(index * length, (index + 1) * length));
}

/** The mean of vectors. */
export function mean(vectors: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) vector.forEach((value, index) => sum[index] = (sum[index] ?? 0) + value);
  return sum.map((value) => value / vectors.length);
}

/** Samples with a mean of 0 and a variance of 1. */
function normalized(samples: Float32Array): Float32Array {
  let [sum, squares] = [0, 0];
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const middle = sum / samples.length;
  // The constant is that of wav2vec 2.0's feature extractor: silence must not be divided by 0.
  const scale = 1 / Math.sqrt(squares / samples.length - middle * middle + 1e-7);
  return samples.map((sample) => (sample - middle) * scale);
}

/**
 * The likeliest text: at each step the token with the highest score, repetitions once, without blanks. Graves et al.,
 * Connectionist Temporal Classification, 2006, section 3.2 (best path decoding).
 */
function decode(scores: Float32Array, { tokens, blank = 0, delimiter = "|" }: OnnxSpeechModel): string {
  let text = "";
  let last = blank;
  for (let start = 0; start + tokens.length <= scores.length; start += tokens.length) {
    const step = scores.subarray(start, start + tokens.length);
    let best = 0;
    for (let token = 1; token < step.length; token++) if ((step[token] ?? 0) > (step[best] ?? 0)) best = token;
    const word = tokens[best] ?? "";
    if (best !== last && best !== blank) text += word === delimiter ? " " : word;
    last = best;
  }
  return text.replaceAll(/ +/g, " ").trim();
}

/**
 * Model functions over ONNX graphs, run by the package `onnxruntime-node`, which has to be installed.
 *
 * @param options The graphs, and how pictures are scaled and normalised for them.
 * @returns Functions for `Models.open`; the graphs are loaded before the first call.
 * @throws {LibraryLoadError} (as the cause of a `ModelExecutionError`, when the model is loaded) where the package is not
 * installed.
 *
 * @example
 * ```ts ignore
 * import { Models, onnxModels } from "lode";
 * const images = { model: "clip-vision.onnx", mean: [0.481, 0.458, 0.408], std: [0.269, 0.261, 0.276] } as const;
 * await using models = await Models.open(onnxModels({ images }));
 * const [cat, dog] = await models.embedImages(["cat.jpg", "dog.jpg"]);
 * ```
 */
export function onnxModels({ images, speech, session = {} }: OnnxOptions): ModelFunctions {
  if (images === undefined && speech === undefined) {
    throw new InvalidOptionsError("INVALID_OPTIONS", "options: expected images, speech or both, got neither");
  }
  const imageGraph = images && new Graph(images, session);
  const speechGraph = speech && new Graph(speech, session);
  const graphs = [imageGraph, speechGraph].filter((graph) => graph !== undefined);
  const embed = imageGraph && (async ({ data, shape }: FrameTensor): Promise<Float32Array[]> => {
    const output = await imageGraph.run(data, shape);
    return rows(output.data, output.shape, shape[0]);
  });
  return {
    async loadModels(): Promise<void> {
      for (const graph of graphs) await graph.open();
    },
    async unloadModels(): Promise<void> {
      for (const graph of graphs) await graph.close();
    },
    ...(images === undefined || embed === undefined ? {} : {
      frames: preferences(images),
      embedImages: embed,
      embedVideo: async (frames: FrameTensor): Promise<Float32Array> => mean(await embed(frames)),
    }),
    ...(speech === undefined || speechGraph === undefined ? {} : {
      async transcribe({ samples }: AudioInput): Promise<string> {
        const input = speech.normalize === false ? samples : normalized(samples);
        return decode((await speechGraph.run(input, [1, input.length])).data, speech);
      },
    }),
  };
}

/** How pictures are wanted. */
function preferences({ width, height, fit, mean, std }: FramePreferences): FramePreferences {
  return { width, height, fit, mean, std };
}
