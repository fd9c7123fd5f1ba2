import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { fixture, lode } from "./support/lode.ts";

// Expected words: hand-written in tests/fixtures/make/report.ms.
const REPORT = fixture("report.pdf");

test("a PDF's text comes out", async () => {
  const { content, mimeType, pages } = await lode.extractFile(REPORT);
  assertStringIncludes(content, "412 ships passed the lighthouse");
  assertEquals(mimeType, "application/pdf");
  assertEquals(pages.map(({ number }) => number), [1, 2]);
  assertStringIncludes(pages[1]?.content ?? "", "This page follows the first");
});

test("the synchronous call gives what the asynchronous one gives", async () => {
  const { stats: _, ...later } = await lode.extractFile(REPORT);
  const { stats: __, ...now } = lode.extractFileSync(REPORT);
  assertEquals(JSON.parse(JSON.stringify(now)), JSON.parse(JSON.stringify(later)));
});

test("bytes give what the file gives, copied, transferred and in place", async () => {
  const { content } = await lode.extractFile(REPORT);
  const bytes = new Uint8Array(await readFile(REPORT));
  assertEquals((await lode.extractBytes(bytes)).content, content);
  assertEquals(lode.extractBytesSync(bytes).content, content);
  assertEquals(lode.extractBytesSync(bytes.slice().buffer).content, content);
  assertEquals((await lode.extractBytes(bytes.slice(), { transfer: true })).content, content);
});

test("blobs, responses and streams are read to their end", async () => {
  const text = "# Title\n\nBody";
  const options = { mimeType: "text/markdown" };
  for (const input of [new Blob([text]), new Response(text), new Blob([text]).stream()]) {
    assertStringIncludes((await lode.extractBytes(input, options)).content, "Body");
  }
});

test("a transferred buffer is detached from the caller", async () => {
  const bytes = new Uint8Array(await readFile(REPORT)).slice();
  const running = lode.extractBytes(bytes, { transfer: true });
  await Promise.resolve();
  await running;
  assertEquals(bytes.byteLength, 0);
});

test("an empty input is a typed error", async () => {
  await assertRejects(() => lode.extractBytes(new Uint8Array(0)), lode.LodeError);
  assertThrows(() => lode.extractBytesSync(new Uint8Array(0)), lode.LodeError);
});

test("a file URL is a path", async () => {
  const url = new URL("./fixtures/report.pdf", import.meta.url);
  assertStringIncludes((await lode.extractFile(url)).content, "lighthouse");
});

test("an extraction survives JSON, structuredClone and destructuring", async () => {
  const extraction = await lode.extractFile(REPORT);
  const copy = structuredClone(extraction);
  assertEquals(JSON.parse(JSON.stringify(copy)), JSON.parse(JSON.stringify(extraction)));
  const { content } = { ...extraction };
  assertEquals(content, copy.content);
});

test("a missing file is NOT_FOUND and names the path", async () => {
  const error = await assertRejects(() => lode.extractFile("no/such/file.pdf"), lode.IoError);
  assertEquals([error.code, error.path], ["NOT_FOUND", "no/such/file.pdf"]);
});

test("a folder is an IoError that says so", async () => {
  await assertRejects(() => lode.extractFile(fixture("")), lode.IoError, "folder");
});

test("the stack of a late error points at the caller", async () => {
  async function theCaller(): Promise<void> {
    await lode.extractFile("no/such/file.pdf");
  }
  const error = await assertRejects(theCaller, lode.IoError);
  assertStringIncludes(error.stack ?? "", "theCaller");
});

test("an encrypted Word document asks for its password, refuses a wrong one, opens with the right one", async () => {
  const path = fixture("encrypted.docx");
  const required = await assertRejects(() => lode.extractFile(path), lode.EncryptedError);
  assertEquals(required.code, "PASSWORD_REQUIRED");
  const wrong = await assertRejects(() => lode.extractFile(path, { password: "wrong" }), lode.EncryptedError);
  assertEquals(wrong.code, "PASSWORD_WRONG");
  const { content, metadata } = await lode.extractFile(path, { password: "öffne dich" });
  assertStringIncludes(content, "Seven boats came in before noon.");
  assertEquals(metadata.encrypted, true);
});

test("encrypted files of Office 97-2003 and OpenDocument ask for their password, refuse a wrong one, open with the right one", async () => {
  const sentence = "Seven boats came in before noon.";
  for (
    const [file, password, text] of [
      ["encrypted-rc4.doc", "öffne dich", sentence],
      ["encrypted-cryptoapi.doc", "öffne dich", sentence],
      ["encrypted-xor.doc", "sesame", sentence],
      ["encrypted-rc4.xls", "öffne dich", "Anna"],
      ["encrypted-cryptoapi.xls", "öffne dich", "Anna"],
      ["encrypted-xor.xls", "sesame", "Anna"],
      ["encrypted-cryptoapi.ppt", "öffne dich", sentence],
      ["encrypted.odt", "öffne dich", sentence],
      ["encrypted.odp", "öffne dich", "Harbour log"],
      ["encrypted.ods", "öffne dich", "Anna"],
    ] as const
  ) {
    const path = fixture(file);
    const required = await assertRejects(() => lode.extractFile(path), lode.EncryptedError);
    assertEquals([file, required.code], [file, "PASSWORD_REQUIRED"]);
    const wrong = await assertRejects(() => lode.extractFile(path, { password: "wrong" }), lode.EncryptedError);
    assertEquals([file, wrong.code], [file, "PASSWORD_WRONG"]);
    const { content, metadata } = await lode.extractFile(path, { password: ["wrong", password] });
    assertStringIncludes(content, text);
    assertEquals(metadata.encrypted, true);
  }
});

test("an encrypted PDF asks for its password, refuses a wrong one, opens with the right one", async () => {
  const path = fixture("report-encrypted.pdf");
  const missing = await assertRejects(() => lode.extractFile(path), lode.EncryptedError);
  assertEquals(missing.code, "PASSWORD_REQUIRED");
  const wrong = await assertRejects(() => lode.extractFile(path, { password: "guess" }), lode.EncryptedError);
  assertEquals(wrong.code, "PASSWORD_WRONG");
  const { content } = await lode.extractFile(path, { password: ["guess", "open-sesame"] });
  assertStringIncludes(content, "412 ships");
});

test("many calls at once keep their results apart", async () => {
  const texts = Array.from({ length: 200 }, (_, index) => `number ${index}`);
  const results = await Promise.all(
    texts.map((text) => lode.extractBytes(new TextEncoder().encode(text), { mimeType: "text/plain" })),
  );
  assertEquals(results.map(({ content }) => content), texts);
});

test("only the pages asked for are read", async () => {
  const { content, pages } = await lode.extractFile(REPORT, { pages: "2" });
  assertEquals(pages.map(({ number }) => number), [2]);
  assert(!content.includes("412 ships") && content.includes("This page follows"));
});

test("LodeError is the base of every error, with the class's name", async () => {
  const error = await assertRejects(() => lode.extractFile("no/such/file.pdf"), lode.LodeError);
  assertInstanceOf(error, lode.IoError);
  assertEquals(error.name, "IoError");
});
