import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fixture, lode } from "./support/lode.ts";
import type { Extraction } from "../mod.ts";

// What tests/fixtures/make/archives.sh puts into each archive.
const LONG =
  "log/a-name-that-is-longer-than-the-hundred-bytes-which-the-header-of-a-tar-archive-has-for-the-name-of-a-file.txt";
const FILES = ["log/noon.txt", "log/Böte.csv", "log/unknown.bin", "log/nothing.txt", LONG];
const READ = [
  ["log/noon.txt", "text/plain", "Seven boats came in before noon."],
  ["log/Böte.csv", "text/csv", "Boat\tCrew\nAnna\t3"],
  [LONG, "text/plain", "High water at noon."],
];

function read({ attachments }: Extraction): (string | undefined)[][] {
  return attachments.map(({ name, mimeType, content }) => [name, mimeType, content.trim()]);
}

for (const name of ["log.zip", "log.tar", "log.tar.gz"]) {
  test(`${name}: its files are listed, and those that can be read are attachments`, async () => {
    const extraction = await lode.extractFile(fixture(`formats/${name}`));
    assertEquals(
      extraction.elements.map(({ type, text }) => [type, text]),
      FILES.map((file) => ["listItem", `- ${file}`]),
    );
    assertEquals(read(extraction), READ);
    const [warning, ...more] = extraction.warnings;
    assertEquals([warning?.code, more], ["ATTACHMENTS_UNREAD", []]);
    assertStringIncludes(warning?.message ?? "", "1 of the 5 files: log/unknown.bin");
  });
}

test("what is in an archive is not read where limits.archiveDepth is 0, and each file says so", async () => {
  const { attachments, warnings } = await lode.extractFile(fixture("formats/log.zip"), { limits: { archiveDepth: 0 } });
  const failed = FILES.filter((file) => file !== "log/nothing.txt");
  assertEquals(attachments, []);
  assertEquals(warnings.map(({ code, path }) => [code, path]), failed.map((file) => ["ATTACHMENT_FAILED", file]));
  const compressed = lode.extractFile(fixture("formats/log.csv.gz"), { limits: { archiveDepth: 0 } });
  assertEquals(await compressed.then(() => "", ({ code }) => code), "LIMIT_ARCHIVE_DEPTH");
});

test("a message of Outlook has sender, recipients and date, and what is attached to it is read", async () => {
  // tests/fixtures/make/outlook.py writes it, and another reader of such messages reads the same out of it.
  const { metadata, content, attachments, warnings } = await lode.extractBytes(
    readFileSync(fixture("formats/log.msg")),
  );
  assertEquals([metadata.from, metadata.to, metadata.cc], [
    "Ada Keeper <ada@example.org>",
    ["Office <office@example.org>"],
    ["Ben Pilot <ben@example.org>"],
  ]);
  assertEquals([metadata.subject, metadata.created, metadata.messageId], [
    "Harbour log",
    "2026-01-02T10:00:00Z",
    "1@example.org",
  ]);
  assertStringIncludes(content, "Seven boats came in before noon.");
  assertEquals(attachments.map(({ name, mimeType }) => [name, mimeType]), [
    ["boats.csv", "text/csv"],
    ["Tide table", "application/vnd.ms-outlook"],
  ]);
  assertStringIncludes(attachments[1]?.content ?? "", "High water at noon.");
  assertEquals(warnings, []);
});
