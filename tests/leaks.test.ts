import { test } from "node:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { assert, assertEquals } from "@std/assert";
import { bytes, scannedPdf } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";

const STRESS = process.env["LODE_STRESS"] === "1";
const CYCLES = STRESS ? 10_000 : 1_000;
const onLinux = { skip: process.platform !== "linux", timeout: STRESS ? 600_000 : 60_000 };

/** Resident megabytes of this process, after what is garbage was collected where that can be asked for. */
function resident(): number {
  (globalThis as { Bun?: { gc: (now: boolean) => void } }).Bun?.gc(true);
  const [, pages = "0"] = readFileSync("/proc/self/statm", "utf8").split(" ");
  return Number(pages) * 4096 / 1e6;
}

/**
 * Fails if `cycle` keeps memory: it may grow by 30 MB, the caprices of collectors and of allocators, in the better of two
 * rounds. What leaks does so in both; a late collection, or one more arena of the C library, shows in one.
 */
async function assertFlat(cycle: (index: number) => Promise<unknown>): Promise<void> {
  const grownBy = async (cycles: number): Promise<number> => {
    const before = resident();
    for (let index = 0; index < cycles; index++) await cycle(index);
    return resident() - before;
  };
  await grownBy(CYCLES / 3);
  const first = await grownBy(CYCLES);
  if (first < 30) return;
  const second = await grownBy(CYCLES);
  assert(
    second < 30,
    `grew by ${first.toFixed(1)} MB in ${CYCLES} cycles, and by ${second.toFixed(1)} in as many more`,
  );
}

const REPORT = fixture("report.pdf");
/** A result of 100 kB: 1,000 of them would not go unnoticed. */
const TEXT = bytes("A line of text that is to be found again.\n".repeat(2400));

test(
  `${CYCLES} extractions keep no memory`,
  onLinux,
  () => assertFlat(() => lode.extractBytes(TEXT, { mimeType: "text/plain" })),
);

test(`${CYCLES} synchronous extractions keep no memory`, onLinux, () =>
  assertFlat(async () => {
    lode.extractBytesSync(TEXT, { mimeType: "text/plain" });
    // Collectors want a turn now and then.
    await new Promise((resolve) => setTimeout(resolve));
  }));

test(
  `${CYCLES} transferred inputs keep no memory`,
  onLinux,
  () => assertFlat(() => lode.extractBytes(TEXT.slice(), { mimeType: "text/plain", transfer: true })),
);

test(`${CYCLES} failures of every kind keep no memory`, onLinux, () => {
  const scan = scannedPdf(1, 20);
  const throwing = {
    name: "throwing",
    processImage: (): never => {
      throw new Error("no");
    },
  };
  const failures = [
    () => lode.extractFile("no/such/file.pdf"),
    () => lode.extractBytes(bytes("%PDF-1.7 and nothing else")),
    () => lode.extractBytes(TEXT, { mimeType: "text/plain", limits: { inputBytes: 10 } }),
    () => lode.extractBytes(scan, { ocr: { mode: "always", dpi: 72 }, plugins: { ocr: throwing } }),
    () => lode.extractFile(REPORT, { signal: AbortSignal.abort() }),
    () => lode.extractFile(REPORT, { pages: "x" }),
  ];
  return assertFlat((index) => failures[index % failures.length]?.().catch(() => {}) ?? Promise.resolve());
});

test(`${CYCLES} streams that were left keep no memory`, onLinux, () => {
  const scan = scannedPdf(8, 40);
  return assertFlat(async () => {
    for await (const _ of lode.renderPages(scan, { dpi: 72 })) break;
  });
});

test(`${CYCLES} batches of pictures keep no memory, looked at or not`, onLinux, () => {
  const options = { width: 320, height: 240, batch: 5, duration: 0.4 };
  return assertFlat(async (index) => {
    for await (const _ of lode.videoFrames(fixture("media/film.mp4"), options)) if (index % 2 === 0) break;
  });
});

test(`${CYCLES} jobs aborted in the middle keep no memory`, onLinux, () => {
  const scan = scannedPdf(2, 20);
  return assertFlat(async () => {
    const controller = new AbortController();
    const processImage = (): Promise<never> => {
      controller.abort("enough");
      return new Promise(() => {});
    };
    const ocr = { name: "stuck", processImage };
    await lode.extractBytes(scan, { ocr: { mode: "always", dpi: 72 }, plugins: { ocr }, signal: controller.signal })
      .catch(() => {});
  });
});

test("transcodes aborted at random moments keep no file, no descriptor and no memory", onLinux, async () => {
  const folder = mkdtempSync(join(tmpdir(), "lode-leaks-"));
  const output = join(folder, "never.mkv");
  const cycle = async () => {
    const signal = AbortSignal.timeout(Math.random() * 12);
    const settings = { videoCodec: "mpeg4", audioCodec: "flac", width: 640, signal } as const;
    return await lode.transcode(fixture("media/film.mp4"), output, { ...settings, overwrite: true }).then(
      () => rmSync(output),
      (error: unknown) => assertEquals(error, signal.reason),
    );
  };
  for (let index = 0; index < 60; index++) await cycle();
  const held = () => readdirSync("/proc/self/fd").length;
  const [before, descriptors] = [resident(), held()];
  for (let index = 0; index < (STRESS ? 500 : 60); index++) await cycle();
  // A job that was given up still has to notice.
  for (let wait = 0; wait < 100 && readdirSync(folder).length > 0; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assertEquals(readdirSync(folder), []);
  assert(held() <= descriptors + 4, `${held()} descriptors, ${descriptors} before`);
  // The bound is the same for 500: what each left behind would add up, what threads keep for the next does not.
  const grown = resident() - before;
  assert(grown < 100, `grew by ${grown.toFixed(1)} MB`);
  rmSync(folder, { recursive: true });
});
