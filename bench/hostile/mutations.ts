/**
 * Every file of a folder, then seeded mutations of them, extracted and rendered, or with `--media` described, decoded and
 * transcoded, must end with a result or a typed error within the deadline:
 *
 *     deno run -A bench/hostile/mutations.ts FOLDER [--count 2000] [--seed 1] [--media]      (or bun)
 *
 * Prints what became of them, and exits with 1 when an error was not typed, a job overran its deadline, or memory grew.
 *
 * @module
 */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import type * as Lode from "../../mod.ts";

const entry = "Deno" in globalThis ? "../../mod.ts" : "../../bun.ts";
const lode = await import(entry) as typeof Lode;

const { values, positionals: [folder = "."] } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    count: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    media: { type: "boolean", default: false },
  },
});

const DEADLINE = 20_000;
/** What a deadline may be overrun by on a busy machine, in milliseconds. */
const GRACE = 1_000;

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

/** Mulberry32, by Tommy Ettinger: small, seeded, the same everywhere. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Flips bytes, cuts, repeats and overwrites parts. */
function mutate(bytes: Uint8Array, next: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = () => Math.floor(next() * copy.length);
  switch (Math.floor(next() * 4)) {
    case 0:
      return copy.subarray(0, at());
    case 1: {
      const [from, to, length] = [at(), at(), Math.floor(next() * 256)];
      copy.copyWithin(to, from, from + length);
      return copy;
    }
    case 2:
      copy.fill(next() < 0.5 ? 0 : 0xff, at(), at() + 16);
      return copy;
    default:
      for (let flips = 1 + Math.floor(next() * 16); flips > 0; flips--) {
        copy[at()] = Math.floor(next() * 256);
      }
      return copy;
  }
}

const outcomes = new Map<string, number>();
const problems: string[] = [];

async function watched(
  name: string,
  what: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const started = performance.now();
  let outcome = "result";
  try {
    await work();
  } catch (error) {
    outcome = error instanceof lode.LodeError ? error.code : "UNTYPED";
    if (outcome === "UNTYPED" || outcome === "INTERNAL") {
      problems.push(`${what} ${name}: ${String(error)}`);
    }
  }
  const took = performance.now() - started;
  if (took > DEADLINE + GRACE) {
    problems.push(`${what} ${name}: took ${took.toFixed(0)} ms`);
  }
  if (took > 5_000) console.log(`slow: ${what} ${name}: ${took.toFixed(0)} ms`);
  outcomes.set(
    `${what} ${outcome}`,
    (outcomes.get(`${what} ${outcome}`) ?? 0) + 1,
  );
}

async function attemptMedia(name: string, bytes: Uint8Array): Promise<void> {
  const timeout = DEADLINE;
  await watched(name, "extract", () => lode.extractBytes(bytes, { timeout, fileName: basename(name), images: true }));
  await watched(name, "sound", () => lode.decodeAudio(bytes, { timeout }));
  await watched(name, "frames", async () => {
    for await (const frame of lode.videoFrames(bytes, { timeout, width: 64 })) void frame.data[0];
  });
  const settings = { format: "matroska", videoCodec: "mpeg4", audioCodec: "flac", width: 64, timeout };
  await watched(name, "transcode", () => lode.transcodeToBytes(bytes, settings));
}

async function attempt(name: string, bytes: Uint8Array): Promise<void> {
  if (values.media) return await attemptMedia(name, bytes);
  const fileName = basename(name).replace(/ \(.*/, "");
  await watched(
    name,
    "extract",
    () =>
      lode.extractBytes(bytes, {
        fileName,
        timeout: DEADLINE,
        outputFormat: "markdown",
        images: true,
      }),
  );
  await watched(name, "render", async () => {
    for await (
      const page of lode.renderPages(bytes, {
        timeout: DEADLINE,
        dpi: 50,
        pages: "1-3",
      })
    ) void page.data[0];
  });
}

for (const file of files) await attempt(file, readFileSync(file));
console.log(
  `${files.length} files: ${JSON.stringify(Object.fromEntries(outcomes))}`,
);
const before = process.memoryUsage.rss() / 1e6;

outcomes.clear();
const next = random(Number(values.seed));
for (let index = 0; index < Number(values.count); index++) {
  const file = files[Math.floor(next() * files.length)] ?? "";
  await attempt(
    `${file} (mutation ${index})`,
    mutate(readFileSync(file), next),
  );
}
console.log(
  `${values.count} mutations: ${JSON.stringify(Object.fromEntries(outcomes))}`,
);
console.log(
  `memory after the files ${before.toFixed(0)} MB, after the mutations ${
    (process.memoryUsage.rss() / 1e6).toFixed(0)
  } MB`,
);
problems.forEach((problem) => console.log(`PROBLEM ${problem}`));
process.exit(problems.length > 0 ? 1 : 0);
