import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { bytes, scannedPdf, textPdf } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import { never, rejection, thrown } from "./support/promises.ts";
import type { OcrBackend, OcrResult, PageImage } from "../mod.ts";

const SCAN = fixture("scan.pdf");

/** A backend that answers with `answer`, whatever its type. */
function backend(
  answer: (image: PageImage, language: string) => unknown,
  options: Partial<OcrBackend> = {},
): OcrBackend {
  return { name: "fake", processImage: answer as OcrBackend["processImage"], ...options };
}

test("what a synchronous backend reads is the content, in page order", async () => {
  const ocr = backend(({ page }) => ({ content: `read from page ${page}` }));
  const { content, pages, stats } = await lode.extractFile(SCAN, { plugins: { ocr } });
  assertEquals(pages.map(({ content }) => content.trim()), ["read from page 1", "read from page 2"]);
  assert(content.indexOf("page 1") < content.indexOf("page 2"));
  assertEquals(stats.pagesOcred, 2);
});

test("what an asynchronous backend reads is the content", async () => {
  const ocr = backend(({ page }) =>
    new Promise((resolve) => setTimeout(() => resolve({ content: `later ${page}` }), 5))
  );
  assertStringIncludes(
    (await lode.extractFile(SCAN, { plugins: { ocr } })).content,
    "later 2",
  );
});

test("a synchronous backend serves the synchronous call", () => {
  const ocr = backend(({ page }) => ({ content: `now ${page}` }));
  assertStringIncludes(lode.extractFileSync(SCAN, { plugins: { ocr } }).content, "now 2");
});

test("blank lines in what was read part paragraphs", async () => {
  const ocr = backend(() => ({ content: "one\n\ntwo" }));
  const { elements } = await lode.extractBytes(scannedPdf(1), { plugins: { ocr } });
  assertEquals(elements.map(({ text }) => text), ["one", "two"]);
});

test("a backend gets the page as it looks, at the resolution asked for", async () => {
  let seen: PageImage | undefined;
  const ocr = backend((image) => {
    seen = image;
    return { content: "" };
  });
  await lode.extractBytes(scannedPdf(1), { plugins: { ocr }, ocr: { dpi: 144 } });
  // 72 points at 144 dots per inch; the picture's one sample is "z", 0x7a.
  assertEquals([seen?.page, seen?.width, seen?.height, seen?.data.length], [1, 144, 144, 144 * 144 * 4]);
  const middle = (72 * 144 + 72) * 4;
  assertEquals([...seen?.data.subarray(middle, middle + 4) ?? []], [0x7a, 0x7a, 0x7a, 255]);
});

test("a picture file is read by the backend", async () => {
  const ocr = backend(({ width, height }) => ({ content: `${width} by ${height}` }));
  // The fixture is 5 by 2.5 inches at 150 dots per inch.
  assertStringIncludes(
    (await lode.extractFile(fixture("scan.png"), { plugins: { ocr } })).content,
    "750 by 375",
  );
});

test("the language is passed on, eng by default", async () => {
  const ocr = backend((_, language) => ({ content: `in ${language}` }));
  assertStringIncludes((await lode.extractFile(SCAN, { plugins: { ocr } })).content, "in eng");
  assertStringIncludes(
    (await lode.extractFile(SCAN, { plugins: { ocr }, ocr: { language: "deu" } })).content,
    "in deu",
  );
});

test("automatic mode leaves pages with text alone", async () => {
  const ocr = backend(() => ({ content: "recognized" }));
  const { content, stats } = await lode.extractBytes(textPdf(["printed"]), {
    plugins: { ocr },
  });
  assertEquals([content.trim(), stats.pagesOcred], ["printed", 0]);
});

test("mode always reads pages with text, too", async () => {
  const ocr = backend(() => ({ content: "recognized" }));
  const { content, stats } = await lode.extractBytes(textPdf(["printed"]), {
    plugins: { ocr },
    ocr: { mode: "always" },
  });
  assertStringIncludes(content, "recognized");
  assertEquals(stats.pagesOcred, 1);
});

test("mode never leaves scanned pages unread", async () => {
  const ocr = backend(() => ({ content: "recognized" }));
  const { content, stats } = await lode.extractFile(SCAN, { plugins: { ocr }, ocr: { mode: "never" } });
  assert(!content.includes("recognized"));
  assertEquals(stats.pagesOcred, 0);
});

test("scanned pages that nobody can read are a warning", async () => {
  const { content, warnings } = await lode.extractFile(SCAN);
  assertEquals(content.trim(), "");
  assert(warnings.length > 0);
});

test("a backend's concurrency is used, and never exceeded", async () => {
  const concurrency = 3;
  let open = 0;
  let most = 0;
  // The first three answer when three are open; were they called one after another, nobody would answer.
  const gate = Promise.withResolvers<void>();
  const ocr = backend(async ({ page }): Promise<OcrResult> => {
    most = Math.max(most, ++open);
    if (open === concurrency) gate.resolve();
    await gate.promise;
    await new Promise((resolve) => setTimeout(resolve, 2));
    open--;
    return { content: `page ${page}` };
  }, { concurrency });
  const { pages } = await lode.extractBytes(scannedPdf(12), {
    plugins: { ocr },
    timeout: 30_000,
  });
  assertEquals(most, concurrency);
  assertEquals(
    pages.map(({ content }) => content.trim()),
    Array.from({ length: 12 }, (_, index) => `page ${index + 1}`),
  );
});

test("without a concurrency one page is read at a time", async () => {
  let open = 0;
  let most = 0;
  const ocr = backend(async () => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 2));
    open--;
    return { content: "" };
  });
  await lode.extractBytes(scannedPdf(6), { plugins: { ocr } });
  assertEquals(most, 1);
});

test("the backend of the call comes before a registered one", async () => {
  lode.registerOcrBackend(backend(() => ({ content: "registered" }), { name: "of everybody" }));
  try {
    assertStringIncludes((await lode.extractFile(SCAN)).content, "registered");
    const ocr = backend(() => ({ content: "of this call" }));
    assertStringIncludes(
      (await lode.extractFile(SCAN, { plugins: { ocr } })).content,
      "of this call",
    );
  } finally {
    lode.clearOcrBackends();
  }
});

test("the first registered backend that knows the language is taken, or the one that is named", async () => {
  lode.registerOcrBackend(backend(() => ({ content: "english" }), { name: "a", languages: ["eng"] }));
  lode.registerOcrBackend(backend(() => ({ content: "german" }), { name: "b", languages: ["deu"] }));
  lode.registerOcrBackend(backend(() => ({ content: "anything" }), { name: "c" }));
  try {
    assertEquals(lode.listOcrBackends(), ["a", "b", "c"]);
    assertStringIncludes((await lode.extractFile(SCAN, { ocr: { language: "deu" } })).content, "german");
    assertStringIncludes((await lode.extractFile(SCAN, { ocr: { language: "fra" } })).content, "anything");
    assertStringIncludes((await lode.extractFile(SCAN, { ocr: { backend: "c" } })).content, "anything");
    await assertRejects(() => lode.extractFile(SCAN, { ocr: { backend: "d" } }), lode.InvalidOptionsError, "(a, b, c)");
    assertEquals([lode.unregisterOcrBackend("b"), lode.unregisterOcrBackend("b")], [true, false]);
    assertEquals(lode.listOcrBackends(), ["a", "c"]);
  } finally {
    lode.clearOcrBackends();
  }
  assertEquals(lode.listOcrBackends(), []);
});

test("a backend without a name or a function is refused", () => {
  assertThrows(
    () => lode.registerOcrBackend(backend(() => null, { name: "" })),
    lode.InvalidOptionsError,
    "a plugin with a name",
  );
  const wrong = { name: "fake" } as unknown as OcrBackend;
  assertThrows(() => lode.registerOcrBackend(wrong), lode.InvalidOptionsError, "processImage");
});

for (const object of [new RangeError("no ink"), { reason: "no ink" }, "no ink", undefined, null]) {
  const what = object instanceof Error ? "an error" : JSON.stringify(object) ?? "undefined";
  test(`a backend that throws ${what}: PluginError, the very object its cause`, async () => {
    const ocr = backend(() => {
      throw object;
    });
    const error = await assertRejects(
      () => lode.extractFile(SCAN, { plugins: { ocr } }),
      lode.PluginError,
      'OCR backend "fake"',
    );
    assertEquals([error.code, "cause" in error], ["PLUGIN", true]);
    assertStrictEquals(error.cause, object);
    assertStrictEquals(
      (thrown(() => lode.extractFileSync(SCAN, { plugins: { ocr } })) as Error).cause,
      object,
    );
  });

  test(`a backend that rejects with ${what}: PluginError, the very object its cause`, async () => {
    const ocr = backend(() => Promise.reject(object));
    const error = await assertRejects(
      () => lode.extractFile(SCAN, { plugins: { ocr } }),
      lode.PluginError,
    );
    assertStrictEquals(error.cause, object);
  });
}

test("one of several open pages that fails ends the job with its own error", async () => {
  const cause = new Error("page 2");
  const ocr = backend(({ page }) => page === 2 ? Promise.reject(cause) : never(), { concurrency: 2 });
  const error = await assertRejects(
    () => lode.extractFile(SCAN, { plugins: { ocr }, timeout: 30_000 }),
    lode.PluginError,
  );
  assertStrictEquals(error.cause, cause);
});

for (const answer of [undefined, null, 42, "text", {}, { content: 7 }, { content: "x", words: "y" }, []]) {
  test(`a backend that answers ${JSON.stringify(answer) ?? "undefined"}: TypeConversionError that names it`, async () => {
    for (const ocr of [backend(() => answer), backend(() => Promise.resolve(answer))]) {
      const error = await assertRejects(
        () => lode.extractFile(SCAN, { plugins: { ocr } }),
        lode.TypeConversionError,
      );
      assertStringIncludes(error.message, "fake");
      assertEquals(error.code, "TYPE_CONVERSION");
    }
  });
}

test("a backend that never answers ends with the timeout", async () => {
  const ocr = backend(() => never());
  const error = await assertRejects(
    () => lode.extractFile(SCAN, { plugins: { ocr }, timeout: 50 }),
    lode.LimitError,
  );
  assertEquals(error.code, "TIMEOUT");
});

test("an answer that comes after the timeout is ignored", async () => {
  const late = Promise.withResolvers<OcrResult>();
  const ocr = backend(() => late.promise);
  await assertRejects(
    () => lode.extractFile(SCAN, { plugins: { ocr }, timeout: 50 }),
    lode.LimitError,
  );
  late.resolve({ content: "late" });
  assertStringIncludes(
    (await lode.extractBytes(bytes("still at work"), { mimeType: "text/plain" })).content,
    "still at work",
  );
});

test("of a thenable that answers twice the first answer counts", async () => {
  const ocr = backend(() => ({
    then(resolve: (result: OcrResult) => void): void {
      resolve({ content: "first" });
      resolve({ content: "second" });
    },
  }));
  const { content } = await lode.extractBytes(scannedPdf(1), { plugins: { ocr } });
  assertEquals(content.trim(), "first");
});

test("a backend may extract files itself, waiting or not", async () => {
  const inner = bytes("from inside");
  const options = { mimeType: "text/plain" };
  const later = backend(async () => ({ content: (await lode.extractBytes(inner, options)).content }));
  assertStringIncludes(
    (await lode.extractFile(SCAN, { plugins: { ocr: later } })).content,
    "from inside",
  );
  const now = backend(() => ({ content: lode.extractBytesSync(inner, options).content }));
  assertStringIncludes(
    (await lode.extractFile(SCAN, { plugins: { ocr: now } })).content,
    "from inside",
  );
  assertStringIncludes(
    lode.extractFileSync(SCAN, { plugins: { ocr: now } }).content,
    "from inside",
  );
});

test("a backend may call itself through another extraction", () => {
  const inner = backend(() => ({ content: "innermost" }));
  const outer = backend(() => ({
    content: lode.extractBytesSync(scannedPdf(2), { plugins: { ocr: inner } }).content,
  }));
  assertStringIncludes(lode.extractFileSync(SCAN, { plugins: { ocr: outer } }).content, "innermost");
});

test("an asynchronous backend in a synchronous call: PluginError that names it and the call to use", () => {
  const ocr = backend(() => Promise.reject(new Error("nobody hears this")));
  const error = thrown(() => lode.extractFileSync(SCAN, { plugins: { ocr } }));
  assertInstanceOf(error, lode.PluginError);
  assertEquals(error.code, "PLUGIN_ASYNC");
  assertStringIncludes(error.message, '"fake"');
  assertStringIncludes(error.message, "use extractFile");
});

test("aborting while a backend reads rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = { because: "enough" };
  const ocr = backend(() => {
    controller.abort(reason);
    return never();
  });
  assertStrictEquals(
    await rejection(lode.extractFile(SCAN, { plugins: { ocr }, signal: controller.signal })),
    reason,
  );
});

test("a hundred jobs that wait for their backends do not stop others", async () => {
  const gate = Promise.withResolvers<void>();
  const ocr = backend(async () => {
    await gate.promise;
    return { content: "done" };
  });
  const waiting = Array.from(
    { length: 100 },
    () => lode.extractBytes(scannedPdf(1), { plugins: { ocr } }),
  );
  const { content } = await lode.extractBytes(bytes("not held up"), { mimeType: "text/plain" });
  assertStringIncludes(content, "not held up");
  gate.resolve();
  for (const { content } of await Promise.all(waiting)) assertEquals(content.trim(), "done");
});
