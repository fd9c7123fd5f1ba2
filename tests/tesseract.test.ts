import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { fixture, lode } from "./support/lode.ts";

// What tests/fixtures/make/scan.ms says.
const FIRST = "The first scanned page speaks of seven white horses.";
const SECOND = "The second scanned page counts ninety green bottles.";
const SLOW = { timeout: 60_000 };

test("tesseractOcr reads scanned pages, several at once", SLOW, async () => {
  await using ocr = lode.tesseractOcr({ concurrency: 2 });
  const { pages, elements, stats } = await lode.extractFile(fixture("scan.pdf"), { plugins: { ocr } });
  assertEquals(pages.map(({ content }) => content.trim()), [FIRST, SECOND]);
  assertEquals(stats.pagesOcred, 2);
  // Where the words are is where poppler's `pdftotext -bbox` finds them in the PDF that was printed: 36 points from the left.
  const { x0 = 0, x1 = 0 } = elements[0]?.boundingBox ?? {};
  assert(x0 > 30 && x0 < 45 && x1 > 200, JSON.stringify(elements[0]));
});

test("words come with their confidence, from 0 to 1, and in pixels", SLOW, async () => {
  await using ocr = lode.tesseractOcr({ concurrency: 1 });
  let page: Parameters<typeof ocr.processImage>[0] | undefined;
  for await (const image of lode.renderPages(fixture("scan.png"))) page = image;
  assert(page !== undefined);
  const { words = [], metadata } = await ocr.processImage(page, "eng");
  assertEquals(words.map(({ text }) => text), FIRST.split(" "));
  for (const { confidence = -1, x0, y0, x1, y1 } of words) {
    assert(confidence > 0.5 && confidence <= 1);
    assert(0 <= x0 && x0 < x1 && x1 <= page.width && 0 <= y0 && y0 < y1 && y1 <= page.height);
  }
  assert(Number(metadata?.["confidence"]) > 0.5);
});

test("a language without data says which package to install", SLOW, async () => {
  await using ocr = lode.tesseractOcr();
  const options = { plugins: { ocr }, ocr: { language: "xyz" } };
  const error = await assertRejects(() => lode.extractFile(fixture("scan.png"), options), lode.PluginError);
  assertInstanceOf(error.cause, lode.LibraryLoadError);
  assertStringIncludes(error.message, "@tesseract.js-data/xyz");
});

test("a folder without the language's data is named", SLOW, async () => {
  await using ocr = lode.tesseractOcr({ langPath: fixture("") });
  const error = await assertRejects(
    () => lode.extractFile(fixture("scan.png"), { plugins: { ocr } }),
    lode.PluginError,
  );
  assertStringIncludes(error.message, "eng.traineddata.gz");
});

test("a backend that was disposed of starts again when it is needed", SLOW, async () => {
  const ocr = lode.tesseractOcr({ name: "again", languages: ["eng"], concurrency: 1 });
  for (let round = 0; round < 2; round++) {
    assertStringIncludes(
      (await lode.extractFile(fixture("scan.png"), { plugins: { ocr } })).content,
      "seven white horses",
    );
    await ocr[Symbol.asyncDispose]();
  }
  assertEquals([ocr.name, ocr.languages, ocr.concurrency], ["again", ["eng"], 1]);
});
