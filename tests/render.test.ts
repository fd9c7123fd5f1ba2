import { test } from "node:test";
import { readFileSync } from "node:fs";
import { assert, assertAlmostEquals, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { bytes, scannedPdf } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import { rejection } from "./support/promises.ts";
import type { PageImage, PixelFormat, RenderOptions } from "../mod.ts";

const REPORT = fixture("report.pdf");

async function render(input: string | Uint8Array, options?: RenderOptions): Promise<PageImage[]> {
  const images: PageImage[] = [];
  for await (const image of lode.renderPages(input, options)) images.push(image);
  return images;
}

/** Width and height as a PNG file says (PNG, third edition, section 11.2.1). */
function pngSize(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

test("pages come in order, at 150 dots per inch, as RGBA", async () => {
  const images = await render(REPORT);
  // A4 in points is 595 by 842, by pdfinfo; times 150 / 72 is 1239.6 by 1754.2.
  assertEquals(images.map(({ page, width, height }) => [page, width, height]), [[1, 1240, 1754], [2, 1240, 1754]]);
  for (const { data, width, height } of images) assertEquals(data.length, width * height * 4);
});

test("the size follows the resolution", async () => {
  const [image] = await render(REPORT, { dpi: 72, pages: "1" });
  assertEquals([image?.width, image?.height], [595, 842]);
});

for (const [format, channels] of [["rgba", 4], ["rgb", 3], ["gray", 1]] as const) {
  test(`${format} has ${channels} bytes a pixel, and the picture's grey in the colours`, async () => {
    const [image] = await render(scannedPdf(1), { dpi: 72, format });
    assertEquals(image?.data.length, 72 * 72 * channels);
    // The picture's one sample is "z", 0x7a.
    const middle = image?.data.subarray((36 * 72 + 36) * channels, (36 * 72 + 36) * channels + channels) ?? [];
    assertEquals([...middle], [0x7a, 0x7a, 0x7a, 255].slice(0, channels === 4 ? 4 : channels));
  });
}

test("png is a PNG file of the page's size", async () => {
  const [image] = await render(REPORT, { dpi: 50, format: "png", pages: "2" });
  assert(image !== undefined);
  assertEquals([...image.data.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  assertEquals(pngSize(image.data), [image.width, image.height]);
});

test("pages look as poppler draws them", async () => {
  const images = await render(REPORT, { dpi: 72, format: "gray" });
  // Mean grey by poppler 22.12, `pdftoppm -gray -r 72`: the sum of the samples over their number.
  const expected = [252.6, 254.8];
  const means = images.map(({ data }) => data.reduce((sum, sample) => sum + sample, 0) / data.length);
  means.forEach((mean, index) => assertAlmostEquals(mean, expected[index] ?? 0, 1));
});

test("only the pages asked for are rendered", async () => {
  assertEquals((await render(REPORT, { pages: "2", dpi: 30 })).map(({ page }) => page), [2]);
  const error = await assertRejects(() => render(REPORT, { pages: "x" }), lode.InvalidOptionsError);
  assert(error.message.includes("options.pages"));
});

test("bytes, blobs and streams are rendered like files", async () => {
  const data = new Uint8Array(readFileSync(REPORT));
  const options = { dpi: 20, format: "gray", pages: "1" } as const;
  const [expected] = await render(REPORT, options);
  for (const input of [data, data.buffer, new Blob([data]), new Blob([data]).stream()]) {
    const images: PageImage[] = [];
    for await (const image of lode.renderPages(input, options)) images.push(image);
    assertEquals(images, expected === undefined ? [] : [expected]);
  }
});

test("a picture is its own one page, in its own size", async () => {
  const [image, ...others] = await render(fixture("scan.png"), { format: "gray" });
  assertEquals([image?.page, image?.width, image?.height, others.length], [1, 750, 375, 0]);
});

test("a picture's pixels may be changed by whoever gets them", async () => {
  const [first, second] = await render(scannedPdf(2), { dpi: 72, format: "gray" });
  first?.data.fill(0);
  assertEquals(second?.data[36 * 72 + 36], 0x7a);
});

test("leaving the loop stops the work, and others go on", async () => {
  for (let round = 0; round < 20; round++) {
    for await (const { page } of lode.renderPages(scannedPdf(50), { dpi: 72 })) {
      if (page === 2) break;
    }
  }
  assertEquals((await render(scannedPdf(3), { dpi: 10 })).length, 3);
});

test("a consumer that is slow gets every page", async () => {
  const pages: number[] = [];
  for await (const { page } of lode.renderPages(scannedPdf(12), { dpi: 72 })) {
    await new Promise((resolve) => setTimeout(resolve, 3));
    pages.push(page);
  }
  assertEquals(pages, Array.from({ length: 12 }, (_, index) => index + 1));
});

test("several renderings at once keep their pages apart", async () => {
  const all = await Promise.all([10, 20, 40].map((size) => render(scannedPdf(5, size), { dpi: 72, format: "gray" })));
  assertEquals(all.map((images) => images.map(({ width }) => width)), [10, 20, 40].map((size) => Array(5).fill(size)));
});

test("aborting between pages rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const all = async (): Promise<void> => {
    for await (const _ of lode.renderPages(scannedPdf(50), { signal: controller.signal })) controller.abort(reason);
  };
  assertStrictEquals(await rejection(all()), reason);
});

test("progress reaches 100 percent", async () => {
  const heard: number[] = [];
  await render(scannedPdf(4), { dpi: 10, onProgress: ({ percent }) => void heard.push(percent) });
  assertEquals(heard.at(-1), 100);
});

test("a page of more pixels than the limit is refused before it is made", async () => {
  // 14,400 points at 2400 dpi would be 480,000 pixels each way.
  const error = await assertRejects(() => render(scannedPdf(1, 14_400), { dpi: 2400 }), lode.LimitError);
  assertEquals([error.code, error.page], ["LIMIT_PIXELS", 1]);
});

test("resolutions and formats that are none are refused", async () => {
  for (const dpi of [0, -1, 2401, NaN]) {
    await assertRejects(() => render(REPORT, { dpi }), lode.InvalidOptionsError, "options.dpi");
  }
  await assertRejects(
    () => render(REPORT, { format: "cmyk" as PixelFormat }),
    lode.InvalidOptionsError,
    "options.format",
  );
});

test("a file without pages to render is an UnsupportedFormatError", async () => {
  await assertRejects(() => render(bytes("just text")), lode.UnsupportedFormatError);
});

test("an encrypted PDF is rendered with its password", async () => {
  const path = fixture("report-encrypted.pdf");
  await assertRejects(() => render(path), lode.EncryptedError);
  assertEquals((await render(path, { password: "open-sesame", dpi: 10 })).length, 2);
});
