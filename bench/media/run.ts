/**
 * Lode against a child process of the system's ffmpeg, which is what people spawn from JavaScript today:
 *
 *     bun bench/media/run.ts FILE... [--rounds 15]
 *
 * Both are asked for the same, in turn, from the same process; wall time is that which JavaScript waits until the bytes are
 * in its memory. CPU is that of all threads: ours of this process, the child's of the child. Writes bench/results/media.md and .svg.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { decodeAudio, probe, videoFrames } from "../../bun.ts";
import { barChart } from "../documents/plot.mjs";

const { values, positionals: files } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { rounds: { type: "string", default: "15" } },
});
if (files.length === 0) {
  throw new Error("usage: bun bench/media/run.ts FILE... [--rounds N]");
}

interface Sample {
  readonly wall: number;
  readonly cpu: number;
  readonly bytes: number;
}

interface Task {
  readonly name: string;
  /** What the file must have. */
  readonly needs: "audio" | "video";
  readonly lode: (file: string) => Promise<number>;
  readonly ffmpeg: (file: string) => readonly string[];
}

const PCM = ["-vn", "-ac", "1", "-ar", "16000", "-f", "f32le", "-"];
const RGB = [
  "-an",
  "-fps_mode",
  "passthrough",
  "-vf",
  "scale=224:224",
  "-pix_fmt",
  "rgb24",
  "-f",
  "rawvideo",
  "-",
];

async function sum(
  items: AsyncIterable<{ readonly data: { readonly byteLength: number } }>,
): Promise<number> {
  let bytes = 0;
  for await (const { data } of items) bytes += data.byteLength;
  return bytes;
}

const TASKS: readonly Task[] = [
  {
    name: "5 s of sound as 16 kHz mono",
    needs: "audio",
    lode: async (file) => (await decodeAudio(file, { duration: 5 })).samples.byteLength,
    ffmpeg: (file) => ["-t", "5", "-i", file, ...PCM],
  },
  {
    name: "all sound as 16 kHz mono",
    needs: "audio",
    lode: async (file) => (await decodeAudio(file)).samples.byteLength,
    ffmpeg: (file) => ["-i", file, ...PCM],
  },
  {
    name: "key frames as RGB, 224 by 224",
    needs: "video",
    lode: (file) =>
      sum(
        videoFrames(file, {
          keyframes: true,
          width: 224,
          height: 224,
          format: "rgb",
        }),
      ),
    ffmpeg: (file) => ["-skip_frame", "nokey", "-i", file, ...RGB],
  },
  {
    name: "every frame as RGB, 224 by 224",
    needs: "video",
    lode: (file) => sum(videoFrames(file, { width: 224, height: 224, format: "rgb" })),
    ffmpeg: (file) => ["-i", file, ...RGB],
  },
];

async function ours(task: Task, file: string): Promise<Sample> {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const bytes = await task.lode(file);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000, bytes };
}

async function theirs(task: Task, file: string): Promise<Sample> {
  const start = performance.now();
  const child = Bun.spawn([
    "ffmpeg",
    "-v",
    "quiet",
    "-nostdin",
    ...task.ffmpeg(file),
  ], { stdout: "pipe" });
  const bytes = (await new Response(child.stdout).arrayBuffer()).byteLength;
  const wall = performance.now() - start;
  await child.exited;
  return {
    wall,
    cpu: Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000,
    bytes,
  };
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[
    Math.min(sorted.length - 1, Math.floor(sorted.length * share))
  ] ?? NaN;
}

const rows = [];
for (const file of files) {
  const { streams } = await probe(file);
  for (const task of TASKS) {
    if (
      !streams.some(({ kind, decodable }) => kind === task.needs && decodable)
    ) continue;
    const samples: { readonly lode: Sample[]; readonly ffmpeg: Sample[] } = {
      lode: [],
      ffmpeg: [],
    };
    // The first of each loads libraries and fills the page cache.
    await ours(task, file);
    await theirs(task, file);
    for (let round = 0; round < Number(values.rounds); round++) {
      samples.lode.push(await ours(task, file));
      samples.ffmpeg.push(await theirs(task, file));
    }
    const figure = (
      name: "lode" | "ffmpeg",
      key: "wall" | "cpu",
      share: number,
    ) => at(samples[name].map((sample) => sample[key]), share);
    rows.push({
      file: basename(file),
      task: task.name,
      bytes: `${samples.lode[0]?.bytes} / ${samples.ffmpeg[0]?.bytes}`,
      wall: [
        figure("lode", "wall", 0.5),
        figure("ffmpeg", "wall", 0.5),
      ] as const,
      slowest: [
        figure("lode", "wall", 0.99),
        figure("ffmpeg", "wall", 0.99),
      ] as const,
      cpu: [figure("lode", "cpu", 0), figure("ffmpeg", "cpu", 0)] as const,
    });
  }
}

const pair = ([lode, ffmpeg]: readonly [number, number]) =>
  `${lode.toFixed(1)} / ${ffmpeg.toFixed(1)} | ${(ffmpeg / lode).toFixed(1)}`;
const table = [
  "| file | task | bytes: Lode / ffmpeg | wall p50 ms | times ours | wall p99 ms | times ours | least CPU ms | times ours |",
  "|---|---|---|---|---|---|---|---|---|",
  ...rows.map(({ file, task, bytes, wall, slowest, cpu }) =>
    `| ${file} | ${task} | ${bytes} | ${pair(wall)} | ${pair(slowest)} | ${pair(cpu)} |`
  ),
].join("\n") + "\n";
console.log(table);
const results = fileURLToPath(new URL("../results/", import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(
  `${results}media.md`,
  `# Media, from Bun, against a spawned ffmpeg\n\n${table}`,
);
const bars = rows.map(({ file, task, wall: [lode, ffmpeg] }) => ({
  label: `${file}: ${task}`,
  value: ffmpeg / lode,
}));
writeFileSync(`${results}media.svg`, barChart("wall time, times ours", bars));
