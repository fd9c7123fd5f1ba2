import { test } from "node:test";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { progressBar } from "../src/cli/progress.ts";
import { command, type Ended, ROOT, run } from "./support/process.ts";
import { inFolder } from "./support/folders.ts";
import { fixture, lode } from "./support/lode.ts";

const REPORT = fixture("report.pdf");

function cli(...args: string[]): Promise<Ended> {
  return run([...command(), `${ROOT}cli.ts`, ...args]);
}

test("extract prints the text", async () => {
  const { code, stdout, stderr } = await cli("extract", REPORT);
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(stdout, "412 ships passed the lighthouse");
});

test("extract --json prints one document a line, in the order of the files", async () => {
  const { code, stdout } = await cli("extract", "--json", "--pages", "2", REPORT, fixture("scan.png"), REPORT);
  const documents = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(code, 0);
  assertEquals(documents.map(({ file }) => file), [REPORT, fixture("scan.png"), REPORT]);
  assertStringIncludes(documents[0].content, "This page follows the first");
});

test("extract --format writes Markdown", async () => {
  const { stdout } = await cli("extract", "--format", "markdown", REPORT);
  assertStringIncludes(stdout, "# ");
});

test("a file that cannot be read: exit code 1, the error on standard error, the others on standard output", async () => {
  const { code, stdout, stderr } = await cli("extract", "no/such/file.pdf", REPORT);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "lode: no/such/file.pdf: NOT_FOUND: no file at no/such/file.pdf");
  assertStringIncludes(stdout, "412 ships");
  assert(!stdout.includes("NOT_FOUND"));
});

test("extract --output writes a file, or a folder for several", () =>
  inFolder(async (folder) => {
    const file = join(folder, "report.txt");
    assertEquals((await cli("extract", "-o", file, REPORT)).stdout, "");
    assertStringIncludes(readFileSync(file, "utf8"), "412 ships");
    const out = join(folder, "out");
    assertEquals((await cli("extract", "--format", "html", "--output", out, REPORT, fixture("scan.png"))).code, 0);
    assertEquals(readdirSync(out).toSorted(), ["report.pdf.html", "scan.png.html"]);
  }));

test("files of the same name in different folders do not overwrite each other", () =>
  inFolder(async (folder) => {
    const inputs = await Promise.all(["a", "b"].map((name) => {
      const sub = mkdtempSync(join(folder, name));
      writeFileSync(join(sub, "same.txt"), `text ${name}`);
      return join(sub, "same.txt");
    }));
    const out = join(folder, "out");
    assertEquals((await cli("extract", "--output", out, ...inputs)).code, 0);
    const written = readdirSync(out).map((name) => readFileSync(join(out, name), "utf8").trim());
    assertEquals(written.toSorted(), ["text a", "text b"]);
  }));

test("extract takes the password, and asks for it with exit code 1", async () => {
  const path = fixture("report-encrypted.pdf");
  const { code, stderr } = await cli("extract", path);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "PASSWORD_REQUIRED");
  assertStringIncludes((await cli("extract", "--password", "open-sesame", path)).stdout, "412 ships");
});

test("scanned pages are read with tesseract.js where that is installed", async () => {
  const { code, stdout } = await cli("extract", fixture("scan.pdf"));
  assertEquals(code, 0);
  assertStringIncludes(stdout, "seven white horses");
});

test("--ocr never leaves scanned pages unread", async () => {
  const { code, stdout } = await cli("extract", "--ocr", "never", fixture("scan.pdf"));
  assertEquals([code, stdout.trim()], [0, ""]);
});

for (
  const [what, args] of [
    ["no command", []],
    ["an unknown command", ["extrakt", REPORT]],
    ["no files", ["extract"]],
    ["an unknown option", ["extract", "--frmat", "text", REPORT]],
    ["a format that is none", ["extract", "--format", "pdf", REPORT]],
    ["a mode that is none", ["extract", "--ocr", "sometimes", REPORT]],
    ["pages that are none", ["extract", "--pages", "x", REPORT]],
    ["a number that is none", ["render", "--dpi", "high", REPORT]],
    ["two files to render", ["render", REPORT, REPORT]],
  ] as const
) {
  test(`${what}: exit code 2, and the usage on standard error`, async () => {
    const { code, stdout, stderr } = await cli(...args);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, "Usage: lode COMMAND");
  });
}

test("render writes the pages as PNG files and prints their names", () =>
  inFolder(async (folder) => {
    const { code, stdout } = await cli("render", "--dpi", "30", "-o", folder, REPORT);
    assertEquals([code, stdout.trim().split("\n")], [
      0,
      ["page-1.png", "page-2.png"].map((name) => join(folder, name)),
    ]);
    assertEquals(readFileSync(join(folder, "page-2.png")).subarray(1, 4).toString(), "PNG");
  }));

test("render of what has no pages: exit code 1", async () => {
  const { code, stderr } = await cli("render", `${ROOT}deno.json`);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "UNSUPPORTED_FORMAT");
});

test("formats lists every format, as text and as JSON", async () => {
  const { code, stdout } = await cli("formats");
  assertEquals([code, stdout.trim().split("\n").length], [0, lode.supportedFormats().length]);
  assertEquals(JSON.parse((await cli("formats", "--json")).stdout), lode.supportedFormats());
});

test("extract --models asks a module about sound", async () => {
  await inFolder(async (folder) => {
    writeFileSync(join(folder, "speech.js"), "export const transcribe = () => 'a tone';");
    const models = join(folder, "speech.js");
    assertEquals(await cli("extract", fixture("media/tone.flac"), "--models", models), {
      code: 0,
      stdout: "a tone\n",
      stderr: "",
    });
    const { code, stderr } = await cli("extract", fixture("media/tone.flac"), "--models", join(folder, "none.js"));
    assertEquals(code, 1);
    assertStringIncludes(stderr, "none.js: not there");
  });
});

test("doctor tells which library was loaded, and exits with 1 where there is none", async () => {
  const { code, stdout } = await cli("doctor");
  assertEquals(code, 0);
  assertStringIncludes(stdout, lode.version());
  assertStringIncludes(stdout, lode.detectSimd().bestLevel);
  assertStringIncludes(stdout, "gpu ");
  const ill = await run([...command(), `${ROOT}cli.ts`, "doctor", "--json"], { LODE_LIBRARY: REPORT });
  assertEquals(ill.code, 1);
  const report = JSON.parse(ill.stdout);
  assertStringIncludes(report.problem, "cannot load");
  assertEquals(report.library.map(({ source }: { source: string }) => source), ["LODE_LIBRARY"]);
});

test("--version and --help print and exit with 0", async () => {
  assertEquals(await cli("--version"), { code: 0, stdout: `${lode.version()}\n`, stderr: "" });
  for (const args of [["--help"], ["extract", "--help"]]) {
    const { code, stdout } = await cli(...args);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "Usage: lode COMMAND");
  }
});

test("a progress bar is drawn on a terminal, fills up, and is taken away", () => {
  const { isTTY, write } = process.stderr;
  let drawn = "";
  try {
    process.stderr.isTTY = true;
    process.stderr.write = (text: string | Uint8Array) => {
      drawn += String(text);
      return true;
    };
    const bar = progressBar(2);
    bar.step();
    bar.step();
    bar.end();
    progressBar(1).step();
  } finally {
    process.stderr.isTTY = isTTY;
    process.stderr.write = write;
  }
  const [nothing, half, whole, gone] = drawn.split("\r");
  assertEquals([nothing, half, whole], ["", `${"█".repeat(15)}${"░".repeat(15)} 1/2 `, `${"█".repeat(30)} 2/2 `]);
  assertEquals(gone, "\x1b[K");
});
