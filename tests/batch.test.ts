import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { bytes, scannedPdf } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import { delay, never, rejection, thrown } from "./support/promises.ts";
import type { BatchResult, OcrBackend } from "../mod.ts";

const REPORT = fixture("report.pdf");
const PLAIN = { mimeType: "text/plain" };

/** As many texts as asked for, each different. */
function texts(count: number): { readonly data: Uint8Array; readonly mimeType: string }[] {
  return Array.from({ length: count }, (_, index) => ({ data: bytes(`text ${index}`), ...PLAIN }));
}

function contents(results: readonly BatchResult[]): (string | undefined)[] {
  return results.map(({ result, error }) => result?.content.trim() ?? error?.code);
}

test("results come in the order of the inputs", async () => {
  const expected = Array.from({ length: 50 }, (_, index) => `text ${index}`);
  assertEquals(contents(await lode.batchExtractBytes(texts(50))), expected);
  assertEquals(contents(lode.batchExtractBytesSync(texts(50))), expected);
});

test("a file that cannot be read is an entry with its error, and the others are read", async () => {
  for (const batch of [lode.batchExtractFiles, lode.batchExtractFilesSync]) {
    const results = await batch([REPORT, "no/such/file.pdf", REPORT]);
    assertEquals(results.map(({ input }) => input), [REPORT, "no/such/file.pdf", REPORT]);
    assertEquals(results.map(({ error }) => error?.code), [undefined, "NOT_FOUND", undefined]);
    assertInstanceOf(results[1]?.error, lode.IoError);
    assertStringIncludes(results[2]?.result?.content ?? "", "412 ships");
  }
});

test("an empty batch has no results", async () => {
  assertEquals(await lode.batchExtractFiles([]), []);
  assertEquals(lode.batchExtractBytesSync([]), []);
});

test("a batch takes any iterable, and file URLs", async () => {
  const urls = new Set([new URL("./fixtures/report.pdf", import.meta.url)]);
  const [entry] = await lode.batchExtractFiles(urls);
  assertStringIncludes(entry?.result?.content ?? "", "412 ships");
});

test("options that are wrong for every file are every file's error", async () => {
  const results = await lode.batchExtractBytes(texts(2), { pages: "x" });
  assertEquals(results.map(({ error }) => error?.code), ["INVALID_OPTIONS", "INVALID_OPTIONS"]);
});

test("aborting a batch rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = { because: "enough" };
  const processImage: OcrBackend["processImage"] = () => {
    controller.abort(reason);
    return never();
  };
  const items = Array.from({ length: 5 }, () => ({ data: scannedPdf(1) }));
  const ocr = { name: "stuck", processImage };
  const options = { ocr: { mode: "always" as const }, plugins: { ocr }, signal: controller.signal };
  assertStrictEquals(await rejection(lode.batchExtractBytes(items, options)), reason);
  assertStrictEquals(thrown(() => lode.batchExtractFilesSync([REPORT], { signal: controller.signal })), reason);
});

test("extractMany yields every file, bad ones as entries with an error", async () => {
  const found: string[] = [];
  for await (const { input, result, error } of lode.extractMany([REPORT, "no/such/file.pdf", REPORT])) {
    found.push(`${input}: ${error?.code ?? result?.mimeType}`);
  }
  const pdf = `${REPORT}: application/pdf`;
  assertEquals(found.toSorted(), [pdf, pdf, "no/such/file.pdf: NOT_FOUND"].toSorted());
});

test("extractMany takes from an endless source only as much as is under way", async () => {
  let pulled = 0;
  async function* endless(): AsyncGenerator<string> {
    while (true) {
      pulled++;
      yield REPORT;
      await null;
    }
  }
  let taken = 0;
  for await (const { result } of lode.extractMany(endless(), { threads: 2 })) {
    assert(result !== undefined);
    // Twice the threads, and the one that was taken.
    assert(pulled <= taken + 5, `${pulled} pulled, ${taken} taken`);
    await delay(2);
    if (++taken === 20) break;
  }
});

test("leaving the loop of extractMany closes the source and cancels what is under way", async () => {
  let closed = false;
  function* source(): Generator<string> {
    try {
      while (true) yield REPORT;
    } finally {
      closed = true;
    }
  }
  for await (const _ of lode.extractMany(source())) break;
  assertEquals(closed, true);
});

test("leaving the loop of extractMany does not wait for what never ends", async () => {
  const processImage: OcrBackend["processImage"] = () => never();
  const options = { ocr: { mode: "always" as const }, plugins: { ocr: { name: "stuck", processImage } } };
  for await (const { input } of lode.extractMany([REPORT, "no/such/file.pdf"], options)) {
    assertEquals(input, "no/such/file.pdf");
    break;
  }
});

test("aborting extractMany rejects with the signal's reason, and closes the source", async () => {
  const controller = new AbortController();
  let closed = false;
  async function* source(): AsyncGenerator<string> {
    try {
      while (true) yield REPORT;
    } finally {
      closed = true;
    }
  }
  const reason = new Error("enough");
  const all = async (): Promise<void> => {
    for await (const _ of lode.extractMany(source(), { signal: controller.signal })) controller.abort(reason);
  };
  assertStrictEquals(await rejection(all()), reason);
  assertEquals(closed, true);
});

test("aborting extractMany does not wait for a source that is stuck", async () => {
  const controller = new AbortController();
  const source = { [Symbol.asyncIterator]: () => ({ next: () => never<IteratorResult<string>>() }) };
  const next = lode.extractMany(source, { signal: controller.signal }).next();
  controller.abort("enough");
  assertEquals(await rejection(next), "enough");
});

test("what a source throws is what extractMany rejects with", async () => {
  const mine = new Error("mine");
  function* source(): Generator<string> {
    yield REPORT;
    throw mine;
  }
  const all = async (): Promise<void> => {
    for await (const _ of lode.extractMany(source())) { /* take it */ }
  };
  assertStrictEquals(await rejection(all()), mine);
});
