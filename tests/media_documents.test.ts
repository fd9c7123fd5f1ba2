import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { command, ENTRY, run } from "./support/process.ts";
import { fixture, lode } from "./support/lode.ts";

const media = (name: string) => fixture(`media/${name}`);

test("subtitles are the content, chapters its headings, and both say when", async () => {
  const { content, elements, mimeType } = await lode.extractFile(media("film.mp4"), { outputFormat: "markdown" });
  assertEquals(mimeType, "video/mp4");
  assertEquals(content, "## Dusk\n\nThe lighthouse at dusk\n\n## Night\n\nwaves");
  // As tests/fixtures/make/media.sh has them.
  const times = elements.map(({ type, startTime, endTime }) => [
    type,
    ...[startTime, endTime].map((time) => Math.round((time ?? NaN) * 1000)),
  ]);
  assertEquals(times, [["heading", 0, 400], ["paragraph", 100, 500], ["heading", 400, 1000], ["paragraph", 600, 900]]);
});

test("tags of a media file are its metadata", async () => {
  const { metadata } = await lode.extractFile(media("film.mp4"));
  assertEquals([metadata.title, metadata.authors, metadata.language], ["The lighthouse", ["Lode"], "eng"]);
  assertEquals([metadata.width, metadata.height, Math.round((metadata.duration ?? 0) * 10)], [96, 64, 10]);
  const album = await lode.extractFile(media("album.mp3"));
  assertEquals(album.metadata.tags.find(({ name }) => name === "album")?.value, "Tides");
  assertEquals([album.metadata.title, album.metadata.subject], ["Ebb", "Shanty"]);
});

test("subtitles that players do not show by themselves are attachments with a language", async () => {
  const { content, attachments } = await lode.extractFile(media("subtitles.mkv"));
  assertEquals(content, "The boats leave");
  const others = attachments.map(({ content, metadata, mimeType }) => [content, metadata.language, mimeType]);
  assertEquals(others, [
    ["Die Boote fahren aus", "ger", "application/x-subrip"],
    ["Les bateaux\npartent", "fre", "text/x-ssa"],
  ]);
  assertEquals(attachments[1]?.metadata.title, "Commentary");
});

test("a file without subtitles is described, with its lyrics", async () => {
  const { content, elements } = await lode.extractFile(media("album.mp3"));
  for (const part of ["Ebb", "mp3, 44.1 kHz, mono", "artist: Lode", "The tide goes out\nand comes again"]) {
    assertStringIncludes(content, part);
  }
  assertEquals(elements[0]?.type, "title");
});

test("the cover of an album comes with the pictures", async () => {
  const { images } = await lode.extractFile(media("album.mp3"), { images: true });
  assertEquals(images.map(({ mimeType, width, height, description }) => [mimeType, width, height, description]), [
    ["image/png", 16, 16, "Cover (front)"],
  ]);
  assertEquals([...(images[0]?.data ?? [])].slice(1, 4), [..."PNG"].map((letter) => letter.charCodeAt(0)));
  assertEquals((await lode.extractFile(media("album.mp3"))).images, []);
});

test("bytes, a file and a synchronous call give the same, and the text is enriched", async () => {
  const bytes = new Uint8Array(await readFile(media("film.mp4")));
  const contents = [
    await lode.extractBytes(bytes),
    lode.extractBytesSync(bytes, { mimeType: "video/mp4" }),
    lode.extractFileSync(media("film.mp4")),
    await lode.extractBytes(bytes.slice(), { transfer: true }),
  ].map(({ content }) => content);
  assertEquals(new Set(contents).size, 1);
  const { chunks, keywords } = await lode.extractFile(media("film.mp4"), {
    chunking: { maxCharacters: 30 },
    keywords: { algorithm: "yake" },
  });
  assert(chunks.length > 1 && keywords.length > 0);
});

test("sound that is attached to a mail is an attachment of it", async () => {
  const body = Buffer.from(await readFile(media("album.mp3"))).toString("base64");
  const mail =
    `From: a@example.org\r\nSubject: Song\r\nMIME-Version: 1.0\r\nContent-Type: audio/mpeg; name="ebb.mp3"\r\n` +
    `Content-Disposition: attachment; filename="ebb.mp3"\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`;
  const { attachments } = await lode.extractBytes(new TextEncoder().encode(mail), { mimeType: "message/rfc822" });
  assertEquals(attachments.map(({ name, mimeType, metadata }) => [name, mimeType, metadata.title]), [
    ["ebb.mp3", "audio/mpeg", "Ebb"],
  ]);
});

test("a damaged media file is a MediaError, and one that breaks off a warning", async () => {
  const path = media("truncated-without-index.mp4");
  const error = await lode.extractFile(path).catch((error: unknown) => error);
  assert(error instanceof lode.MediaError && error.path === path, `${error}`);
});

test("without FFmpeg the error says how to get it", async () => {
  const body = `import * as lode from ${JSON.stringify(ENTRY)};
    const error = await lode.extractFile(${JSON.stringify(media("film.mp4"))}).catch((error) => error);
    console.log(error instanceof lode.LibraryLoadError, error.message);
    console.log((await lode.extractFile(${JSON.stringify(fixture("report.pdf"))})).pages.length);`;
  const url = `data:text/javascript,${encodeURIComponent(body)}`;
  const { stdout } = await run([...command(), url], { LODE_FFMPEG: "/nonexistent" });
  assertStringIncludes(stdout, "true");
  assertStringIncludes(stdout, "cargo xtask ffmpeg");
  assert(stdout.trim().endsWith("2"), stdout);
});
