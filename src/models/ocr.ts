/** Ready-made model functions over an OCR backend. @module */

import type { FrameBatch } from "../pictures.ts";
import type { OcrBackend } from "../plugins.ts";
import type { ModelFunctions, VideoAnalysis } from "./functions.ts";

/** Options of {@link ocrModels}. */
export interface OcrModelOptions {
  /** The language, ISO 639-3. Default `eng`. */
  readonly language?: string | undefined;
}

/** Bytes of a pixel as backends want it. */
const PIXEL_BYTES = 4;

/** Pictures as backends want them: red, green, blue, alpha. */
function toRgba(data: ArrayLike<number>, pixels: number): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array(pixels * PIXEL_BYTES);
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += PIXEL_BYTES) {
    rgba[to] = data[from] ?? 0;
    rgba[to + 1] = data[from + 1] ?? 0;
    rgba[to + 2] = data[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
  return rgba;
}

/**
 * A model whose `analyzeVideo` reads the text in pictures: what is written in a film, or on slides, is its description.
 *
 * @param backend An OCR backend, for instance `tesseractOcr()`. Disposing of it is yours.
 * @param options The language.
 * @returns Functions for `Models.open`.
 *
 * @example
 * ```ts
 * import { Models, ocrModels, tesseractOcr } from "lode";
 * await using ocr = tesseractOcr();
 * await using models = await Models.open(ocrModels(ocr));
 * console.log((await models.analyzeVideo("tests/fixtures/scan.png", { audio: false })).description);
 * ```
 */
export function ocrModels(backend: OcrBackend, { language = "eng" }: OcrModelOptions = {}): ModelFunctions {
  return {
    async analyzeVideo({ frames, width, height, data }: FrameBatch): Promise<Partial<VideoAnalysis>> {
      const lines = new Set<string>();
      for (const index of frames.keys()) {
        const start = index * width * height * 3;
        const pixels = toRgba(data.subarray(start, start + width * height * 3), width * height);
        const { content } = await backend.processImage({ page: index + 1, width, height, data: pixels }, language);
        // Pictures of one scene say the same again.
        for (const line of content.split("\n").map((line) => line.trim())) if (line !== "") lines.add(line);
      }
      return { description: [...lines].join("\n") };
    },
  };
}
