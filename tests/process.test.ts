import { test } from "node:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { command, type Ended, ENTRY, IN_DENO, LIBRARY, ROOT, run } from "./support/process.ts";
import { fixture } from "./support/lode.ts";

const REPORT = fixture("report.pdf");

/** Runs a module that has `lode` and `REPORT`, in a process of its own. */
async function script(
  body: string,
  options: { permissions?: string[]; environment?: Record<string, string> } = {},
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "lode-test-"));
  try {
    const path = join(folder, "script.mjs");
    writeFileSync(
      path,
      `import * as lode from ${JSON.stringify(ENTRY)};\nconst REPORT = ${JSON.stringify(REPORT)};\n${body}`,
    );
    return await run([...command(options.permissions), path], options.environment);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fails unless the process ended well, having printed `stdout`. */
function assertPrinted(ended: Ended, stdout: string): void {
  assertEquals([ended.code, ended.stdout.trim(), ended.stderr], [0, stdout, ""]);
}

test("a process ends by itself when its jobs are done", async () => {
  assertPrinted(await script("console.log((await lode.extractFile(REPORT)).pages.length);"), "2");
  assertPrinted(await script("console.log(lode.extractFileSync(REPORT).pages.length);"), "2");
});

test("a job that nobody awaits keeps the process alive until it is done", async () => {
  assertPrinted(await script("lode.extractFile(REPORT).then(({ pages }) => console.log(pages.length));"), "2");
});

test("jobs one after another keep the process alive", async () => {
  const body = `
    const next = (left) => lode.extractFile(REPORT).then(() => left > 0 ? next(left - 1) : console.log("done"));
    next(20);`;
  assertPrinted(await script(body), "done");
});

test("a process ends by itself after results that are copied aside", async () => {
  // A result of a megabyte and a half; the pump must not wait for the job that it comes from.
  const body = `
    const text = new TextEncoder().encode("A line of text.\\n".repeat(70_000));
    await lode.extractBytes(text, { mimeType: "text/plain" });
    console.log("done");`;
  assertPrinted(await script(body), "done");
});

test("a stream that was left, and a job that was aborted, do not keep the process alive", async () => {
  const body = `
    for await (const { page } of lode.renderPages(REPORT, { dpi: 20 })) break;
    const controller = new AbortController();
    const running = lode.extractFile(REPORT, { signal: controller.signal }).catch((reason) => console.log(reason));
    controller.abort("aborted");
    await running;`;
  assertPrinted(await script(body), "aborted");
});

test("a job that was aborted while its plugin never answers does not keep the process alive", async () => {
  const body = `
    const ocr = { name: "stuck", processImage: () => new Promise(() => {}) };
    const options = { ocr: { mode: "always" }, plugins: { ocr }, timeout: 100 };
    await lode.extractFile(REPORT, options).catch(({ code }) => console.log(code));`;
  assertPrinted(await script(body), "TIMEOUT");
});

test("process.exit in the middle of jobs ends the process with its code", async () => {
  const body = `
    for (let index = 0; index < 20; index++) void lode.extractFile(REPORT);
    process.exit(7);`;
  assertEquals((await script(`import process from "node:process";\n${body}`)).code, 7);
});

test("an error that nobody catches ends the process with code 1 and names the caller", async () => {
  const { code, stderr } = await script(
    'async function theCaller() { await lode.extractFile("no/such/file.pdf"); }\nawait theCaller();',
  );
  assertEquals(code, 1);
  assertStringIncludes(stderr, "no file at no/such/file.pdf");
  assertStringIncludes(stderr, "script.mjs");
});

test("load() takes the library from the path that it is given", async () => {
  const body = `lode.load(${
    JSON.stringify(LIBRARY)
  }); console.log(lode.loadAttempts().map(({ source, problem }) => source + problem).join());`;
  assertPrinted(await script(body), "load()undefined");
});

test("a LODE_LIBRARY that is no library: a LibraryLoadError that says what was tried", async () => {
  const body = "try { lode.version(); } catch (error) { console.log(error.name, error.code, error.message); }";
  const { stdout } = await script(body, { environment: { LODE_LIBRARY: REPORT } });
  assertStringIncludes(stdout, "LibraryLoadError LIBRARY_LOAD cannot load Lode's native library");
  assertStringIncludes(stdout, `LODE_LIBRARY: ${REPORT}`);
  assertStringIncludes(stdout, "cargo build --release");
});

test("a library that could not be loaded may be looked for again", async () => {
  const body = `
    try { lode.load("/no/such/liblode.so"); } catch (error) { console.log(error.name); }
    lode.load(${JSON.stringify(LIBRARY)});
    console.log(lode.version().length > 0);`;
  assertPrinted(await script(body), "LibraryLoadError\ntrue");
});

test("importing Lode loads nothing", async () => {
  assertPrinted(
    await script("console.log(lode.loadAttempts().length);", { environment: { LODE_LIBRARY: REPORT } }),
    "0",
  );
});

const inDeno = { skip: !IN_DENO };

test("in Deno, permission for the library and for the files is enough", inDeno, async () => {
  const permissions = [`--allow-ffi=${LIBRARY}`, `--allow-read=${ROOT}tests/fixtures`];
  const body = `
    console.log((await lode.extractFile(REPORT)).pages.length, lode.extractFileSync(REPORT).pages.length);
    for await (const { page } of lode.renderPages(REPORT, { dpi: 20 })) console.log(page);`;
  assertPrinted(await script(body, { permissions }), "2 2\n1\n2");
});

test("in Deno, a file that may not be read is PERMISSION_DENIED, and the flag is named", inDeno, async () => {
  const body = `
    for (const call of [lode.extractFile, async (path) => lode.extractFileSync(path), async (path) => lode.detectMimeType(path)]) {
      await call(REPORT).catch(({ name, code, message }) => console.log(name, code, message.includes("--allow-read=" + REPORT)));
    }
    await lode.renderPages(REPORT).next().catch(({ code }) => console.log(code));`;
  const { stdout } = await script(body, { permissions: [`--allow-ffi=${LIBRARY}`] });
  assertEquals(stdout, `${"IoError PERMISSION_DENIED true\n".repeat(3)}PERMISSION_DENIED\n`);
});

test("in Deno, a model that may not be read is a ModelImportError that names the flag", inDeno, async () => {
  const body = `
    await lode.Models.open("/somewhere/model").catch(({ name, message }) => console.log(name, message.includes("--allow-read")));`;
  const { stdout } = await script(body, { permissions: ["--allow-env=NOTHING"] });
  assertEquals(stdout, "ModelImportError true\n");
});

test("in Deno, without permission for the library the diagnosis names the flag", inDeno, async () => {
  const { stdout, code } = await script("try { lode.version(); } catch ({ message }) { console.log(message); }", {
    // Without any flag Deno's node:child_process adds -A.
    permissions: ["--allow-env=NOTHING"],
  });
  assertEquals(code, 0);
  assert(stdout.includes("--allow-ffi="), stdout);
});
