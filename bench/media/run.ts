/**
 * Lode against what people use from JavaScript today: a child process of the system's ffmpeg (what fluent-ffmpeg starts),
 * node-av (FFmpeg in the process) and, for what it can do without WebCodecs, mediabunny:
 *
 *     npm ci --prefix bench --ignore-scripts
 *     bun bench/media/run.ts [FILE...] [--rounds 15] [--transcode] [--memory]
 *
 * Without files, clips of a minute in H.264, VP9 and AV1 are made. All are asked for the same, in turn, from one process; wall
 * time is that which JavaScript waits until the result is in its memory. CPU is that of all threads. `--transcode` adds H.264 and AV1 at equal size with SSIM, `--memory` the peak of a
 * transcode of ten minutes of 1080p. Writes bench/results/media.md and .svg.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { probe } from "../../bun.ts";
import { barChart } from "../documents/plot.mjs";
import { makeClips } from "./clips.ts";
import { memory } from "./memory.ts";
import { quantile, type Sample } from "./measure.ts";
import { type Task, TASKS } from "./tasks.ts";
import { transcodes } from "./transcodes.ts";

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "15" },
    transcode: { type: "boolean", default: false },
    memory: { type: "boolean", default: false },
  },
});
const files = positionals.length > 0 ? positionals : await makeClips();

const PEERS = ["spawn", "nodeAv", "mediabunny"] as const;
const NAMES = {
  lode: "Lode",
  spawn: "ffmpeg, spawned",
  nodeAv: "node-av",
  mediabunny: "mediabunny",
} as const;
type Name = keyof typeof NAMES;

const bars: { readonly label: string; readonly value: number }[] = [];

async function compare(task: Task, file: string): Promise<string[]> {
  const names: Name[] = [
    "lode",
    ...PEERS.filter((peer) => task[peer] !== undefined),
  ];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  // The first round loads libraries and fills the page cache.
  for (let round = -1; round < Number(values.rounds); round++) {
    for (const name of names) {
      // Threads of the one before may still be ending.
      await Bun.sleep(50);
      const sample = await task[name]?.(file);
      if (round >= 0 && sample !== undefined) samples.get(name)?.push(sample);
    }
  }
  const figure = (name: Name, key: "wall" | "cpu", share: number) =>
    quantile(samples.get(name)?.map((sample) => sample[key]) ?? [], share);
  return names.map((name) => {
    const times = (key: "wall" | "cpu", share: number) =>
      `${figure(name, key, share).toFixed(1)} | ${(figure(name, key, share) / figure("lode", key, share)).toFixed(1)}`;
    if (name !== "lode") {
      const value = figure(name, "wall", 0.5) / figure("lode", "wall", 0.5);
      bars.push({ label: `${task.name}: ${NAMES[name]}`, value });
    }
    const amount = samples.get(name)?.[0]?.amount;
    return `| ${basename(file)} | ${task.name} | ${NAMES[name]} | ${amount} | ${times("wall", 0.5)} | ${
      times("wall", 0.99)
    } | ${times("cpu", 0)} |`;
  });
}

const rows: string[] = [];
for (const file of files) {
  const { streams } = await probe(file);
  for (const task of TASKS) {
    const able = streams.some(({ kind, decodable }) => decodable && (task.needs === "anything" || kind === task.needs));
    if (able) rows.push(...await compare(task, file));
  }
}

const sections = [
  `# Media, from Bun`,
  `${cpus().length} cores (${
    cpus()[0]?.model
  }), ${values.rounds} rounds, interleaved. "Times" are those of Lode's own figure.`,
  [
    "| file | task | by | result | wall p50 ms | times | wall p99 ms | times | least CPU ms | times |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n"),
  ...(values.transcode ? [await transcodes(files)] : []),
  ...(values.memory ? [await memory()] : []),
];
const text = sections.join("\n\n") + "\n";
console.log(text);
const results = fileURLToPath(new URL("../results/", import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(`${results}media.md`, text);
writeFileSync(`${results}media.svg`, barChart("wall time, times ours", bars));
