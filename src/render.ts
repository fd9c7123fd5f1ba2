/** Pages as pixels. @module */

import { trace } from "./errors.ts";
import { type Input, readablePath, readInput } from "./input.ts";
import { hub } from "./native/hub.ts";
import { encodeJobOptions, jobControls, type JobOptions } from "./options.ts";
import type { PageImage } from "./plugins.ts";

/** How pixels come: 4, 3 or 1 bytes each, or a PNG file. */
export type PixelFormat = "rgba" | "rgb" | "gray" | "png";

/** Options of `renderPages`. */
export interface RenderOptions extends JobOptions {
  /** Which pages, such as `"1-3,7"`. Default: all. */
  readonly pages?: string | undefined;
  /** Dots per inch, from 1 to 2400. Pictures come in their own size. Default 150. */
  readonly dpi?: number | undefined;
  /** How pixels come. Default `rgba`. */
  readonly format?: PixelFormat | undefined;
  /** Password, or several to try. */
  readonly password?: string | readonly string[] | undefined;
}

/** Bytes before the pixels: page, width and height. */
const HEADER_BYTES = 12;

function readPage(item: ArrayBuffer): PageImage {
  const [page = 0, width = 0, height = 0] = new Uint32Array(item, 0, 3);
  return { page, width, height, data: new Uint8Array(item, HEADER_BYTES) };
}

/**
 * Renders the pages of a PDF, or the pictures of an image file, one after another. The next pages are rendered while you
 * look at one, never more than a few ahead. Leaving the loop stops the work.
 *
 * @param input A path, a `file:` URL, bytes, or what they can be read from.
 * @param options Pages, resolution and pixel format.
 * @returns Pages in order; `data` belongs to you.
 * @throws {UnsupportedFormatError} for files that have no pages to render.
 * @throws {LimitError} for a page of more pixels than `limits.pixels`.
 *
 * @example
 * ```ts
 * import { renderPages } from "lode";
 * for await (const { page, width, height } of renderPages("tests/fixtures/report.pdf", { dpi: 72, format: "gray" })) {
 *   console.log(page, width, height);
 * }
 * ```
 */
export async function* renderPages(
  input: string | URL | Input,
  options: RenderOptions = {},
): AsyncGenerator<PageImage, void, void> {
  const at = trace(renderPages);
  const json = encodeJobOptions(options);
  const isPath = typeof input === "string" || input instanceof URL;
  const bytes = isPath ? new TextEncoder().encode(readablePath(input)) : await readInput(input);
  yield* hub().stream({
    start: ({ symbols }, hub, job) =>
      (isPath ? symbols.lode_render_file : symbols.lode_render_bytes)(hub, bytes, bytes.length, json, json.length, job),
    read: () => undefined,
    ...jobControls(options, at),
  }, readPage);
}
