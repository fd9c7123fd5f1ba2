import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes, assertThrows } from "@std/assert";
import { plainPng } from "./support/inputs.ts";
import { inFolder } from "./support/folders.ts";
import { fixture, lode } from "./support/lode.ts";
import { constant, graph, node } from "./support/onnx.ts";
import { rejection } from "./support/promises.ts";
import { bursts } from "./support/sound.ts";

const FILM = fixture("media/film.mp4");

/** A graph whose vector of a picture is the mean of each of its channels. */
const MEANS = graph(["pixel_values", ["n", 3, "h", "w"]], ["pooler_output", ["n", 3]], [
  node("GlobalAveragePool", ["pixel_values"], "mean"),
  node("Flatten", ["mean"], "pooler_output", { axis: 1 }),
]);

/**
 * A graph that hears, each quarter of a second, "h" where there is sound and nothing where there is none. Scores of token 0,
 * the blank, are 0.3; those of token 2 are the mean loudness.
 */
const LOUDNESS = graph(["input_values", [1, "n"]], ["logits", [1, "t", 3]], [
  node("Abs", ["input_values"], "loud"),
  node("Constant", [], "shape", { value_ints: [1, 1, -1] }),
  node("Reshape", ["loud", "shape"], "channel"),
  node("AveragePool", ["channel"], "pooled", { kernel_shape: [4000], strides: [4000] }),
  node("Transpose", ["pooled"], "steps", { perm: [0, 2, 1] }),
  node("MatMul", ["steps", "weights"], "weighted"),
  node("Add", ["weighted", "bias"], "logits"),
], [constant("weights", [1, 3], [0, 0, 1]), constant("bias", [3], [0.3, -9, 0])]);

const RED: [number, number, number] = [255, 0, 51];

const LOCAL = { dtype: "fp32", local_files_only: true };

function near(vector: Float32Array | undefined, expected: readonly number[]): void {
  assertEquals(vector?.length, expected.length);
  expected.forEach((value, index) => assert(Math.abs((vector?.[index] ?? NaN) - value) < 1e-3, `${vector}`));
}

test("an ONNX graph embeds images, scaled and normalised for it", async () => {
  const images = { model: MEANS, width: 16, height: 16, mean: [0.5, 0.5, 0.5], std: [0.5, 0.25, 0.5] } as const;
  await using models = await lode.Models.open(lode.onnxModels({ images }));
  const [red, white] = await models.embedImages([plainPng(40, 30, RED), plainPng(8, 8, [255, 255, 255])]);
  near(red, [1, -2, -0.6]);
  near(white, [1, 2, 1]);
  assertEquals((await models.embedVideo(FILM)).length, 3);
});

test("an ONNX graph may be a file, and a vector of a video is the mean of its pictures'", async () => {
  await inFolder(async (folder) => {
    const model = join(folder, "means.onnx");
    await writeFile(model, MEANS);
    await using models = await lode.Models.open(lode.onnxModels({ images: { model, width: 8, height: 8 } }));
    const one = plainPng(8, 8, RED);
    near(await models.embedVideo(one, { keyframes: true }), [1, 0, 0.2]);
  });
});

test("an ONNX graph of speech is read by the best path", async () => {
  const model = LOUDNESS;
  await using models = await lode.Models.open(lode.onnxModels({ speech: { model, tokens: ["", "|", "h"] } }));
  const heard = await models.transcribe(new Blob([bursts([true, false, true, false, true])]));
  assertEquals(heard, "hhh");
  assertEquals(await models.transcribe(new Blob([bursts([false, true])])), "h");
});

test("transformers runs a model of images as its own processor says", async () => {
  await inFolder(async (folder) => {
    await localModel(folder, "tiny-vit", MEANS, {
      "config.json": { model_type: "vit", hidden_size: 3 },
      "preprocessor_config.json": {
        image_processor_type: "ViTImageProcessor",
        do_normalize: true,
        image_mean: [0.5, 0.5, 0.5],
        image_std: [0.5, 0.5, 0.5],
        size: { height: 20, width: 24 },
      },
    });
    const functions = lode.transformersModels({ images: "tiny-vit", localModelPath: folder, pipeline: LOCAL });
    await using models = await lode.Models.open(functions);
    const [red] = await models.embedImages([plainPng(40, 30, RED)]);
    near(red, [1, -1, -0.6]);
    const { width, height } = functions.frames ?? {};
    assertEquals([width, height], [24, 20]);
  });
});

test("transformers runs a model of speech", async () => {
  await inFolder(async (folder) => {
    await localModel(folder, "tiny-wav2vec2", LOUDNESS, {
      "config.json": { model_type: "wav2vec2", architectures: ["Wav2Vec2ForCTC"] },
      "preprocessor_config.json": {
        feature_extractor_type: "Wav2Vec2FeatureExtractor",
        feature_size: 1,
        padding_value: 0,
        sampling_rate: 16000,
        do_normalize: true,
        return_attention_mask: false,
      },
      "tokenizer_config.json": {
        tokenizer_class: "Wav2Vec2CTCTokenizer",
        processor_class: "Wav2Vec2Processor",
        pad_token: "<pad>",
        unk_token: "<unk>",
        word_delimiter_token: "|",
      },
      "tokenizer.json": {
        version: "1.0",
        added_tokens: [],
        normalizer: null,
        pre_tokenizer: { type: "Split", pattern: { Regex: "" }, behavior: "Isolated", invert: false },
        post_processor: null,
        decoder: { type: "CTC", pad_token: "<pad>", word_delimiter_token: "|", cleanup: true },
        model: { type: "BPE", vocab: { "<pad>": 0, "|": 1, "h": 2, "<unk>": 3 }, merges: [], unk_token: "<unk>" },
      },
    });
    const functions = lode.transformersModels({ speech: "tiny-wav2vec2", localModelPath: folder, pipeline: LOCAL });
    await using models = await lode.Models.open(functions);
    assertEquals(await models.transcribe(new Blob([bursts([true, false, true, false])])), "hh");
  });
});

test("text in pictures is read by an OCR backend", async () => {
  await using ocr = lode.tesseractOcr();
  await using models = await lode.Models.open(lode.ocrModels(ocr));
  const { description } = await models.analyzeVideo(fixture("scan.png"));
  // The words of tests/fixtures/make/scan.ms.
  assertStringIncludes(description.toLowerCase(), "scan");
});

test("an adapter without a model, and a graph with another output, are errors that say what was expected", async () => {
  assertThrows(() => lode.onnxModels({}), lode.InvalidOptionsError);
  assertThrows(() => lode.transformersModels({}), lode.InvalidOptionsError);
  const model = graph(["x", ["n", 3, "h", "w"]], ["y", ["n", 3, "h", "w"]], [node("Relu", ["x"], "y")]);
  await using models = await lode.Models.open(lode.onnxModels({ images: { model } }));
  const error = await rejection(models.embedImages([plainPng(8, 8, RED)]));
  assertInstanceOf(error, lode.ModelExecutionError);
  assertInstanceOf(error.cause, lode.TypeConversionError);
  assertStringIncludes(error.message, "[1, length]");
});

async function localModel(
  folder: string,
  name: string,
  model: Uint8Array,
  files: Readonly<Record<string, object>>,
): Promise<void> {
  await mkdir(join(folder, name, "onnx"), { recursive: true });
  await writeFile(join(folder, name, "onnx", "model.onnx"), model);
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(folder, name, file), JSON.stringify(content));
  }
}
