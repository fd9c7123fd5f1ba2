import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { bytes, scannedPdf, textPdf } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import { never, rejection, thrown } from "./support/promises.ts";
import type { ExtractOptions, OcrBackend, Progress } from "../mod.ts";

const REPORT = fixture("report.pdf");
const PLAIN = { mimeType: "text/plain" };

/** A backend that says so when it is called, and never answers. */
function stuck(): { readonly ocr: OcrBackend; readonly called: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const processImage = () => {
    resolve();
    return never<{ content: string }>();
  };
  return { ocr: { name: "stuck", processImage }, called: promise };
}

/** Options that have every page read by `ocr`. */
function always(ocr: OcrBackend): ExtractOptions {
  return { ocr: { mode: "always" }, plugins: { ocr } };
}

/** Pages enough for a second of work. */
const LONG = textPdf(
  Array.from({ length: 3000 }, (_, index) => `This is the text of page ${index}, which is quite like that of others.`),
);

test("a signal that is aborted already rejects with its reason, and nothing is read", async () => {
  const reason = new Error("never mind");
  const signal = AbortSignal.abort(reason);
  assertStrictEquals(await rejection(lode.extractFile("no/such/file.pdf", { signal })), reason);
  assertStrictEquals(await rejection(lode.extractBytes(bytes("x"), { ...PLAIN, signal })), reason);
  assertStrictEquals(thrown(() => lode.extractFileSync("no/such/file.pdf", { signal })), reason);
  assertStrictEquals(thrown(() => lode.extractBytesSync(bytes("x"), { ...PLAIN, signal })), reason);
  assertStrictEquals(await rejection(lode.renderPages(REPORT, { signal }).next()), reason);
});

for (const reason of [new Error("mine"), { its: "an object" }, "a string", null]) {
  test(`aborting in the middle rejects with the very reason: ${JSON.stringify(reason)}`, async () => {
    const controller = new AbortController();
    const { ocr, called } = stuck();
    const running = lode.extractBytes(scannedPdf(1), { ...always(ocr), signal: controller.signal });
    await called;
    controller.abort(reason);
    assertStrictEquals(await rejection(running), reason);
  });
}

test("aborting without a reason rejects with an AbortError", async () => {
  const controller = new AbortController();
  const { ocr, called } = stuck();
  const running = lode.extractBytes(scannedPdf(1), { ...always(ocr), signal: controller.signal });
  await called;
  controller.abort();
  const error = await rejection(running);
  assertInstanceOf(error, DOMException);
  assertEquals(error.name, "AbortError");
});

test("aborting native work in the middle rejects long before it would have ended", async () => {
  const controller = new AbortController();
  let done = 0;
  const onProgress = (progress: Progress): void => {
    done = progress.done;
    controller.abort("enough");
  };
  const running = lode.extractBytes(LONG, { signal: controller.signal, onProgress, progressInterval: 1 });
  assertEquals(await rejection(running), "enough");
  assert(done < 3000);
});

test("aborting afterwards changes nothing", async () => {
  const controller = new AbortController();
  const { content } = await lode.extractBytes(bytes("done"), { ...PLAIN, signal: controller.signal });
  controller.abort();
  assertEquals(content.trim(), "done");
});

test("one signal stops all jobs that were given it, and no others", async () => {
  const controller = new AbortController();
  const other = stuck();
  const mine = [stuck(), stuck()];
  const running = mine.map(({ ocr }) =>
    lode.extractBytes(scannedPdf(1), { ...always(ocr), signal: controller.signal })
  );
  const gate = new AbortController();
  const bystander = lode.extractBytes(scannedPdf(1), { ...always(other.ocr), signal: gate.signal });
  await Promise.all([...mine.map(({ called }) => called), other.called]);
  controller.abort("all");
  assertEquals(await Promise.all(running.map(rejection)), ["all", "all"]);
  gate.abort("bystander");
  assertEquals(await rejection(bystander), "bystander");
});

test("a stream that never ends can be aborted, and ends with the timeout", async () => {
  const endless = (): ReadableStream<Uint8Array> => new ReadableStream({ pull: () => never<void>() });
  const controller = new AbortController();
  const running = lode.extractBytes(endless(), { signal: controller.signal });
  controller.abort("enough");
  assertEquals(await rejection(running), "enough");
  const error = await assertRejects(() => lode.extractBytes(endless(), { timeout: 30 }), lode.LimitError);
  assertEquals(error.code, "TIMEOUT");
});

test("a job that runs longer than its timeout is a LimitError with code TIMEOUT", async () => {
  const error = await assertRejects(() => lode.extractBytes(LONG, { timeout: 1 }), lode.LimitError, "timeout");
  assertEquals(error.code, "TIMEOUT");
  const now = thrown(() => lode.extractBytesSync(LONG, { timeout: 1 }));
  assertInstanceOf(now, lode.LimitError);
  assertEquals(now.code, "TIMEOUT");
});

test("a timeout that is not reached, or Infinity, changes nothing", async () => {
  for (const timeout of [60_000, Infinity]) {
    assertEquals((await lode.extractBytes(bytes("quick"), { ...PLAIN, timeout })).content.trim(), "quick");
    assertEquals(lode.extractBytesSync(bytes("quick"), { ...PLAIN, timeout }).content.trim(), "quick");
  }
});

test("progress counts pages, and the last call says 100 percent", async () => {
  const heard: Progress[] = [];
  await lode.extractBytes(LONG, { onProgress: (progress) => void heard.push(progress), progressInterval: 1 });
  assert(
    heard.every(({ done, total, percent }) => total === 3000 && done <= total && percent === (100 * done) / total),
  );
  assertEquals(heard.at(-1), { done: 3000, total: 3000, percent: 100 });
});

test("the last call of onProgress comes before the promise resolves, however long the interval", async () => {
  const heard: number[] = [];
  await lode.extractBytes(LONG, { onProgress: ({ percent }) => void heard.push(percent), progressInterval: 1e9 });
  assertEquals(heard.at(-1), 100);
  // The first report, and the last.
  assert(heard.length <= 2, `${heard.length} calls`);
});

test("formats that are read in one go report that they are done", async () => {
  for (const extract of [lode.extractBytes, lode.extractBytesSync]) {
    const heard: number[] = [];
    await extract(bytes("x"), { ...PLAIN, onProgress: ({ percent }) => void heard.push(percent) });
    assertEquals(heard.at(-1), 100);
  }
});

test("what onProgress throws is what the call rejects with", async () => {
  const mine = { mine: true };
  const onProgress = (): never => {
    throw mine;
  };
  assertStrictEquals(await rejection(lode.extractFile(REPORT, { onProgress })), mine);
  assertStrictEquals(thrown(() => lode.extractFileSync(REPORT, { onProgress })), mine);
});

test("every limit has a code of its own and names the option that raises it", async () => {
  const cases: [string, () => Promise<unknown>][] = [
    ["inputBytes", () => lode.extractBytes(bytes("12345"), { ...PLAIN, limits: { inputBytes: 4 } })],
    ["pages", () => lode.extractFile(REPORT, { limits: { pages: 1 } })],
    ["tableCells", () => lode.extractBytes(bytes("a,b\n1,2\n"), { mimeType: "text/csv", limits: { tableCells: 3 } })],
    ["pixels", () => lode.renderPages(REPORT, { limits: { pixels: 1000 } }).next()],
  ];
  for (const [limit, call] of cases) {
    const error = await assertRejects(call, lode.LimitError, `limits.${limit}`);
    assertEquals(error.code, `LIMIT_${limit.replace(/[A-Z]/g, "_$&").toUpperCase()}`);
  }
});

test("one thread is enough, and gives the same", async () => {
  const { content } = await lode.extractBytes(LONG);
  assertEquals((await lode.extractBytes(LONG, { threads: 1 })).content, content);
  await assertRejects(() => lode.extractFile(REPORT, { threads: 0 }), lode.InvalidOptionsError, "options.threads");
});

test("the stack of a job that failed later points at its caller, also for timeouts", async () => {
  async function theCaller(): Promise<void> {
    await lode.extractBytes(LONG, { timeout: 1 });
  }
  assertStringIncludes((await assertRejects(theCaller, lode.LimitError)).stack ?? "", "theCaller");
});
