import { test } from "node:test";
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { fixture, lode } from "./support/lode.ts";

const REPORT = fixture("report.pdf");

/** Options that a type checker would refuse. */
function wrong(options: unknown): Parameters<typeof lode.extractFile>[1] {
  return options as Parameters<typeof lode.extractFile>[1];
}

async function refusal(options: unknown): Promise<string> {
  const error = await assertRejects(() => lode.extractFile(REPORT, wrong(options)), lode.InvalidOptionsError);
  assertEquals(error.code, "INVALID_OPTIONS");
  return error.message;
}

test("an unknown option is named, with those there are", async () => {
  const message = await refusal({ outputFormt: "text" });
  assertStringIncludes(message, "outputFormt");
  assertStringIncludes(message, "outputFormat");
});

test("an option of the wrong type names its path, what was expected and what came", async () => {
  const message = await refusal({ ocr: { dpi: "high" } });
  assertStringIncludes(message, "options.ocr.dpi");
  assertStringIncludes(message, '"high"');
});

test("an option out of range names its path", async () => {
  assertStringIncludes(await refusal({ pages: "3-1" }), "options.pages");
  assertStringIncludes(await refusal({ limits: { pages: -1 } }), "options.limits.pages");
});

test("signal, timeout and onProgress are checked where they are used", async () => {
  assertStringIncludes(await refusal({ signal: "now" }), "options.signal: expected an AbortSignal");
  assertStringIncludes(await refusal({ timeout: -1 }), "options.timeout");
  assertStringIncludes(await refusal({ onProgress: true }), "options.onProgress: expected a function");
});

test("options that are no object are refused", async () => {
  assertStringIncludes(await refusal("fast"), 'expected an object, got "fast"');
  assertStringIncludes(await refusal([]), "expected an object");
});

test("a path that is none is refused", () => {
  assertThrows(() => lode.extractFileSync(42 as unknown as string), lode.InvalidOptionsError, "got 42");
  assertThrows(() => lode.extractFileSync(new URL("http://example.com/")), lode.InvalidOptionsError, "file: URL");
});

test("no limit is false or Infinity", async () => {
  for (const pages of [false, Infinity] as const) {
    assertEquals((await lode.extractFile(REPORT, { limits: { pages } })).pages.length, 2);
  }
  const error = await assertRejects(() => lode.extractFile(REPORT, { limits: { pages: 1 } }), lode.LimitError);
  assertEquals(error.code, "LIMIT_PAGES");
});

test("undefined options are absent ones", async () => {
  const { pages } = await lode.extractFile(REPORT, { pages: undefined, password: undefined, timeout: undefined });
  assertEquals(pages.length, 2);
});
