/** Input made to harm: a typed error that says where, soon, or what can be read without harm. @module */

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { bytes, pdf, zip } from "./support/inputs.ts";
import type * as Lode from "../mod.ts";
import { lode } from "./support/lode.ts";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Extracting must fail within this many milliseconds, on a busy machine too. */
const SOON = 20_000;

function failure(input: Uint8Array, mimeType: string): Promise<Lode.LodeError> {
  return assertRejects(() => lode.extractBytes(input, { mimeType, timeout: SOON }), lode.LodeError);
}

function docx(body: string, more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  const types = '<Types><Default Extension="xml" ContentType="application/xml"/></Types>';
  return zip({ "[Content_Types].xml": types, "word/document.xml": body, ...more });
}

const PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>";

test("a page tree that leads only to itself is a ParseError", async () => {
  const circular = pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"]);
  const error = await failure(circular, "application/pdf");
  assertInstanceOf(error, lode.ParseError);
});

test("a page tree that leads to itself and to a page gives that page", async () => {
  const circular = pdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R 2 0 R] >>",
    PAGE,
  ]);
  assertEquals((await lode.extractBytes(circular, { mimeType: "application/pdf" })).pages.length, 1);
});

test("a page tree of 100,000 pages is a LimitError, flat or nested", async () => {
  const kids = "3 0 R ".repeat(100);
  const flat = pdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count 100000 /Kids [${kids.repeat(1000)}] >>`,
    PAGE,
  ]);
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>"];
  const nodes = Array.from({ length: 1000 }, (_, index) => `${index + 3} 0 R`);
  objects.push(`<< /Type /Pages /Count 100000 /Kids [${nodes.join(" ")}] >>`);
  for (let node = 0; node < 1000; node++) {
    const pages = Array.from({ length: 100 }, (_, index) => `${1003 + node * 100 + index} 0 R`);
    objects.push(`<< /Type /Pages /Parent 2 0 R /Count 100 /Kids [${pages.join(" ")}] >>`);
  }
  for (let page = 0; page < 100_000; page++) {
    objects.push(`<< /Type /Page /Parent ${3 + Math.floor(page / 100)} 0 R >>`);
  }
  const error = await failure(pdf(objects), "application/pdf");
  assertEquals([error.name, error.code], ["LimitError", "LIMIT_PAGES"]);
  // The same page over and over is one page, or too many: nothing in between, and no hang.
  const outcome = await lode.extractBytes(flat, { mimeType: "application/pdf", timeout: SOON }).catch((error) => error);
  assert(outcome instanceof lode.LimitError || (outcome as Lode.Extraction).pages.length >= 1);
});

test("a page tree nested 100,000 deep is a LodeError or what can be found", async () => {
  const depth = 100_000;
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>"];
  for (let node = 0; node < depth; node++) objects.push(`<< /Type /Pages /Count 1 /Kids [${node + 3} 0 R] >>`);
  objects.push("<< /Type /Page /MediaBox [0 0 9 9] >>");
  const outcome = await lode.extractBytes(pdf(objects), { mimeType: "application/pdf", timeout: SOON }).catch((e) => e);
  assert(outcome instanceof lode.LodeError || (outcome as Lode.Extraction).pages.length === 1);
});

test("a ZIP bomb is a LimitError that names its part", async () => {
  const error = await failure(docx("x".repeat(64 << 20)), DOCX);
  assertEquals([error.name, error.code, error.path], ["LimitError", "LIMIT_COMPRESSION_RATIO", "word/document.xml"]);
});

test("an XML entity bomb is neither expanded nor a hang", async () => {
  const entities = Array.from({ length: 30 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`);
  const type = `<!DOCTYPE a [<!ENTITY e0 "lol">${entities.join("")}]>`;
  const { content } = await lode.extractBytes(bytes(`${type}<a>&e30;</a>`), { mimeType: "application/xml" });
  assert(content.length < 1000, `${content.length}`);
  const body = `${type}<w:document><w:body><w:p><w:r><w:t>&e30;</w:t></w:r></w:p></w:body></w:document>`;
  const text = await lode.extractBytes(docx(body), { mimeType: DOCX }).then(({ content }) => content, (error) => {
    assertInstanceOf(error, lode.ParseError);
    return "";
  });
  assert(text.length < 1000, `${text.length}`);
});

for (
  const [mimeType, input] of [
    ["application/json", "[".repeat(100_000)],
    ["application/xml", "<a>".repeat(100_000)],
    ["application/rtf", `{\\rtf1 ${"{".repeat(100_000)}`],
  ] as const
) {
  test(`${mimeType} nested 100,000 deep is a LimitError or a ParseError with its place`, async () => {
    const error = await failure(bytes(input), mimeType);
    assert(error instanceof lode.LimitError || error instanceof lode.ParseError, error.name);
    assert(error.offset !== undefined || error.line !== undefined, error.message);
  });
}

test("a word processor's tables nested 100,000 deep are a LimitError with part and offset", async () => {
  const body = `<w:document><w:body>${"<w:tbl><w:tr><w:tc>".repeat(100_000)}`;
  const error = await failure(docx(body), DOCX);
  assertEquals([error.name, error.code, error.path], ["LimitError", "LIMIT_NESTING_DEPTH", "word/document.xml"]);
  assert(error.offset !== undefined);
});

test("HTML nested 100,000 deep is read, flattened", async () => {
  const { content, warnings } = await lode.extractBytes(bytes(`${"<div>".repeat(100_000)}deep`), {
    mimeType: "text/html",
  });
  assertEquals([content.trim(), warnings.length], ["deep", 1]);
});

test("cells at A1 and XFD1048576 are a LimitError", async () => {
  const workbook = zip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml":
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>',
  });
  const error = await failure(workbook, XLSX);
  assertEquals([error.name, error.code], ["LimitError", "LIMIT_TABLE_CELLS"]);
});

test("a compound file whose directory leads in a circle ends", async () => {
  const circle = new Uint8Array(166);
  circle.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  await assertRejects(() => lode.extractBytes(circle, { timeout: SOON }), lode.LodeError);
});
