/**
 * Lode against the libraries that people use instead, on a folder of real files:
 *
 *     node bench/documents/run.mjs FOLDER [--runtime bun|deno] [--rounds 3] [--kinds pdf,docx]
 *
 * Every engine gets the files that all engines of its kind can read, in a process of its own; processes alternate over the
 * rounds, and the ratio is that of the fastest passes: of the first ones, as a program that reads a folder once sees it, and of
 * the later ones, when every engine's code is compiled. CPU is that of all threads. Writes bench/results/documents-RUNTIME.md and
 * .svg.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { KINDS } from "./engines.mjs";
import { barChart } from "./plot.mjs";

const { values, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: {
    runtime: { type: "string", default: "bun" },
    rounds: { type: "string", default: "3" },
    kinds: { type: "string" },
  },
});
if (folder === undefined) {
  throw new Error(
    "usage: node bench/documents/run.mjs FOLDER [--runtime bun|deno] [--rounds N] [--kinds pdf,docx]",
  );
}

const here = fileURLToPath(new URL(".", import.meta.url));
const tools = fileURLToPath(
  new URL("../../node_modules/.bin/", import.meta.url),
);
const results = fileURLToPath(new URL("../results/", import.meta.url));

function command(engine, passes) {
  if (engine === "pypdfium2") {
    return ["python3", [join(here, "worker.py"), passes]];
  }
  const worker = [join(here, "worker.mjs"), engine, passes];
  return values.runtime === "deno"
    ? [join(tools, "deno"), ["run", "-A", "--no-check", ...worker]]
    : [join(tools, "bun"), worker];
}

/** An engine that takes longer than this for one file cannot read it. */
const FILE_MILLISECONDS = 20_000;

function attempt(engine, files, passes, timeout) {
  const [program, args] = command(engine, String(passes));
  const input = JSON.stringify(files);
  const { stdout, status } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout,
  });
  return status === 0 ? JSON.parse(stdout.trim().split("\n").at(-1)) : undefined;
}

function measure(engine, files, passes) {
  const result = attempt(engine, files, passes, 600_000);
  if (result === undefined) throw new Error(`${engine} failed`);
  return result;
}

/** The files that an engine can read; one that hangs or crashes it does not hide the others. */
function readable(engine, files) {
  const result = attempt(
    engine,
    files,
    0,
    FILE_MILLISECONDS * (files.length > 1 ? 3 : 1),
  );
  if (result !== undefined) return result.read;
  if (files.length === 1) return {};
  const half = files.length >> 1;
  return {
    ...readable(engine, files.slice(0, half)),
    ...readable(engine, files.slice(half)),
  };
}

const all = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const rows = [];
for (const kind of (values.kinds ?? Object.keys(KINDS).join(",")).split(",")) {
  const { extensions, engines } = KINDS[kind];
  const candidates = all.filter((path) => extensions.includes(extname(path).slice(1).toLowerCase()));
  const reads = engines.map((engine) => readable(engine, candidates));
  const files = candidates.filter((path) => reads.every((read) => path in read));
  // Few files want more passes, until every engine's hot code is compiled.
  const passes = Math.max(3, Math.ceil(400 / files.length));
  const best = Object.fromEntries(
    engines.map((
      engine,
    ) => [engine, { first: Infinity, cpu: Infinity, above: Infinity, peak: Infinity }]),
  );
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const engine of engines) {
      const { first, cpu, above, peak } = measure(engine, files, passes);
      best[engine] = {
        first: Math.min(best[engine].first, first),
        cpu: Math.min(best[engine].cpu, cpu),
        above: Math.min(best[engine].above, above),
        peak: Math.min(best[engine].peak, peak),
      };
    }
  }
  for (const [index, engine] of engines.entries()) {
    const { first, cpu, above, peak } = best[engine];
    const read = Object.keys(reads[index]).length;
    rows.push({
      kind,
      engine,
      files: files.length,
      read,
      of: candidates.length,
      perFile: cpu / files.length,
      ratio: cpu / best.lode.cpu,
      perFileFirst: first / files.length,
      ratioFirst: first / best.lode.first,
      above,
      peak,
    });
  }
}

const header =
  "| kind | engine | reads | compared on | CPU ms a file | times ours | first pass, ms a file | times ours | peak MB | above empty runtime MB |\n|---|---|---|---|---|---|---|---|---|---|";
const lines = rows.map((row) =>
  `| ${row.kind} | ${row.engine} | ${row.read} of ${row.of} | ${row.files} | ${row.perFile.toFixed(3)} | ${
    row.ratio.toFixed(1)
  } | ${row.perFileFirst.toFixed(3)} | ${row.ratioFirst.toFixed(1)} | ${row.peak.toFixed(0)} | ${
    row.above.toFixed(0)
  } |`
);
const table = `${header}\n${lines.join("\n")}\n`;
console.log(table);
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, `documents-${values.runtime}.md`),
  `# Documents, ${values.runtime}\n\n${table}`,
);
writeFileSync(
  join(results, `documents-${values.runtime}.svg`),
  barChart(
    "CPU a file, times ours",
    rows.filter(({ engine }) => !engine.startsWith("lode")).map((
      { kind, engine, ratio },
    ) => ({
      label: `${kind}: ${engine}`,
      value: ratio,
    })),
  ),
);
