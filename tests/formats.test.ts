import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { bytes } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import type { Extraction, OutputFormat } from "../mod.ts";

/** A file of one format, and what it says. */
interface Sample {
  /** The format, as `supportedFormats` names it. */
  readonly format: string;
  /** A fixture, or the bytes themselves. */
  readonly input: string | Uint8Array;
  /** Texts that the content has in every output format. */
  readonly says: readonly string[];
  /** The heading, and the table, where there is one. */
  readonly heading?: string;
  readonly table?: readonly (readonly string[])[];
}

const SENTENCE = "Seven boats came in before noon.";
const TABLE = [["Boat", "Crew"], ["Anna", "3"]];
const DOCUMENT = { says: [SENTENCE, "Anna"], heading: "Harbour log", table: TABLE };
const WORKBOOK = { says: ["Boat", "Crew", "Anna", "3"], table: TABLE };

const HTML = `<!DOCTYPE html><html><head><title>Log</title></head><body><h1>Harbour log</h1><p>${SENTENCE}</p>
<table><tr><th>Boat</th><th>Crew</th></tr><tr><td>Anna</td><td>3</td></tr></table></body></html>`;
const MAIL = `From: Ada Keeper <ada@example.org>\r\nTo: office@example.org\r\nSubject: Harbour log\r\n` +
  `Date: Fri, 02 Jan 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${SENTENCE}\r\n`;

const DRAWING = `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.graphics"><office:body><office:drawing><draw:page><draw:frame><draw:text-box>
 <text:p>${SENTENCE}</text:p></draw:text-box></draw:frame></draw:page></office:drawing></office:body></office:document>`;
const NOTEBOOK = {
  nbformat: 4,
  metadata: { language_info: { name: "python" } },
  cells: [
    { cell_type: "markdown", source: ["# Harbour log\n", "\n", SENTENCE] },
    { cell_type: "code", source: "log()", outputs: [{ output_type: "display_data", data: { "text/html": HTML } }] },
  ],
};

const SAMPLES: readonly Sample[] = [
  { format: "PDF", input: "report.pdf", says: ["412 ships passed the lighthouse"], heading: "Appendix" },
  { format: "Word", input: "formats/log.docx", ...DOCUMENT },
  { format: "Word 97-2003", input: "formats/log.doc", ...DOCUMENT },
  { format: "PowerPoint", input: "formats/log.pptx", says: ["Harbour log", SENTENCE] },
  {
    format: "PowerPoint 97-2003",
    input: "formats/talk.ppt",
    says: ["The bell rings", "Ystad", "On the left"],
    heading: "Tides",
    table: [["Boat and crew", "", "Port"], ["Anna", "3", "Ystad"], ["Bela", "four\nor five", ""]],
  },
  { format: "OpenDocument text", input: "formats/log.odt", ...DOCUMENT },
  { format: "OpenDocument presentation", input: "formats/log.odp", says: ["Harbour log", SENTENCE] },
  { format: "OpenDocument drawing", input: bytes(DRAWING), says: [SENTENCE] },
  { format: "Excel", input: "formats/log.xlsx", ...WORKBOOK },
  { format: "Excel 97-2003", input: "formats/log.xls", ...WORKBOOK },
  { format: "OpenDocument spreadsheet", input: "formats/log.ods", ...WORKBOOK },
  { format: "CSV", input: bytes("Boat,Crew\nAnna,3\n"), ...WORKBOOK },
  { format: "TSV", input: bytes("Boat\tCrew\nAnna\t3\n"), ...WORKBOOK },
  { format: "HTML", input: bytes(HTML), ...DOCUMENT },
  { format: "EPUB", input: "formats/log.epub", says: [SENTENCE, "Anna"] },
  { format: "RTF", input: "formats/log.rtf", says: [SENTENCE, "Anna"], table: TABLE },
  { format: "Mail", input: bytes(MAIL), says: [SENTENCE] },
  { format: "Mailbox", input: bytes(`From ada@example.org Fri Jan  2 10:00:00 2026\r\n${MAIL}`), says: [SENTENCE] },
  { format: "Outlook message", input: "formats/log.msg", says: [SENTENCE, "Ada Keeper"] },
  { format: "ZIP archive", input: "formats/log.zip", says: ["log/noon.txt", "log/Böte.csv"] },
  { format: "Tar archive", input: "formats/log.tar", says: ["log/noon.txt", "log/Böte.csv"] },
  { format: "Gzip", input: "formats/log.csv.gz", ...WORKBOOK },
  {
    format: "Markdown",
    input: bytes(`# Harbour log\n\n${SENTENCE}\n\n| Boat | Crew |\n| --- | --- |\n| Anna | 3 |\n`),
    ...DOCUMENT,
  },
  { format: "Jupyter notebook", input: bytes(JSON.stringify(NOTEBOOK)), ...DOCUMENT, says: [SENTENCE, "log()"] },
  { format: "JSON", input: bytes(JSON.stringify({ note: SENTENCE, crew: 3 })), says: [SENTENCE] },
  { format: "XML", input: bytes(`<?xml version="1.0"?><log><note>${SENTENCE}</note></log>`), says: [SENTENCE] },
  { format: "Text", input: bytes(SENTENCE), says: [SENTENCE] },
];

/** Formats without text of their own; `render.test.ts` and `ocr.test.ts` look at what they show. */
const PICTURES: Readonly<Record<string, string>> = {
  PNG: "rgb.png",
  JPEG: "rgb.jpg",
  WebP: "lossy.webp",
  TIFF: "raw.tif",
  BMP: "rgb.bmp",
  GIF: "palette.gif",
};

/** Sound and video. */
const MEDIA: Record<string, string> = {
  MP4: "film.mp4",
  "MPEG-4 audio": "tone.m4a",
  QuickTime: "mjpeg.mov",
  Matroska: "av1.mkv",
  WebM: "vp9.webm",
  AVI: "mpeg4.avi",
  "Flash video": "flv1.flv",
  "Windows Media": "tone.wma",
  "MPEG program stream": "mpeg1.mpg",
  "MPEG transport stream": "mpeg2.m2ts",
  MP3: "tone.mp3",
  AAC: "tone.aac",
  WAV: "pcm24.wav",
  "Ogg audio": "tone.opus",
  FLAC: "tone.flac",
  AIFF: "tone.aiff",
  "Core Audio": "tone.caf",
  "AC-3": "tone.ac3",
  "E-AC-3": "tone.eac3",
  "3GPP": "h263.3gp",
  DTS: "tone.dts",
  "Sun audio": "alaw.au",
};

/** Formats that no free program writes: the tests of the core build their files. */
const ELSEWHERE = ["Excel binary", "Ogg video", "AMR"];

function mimeType(format: string): string {
  const found = lode.supportedFormats().find(({ name }) => name === format);
  assert(found !== undefined, `no format ${format}`);
  return found.mimeType;
}

function extract(input: string | Uint8Array, format: string, outputFormat: OutputFormat): Promise<Extraction> {
  if (typeof input === "string") return lode.extractFile(fixture(input), { outputFormat });
  return lode.extractBytes(input, { outputFormat, mimeType: mimeType(format) });
}

test("every format that is supported has a sample here, or is tested elsewhere", () => {
  const here = [...SAMPLES.map(({ format }) => format), ...Object.keys(PICTURES), ...Object.keys(MEDIA), ...ELSEWHERE];
  assertEquals(lode.supportedFormats().map(({ name }) => name).toSorted(), here.toSorted());
});

test("the description of a format is complete", () => {
  for (const { name, mimeType, aliases, extensions, renders } of lode.supportedFormats()) {
    assert(name !== "" && /^[a-z]+\/[a-z0-9.+-]+$/.test(mimeType) && extensions.length > 0, name);
    assert(Array.isArray(aliases) && extensions.every((extension) => /^[a-z0-9]+$/.test(extension)));
    assertEquals(renders, name === "PDF" || name in PICTURES, name);
  }
});

for (const { format, input, says, heading, table } of SAMPLES) {
  test(`${format}: text, Markdown and HTML say what the file says`, async () => {
    for (const outputFormat of ["text", "markdown", "html"] as const) {
      const extraction = await extract(input, format, outputFormat);
      assertEquals([extraction.mimeType, extraction.format], [mimeType(format), outputFormat]);
      // Markdown escapes what would mean something to it; none of these texts does.
      for (const text of says) assertStringIncludes(extraction.content, text);
      if (outputFormat === "html") {
        assert(/<(p|h\d|table|li|pre|div|section)\b/.test(extraction.content), extraction.content);
      }
      if (heading !== undefined) assertHeading(extraction, heading);
      if (table !== undefined) assertEquals(extraction.tables.map(({ cells }) => cells), [table]);
    }
  });

  test(`${format}: elements are where they say in the content`, async () => {
    const { content, elements } = await extract(input, format, "text");
    assert(elements.length > 0);
    for (const { text, start, end } of elements) assertEquals(content.slice(start, end), text);
  });

  if (typeof input === "string") {
    test(`${format}: the file is told by its content`, async () => {
      const { mimeType: told } = await lode.extractBytes(readFileSync(fixture(input)));
      assertEquals([told, lode.detectMimeType(fixture(input))], [mimeType(format), mimeType(format)]);
    });
  }
}

/** Fails unless the heading is one, in the elements and as the output format writes it. */
function assertHeading({ content, elements, format }: Extraction, heading: string): void {
  const found = elements.find(({ type, text }) => (type === "heading" || type === "title") && text.includes(heading));
  assert(found !== undefined, `no heading ${heading}`);
  if (format === "markdown") assert(new RegExp(`^#+ .*${heading}`, "m").test(content), content);
  if (format === "html") assert(new RegExp(`<h\\d[^>]*>[^<]*${heading}`).test(content), content);
}

for (const [format, name] of Object.entries(MEDIA)) {
  test(`${format}: the file is told by its content, on the disk and in memory, and described`, async () => {
    const path = fixture(`media/${name}`);
    const extractions = [await lode.extractFile(path), await lode.extractBytes(readFileSync(path))];
    assertEquals(extractions.map(({ mimeType }) => mimeType), [mimeType(format), mimeType(format)]);
    for (const { content, metadata, elements } of extractions) {
      assert(content !== "" && (metadata.duration ?? 0) > 0.1);
      for (const { text, start, end } of elements) assertEquals(content.slice(start, end), text);
    }
  });
}

for (const [format, name] of Object.entries(PICTURES)) {
  test(`${format}: a picture has a size, and its pixels can be rendered`, async () => {
    const path = fixture(`pictures/${name}`);
    const { mimeType: told, metadata, warnings } = await lode.extractFile(path);
    // 32 by 16 pixels, by tests/fixtures/make/pictures.py.
    assertEquals([told, metadata.width, metadata.height], [mimeType(format), 32, 16]);
    assertEquals(warnings.map(({ code }) => code), ["OCR_NEEDED"]);
    for await (const { width, height, data } of lode.renderPages(path)) {
      assertEquals([width, height, data.length], [32, 16, 32 * 16 * 4]);
    }
  });
}

test("what nobody can tell is an UnsupportedFormatError", async () => {
  const noise = Uint8Array.from({ length: 400 }, (_, index) => (index * 89 + (index >> 3) * 31) % 256);
  try {
    await lode.extractBytes(noise);
    assert(false, "expected an error");
  } catch (error) {
    assertInstanceOf(error, lode.UnsupportedFormatError);
  }
});
