/** Ready-made model functions over `@huggingface/transformers`. @module */

import { InvalidOptionsError, TypeConversionError } from "../errors.ts";
import { importPackage } from "../packages.ts";
import type { AudioInput, FramePreferences, FrameTensor, ModelFunctions, Transcription } from "./functions.ts";
import { mean } from "./onnx.ts";

/** Options of {@link transformersModels}: at least one model. */
export interface TransformersOptions {
  /** A speech recognition model for `transcribe`, such as `onnx-community/whisper-tiny`. */
  readonly speech?: string | undefined;
  /** How it transcribes, such as `{ language: "german" }`; goes to the pipeline's call. */
  readonly speechOptions?: Readonly<Record<string, unknown>> | undefined;
  /** An image feature model for `embedImages` and `embedVideo`, such as `Xenova/clip-vit-base-patch32`. */
  readonly images?: string | undefined;
  /** The folder of models that are there already, one folder each. Default: that of the package's own settings. */
  readonly localModelPath?: string | undefined;
  /** Goes to the pipelines, such as `{ dtype: "q8", device: "cpu", local_files_only: true }`. */
  readonly pipeline?: Readonly<Record<string, unknown>> | undefined;
}

/** The part of the package that is used here; its own types need not be installed. */
interface Transformers {
  readonly env: { localModelPath: string };
  readonly pipeline: (task: string, model: string, options: object) => Promise<Pipeline>;
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => TransformersTensor;
}

interface TransformersTensor {
  readonly dims: readonly number[];
  readonly data: unknown;
}

interface Pipeline {
  (samples: Float32Array, options: object): Promise<Heard>;
  readonly model: {
    (inputs: { readonly pixel_values: TransformersTensor }): Promise<Readonly<Record<string, TransformersTensor>>>;
    readonly config?: { readonly model_type?: string };
  };
  readonly processor?: { readonly image_processor?: ImageProcessor } & ImageProcessor;
  readonly dispose: () => Promise<unknown>;
}

interface Heard {
  readonly text: string;
  readonly chunks?: readonly { readonly text: string; readonly timestamp: readonly [number, number | null] }[];
}

interface ImageProcessor {
  readonly image_mean?: number | readonly number[];
  readonly image_std?: number | readonly number[];
  readonly do_normalize?: boolean;
  readonly size?: Size;
  readonly crop_size?: Size;
}

type Size = number | { readonly width?: number; readonly height?: number; readonly shortest_edge?: number };

/** Seconds of sound that Whisper is made for. */
const WHISPER_SECONDS = 30;

/** How a model's own processor prepares pictures. */
function preferences(processor: ImageProcessor | undefined): FramePreferences {
  const { image_mean, image_std, do_normalize = true, size, crop_size } = processor ?? {};
  const [width, height] = sides(crop_size ?? size);
  const three = (value: number | readonly number[] | undefined): [number, number, number] | undefined => {
    if (!do_normalize || value === undefined) return undefined;
    const [red = 0, green = red, blue = red] = typeof value === "number" ? [value] : value;
    return [red, green, blue];
  };
  return { width, height, mean: three(image_mean), std: three(image_std) };
}

function sides(size: Size | undefined): readonly [number | undefined, number | undefined] {
  if (typeof size !== "object") return [size, size];
  const { shortest_edge, width = shortest_edge, height = shortest_edge } = size;
  return [width, height];
}

/** What a model makes of each picture: its embedding, its pooled output, else its first token. */
function vectors(outputs: Readonly<Record<string, TransformersTensor>>, count: number): Float32Array[] {
  const name = ["image_embeds", "pooler_output", "last_hidden_state"].find((name) => outputs[name] !== undefined);
  const output = name === undefined ? undefined : outputs[name];
  if (!(output?.data instanceof Float32Array)) {
    throw new TypeConversionError(
      "TYPE_CONVERSION",
      `expected image_embeds, pooler_output or last_hidden_state of the image model, got ${
        Object.keys(outputs).join(", ")
      }`,
    );
  }
  const { data } = output;
  const each = data.length / count;
  const length = output.dims.at(-1) ?? each;
  return Array.from({ length: count }, (_, index) => data.slice(index * each, index * each + length));
}

function toTranscription({ text, chunks }: Heard, duration: number): Transcription {
  const segments = chunks?.map(({ text, timestamp: [start, end] }) => ({ start, end: end ?? duration, text }));
  return { text: text.trim(), segments };
}

/**
 * Model functions over the package `@huggingface/transformers`, which has to be installed. It looks for models in its own
 * cache, in `localModelPath`, and, unless told otherwise, downloads them.
 *
 * @param options The models, by the names of their repositories or folders.
 * @returns Functions for `Models.open`; the models are loaded before the first call. Pictures are prepared by Lode as the
 * model's own processor says.
 * @throws {LibraryLoadError} (as the cause of a `ModelExecutionError`, when the model is loaded) where the package is not
 * installed.
 *
 * @example
 * ```ts ignore
 * import { Models, transformersModels } from "lode";
 * await using models = await Models.open(transformersModels({ speech: "onnx-community/whisper-tiny" }));
 * console.log(await models.transcript("talk.mp4", { window: 30 }));
 * ```
 */
export function transformersModels(options: TransformersOptions): ModelFunctions {
  const { speech, speechOptions = {}, images, localModelPath, pipeline: settings = {} } = options;
  if (speech === undefined && images === undefined) {
    throw new InvalidOptionsError("INVALID_OPTIONS", "options: expected speech, images or both, got neither");
  }
  let transformers: Transformers | undefined;
  let speechModel: Pipeline | undefined;
  let imageModel: Pipeline | undefined;
  let frames: FramePreferences | undefined;

  async function embed({ data, shape }: FrameTensor): Promise<Float32Array[]> {
    const { Tensor } = loaded(transformers);
    return vectors(await loaded(imageModel).model({ pixel_values: new Tensor("float32", data, shape) }), shape[0]);
  }

  return {
    async loadModels(): Promise<void> {
      transformers = await importPackage("@huggingface/transformers", "transformersModels") as Transformers;
      if (localModelPath !== undefined) transformers.env.localModelPath = localModelPath;
      if (speech !== undefined) {
        speechModel = await transformers.pipeline("automatic-speech-recognition", speech, settings);
      }
      if (images !== undefined) {
        imageModel = await transformers.pipeline("image-feature-extraction", images, settings);
        frames = preferences(imageModel.processor?.image_processor ?? imageModel.processor);
      }
    },
    async unloadModels(): Promise<void> {
      await speechModel?.dispose();
      await imageModel?.dispose();
      [speechModel, imageModel] = [undefined, undefined];
    },
    get frames(): FramePreferences | undefined {
      return frames;
    },
    ...(speech === undefined ? {} : {
      async transcribe({ samples, duration }: AudioInput): Promise<Transcription> {
        const model = loaded(speechModel);
        // Times, and sound longer than the model hears at once, are Whisper's.
        const whisper = model.model.config?.model_type === "whisper";
        const times = whisper
          ? { return_timestamps: true, ...(duration > WHISPER_SECONDS ? { chunk_length_s: WHISPER_SECONDS } : {}) }
          : {};
        return toTranscription(await model(samples, { ...times, ...speechOptions }), duration);
      },
    }),
    ...(images === undefined ? {} : {
      embedImages: embed,
      embedVideo: async (tensor: FrameTensor): Promise<Float32Array> => mean(await embed(tensor)),
    }),
  };
}

function loaded<T>(model: T | undefined): T {
  if (model !== undefined) return model;
  throw new InvalidOptionsError(
    "INVALID_OPTIONS",
    "expected loadModels before the first call; Models.open sees to that",
  );
}
