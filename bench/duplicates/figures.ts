/**
 * Throughput, scaling and the index, without peers:
 *
 *     bun bench/duplicates/figures.ts LANGUAGES FOLDER...
 *
 * For each folder, from the smallest to the largest: the best of five scans for types 1 and 2 in a process of its own, its time
 * per thousand lines, tokens a second, and peak memory above that of a scan of nothing, per line. Then the time of a check of 500
 * lines of the last folder against an index of it.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { DuplicateIndex, findDuplicates } from "../../bun.ts";

interface Scan {
  lines: number;
  tokens: number;
  milliseconds: number;
  bytes: number;
}

const [languages = "", ...folders] = process.argv.slice(2);
if (languages === "--scan") {
  await scan(folders[0] ?? "", folders[1] ?? ".");
} else if (folders.length === 0) {
  throw new Error("usage: bun bench/duplicates/figures.ts LANGUAGES FOLDER...");
} else {
  const empty = mkdtempSync(join(tmpdir(), "lode-figures-"));
  const base = spawned(languages, empty).bytes;
  rmdirSync(empty);
  console.log(
    "| folder | lines | ms | ms / 1000 lines | M tokens/s | bytes a line |\n|---|---|---|---|---|---|",
  );
  for (const folder of folders) row(folder, spawned(languages, folder), base);
  await checks(languages, folders.at(-1) ?? ".");
}

async function scan(languages: string, folder: string): Promise<void> {
  let best: Scan | undefined;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const { stats } = await findDuplicates(folder, {
      languages: languages.split(","),
      types: [1, 2],
      gitignore: false,
    });
    const milliseconds = performance.now() - start;
    // The first scan alone is what memory is measured of.
    best ??= {
      lines: stats.totalLines,
      tokens: stats.totalTokens,
      milliseconds,
      bytes: peak(),
    };
    best.milliseconds = Math.min(best.milliseconds, milliseconds);
  }
  console.log(JSON.stringify(best));
}

function peak(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function spawned(languages: string, folder: string): Scan {
  const file = fileURLToPath(import.meta.url);
  const { stdout, stderr, status } = spawnSync(process.execPath, [
    file,
    "--scan",
    languages,
    folder,
  ], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function row(
  folder: string,
  { lines, tokens, milliseconds, bytes }: Scan,
  base: number,
): void {
  const cells = [
    folder,
    lines,
    milliseconds.toFixed(0),
    (milliseconds / lines * 1000).toFixed(3),
    (tokens / milliseconds / 1000).toFixed(1),
    ((bytes - base) / lines).toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

async function checks(languages: string, folder: string): Promise<void> {
  using index = await DuplicateIndex.build(folder, {
    languages: languages.split(","),
    gitignore: false,
  });
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => [".java", ".c", ".ts", ".go", ".py", ".rs"].includes(extname(name)))
    .map((name) => ({
      name,
      lines: readFileSync(join(folder, name), "utf8").split("\n"),
    }))
    .filter(({ lines }) => lines.length > 500);
  const times: number[] = [];
  for (const { name, lines } of texts.slice(0, 50)) {
    const start = performance.now();
    await index.check(lines.slice(0, 500).join("\n"), {
      fileName: join(folder, name),
    });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]?.toFixed(1);
  console.log(
    `\n500 lines against an index of ${index.lines} lines, types 1-3: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms`,
  );
}
