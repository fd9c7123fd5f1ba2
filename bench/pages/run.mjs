/**
 * The first pages of real PDFs to pixels, Lode against pypdfium2:
 *
 *     node bench/pages/run.mjs FOLDER [--runtime bun|deno] [--dpi 150,300] [--format rgba,rgb] [--rounds 5]
 *
 * Timed is what a user does: open the file, render its first page, have the pixels (`renderPages` in JavaScript,
 * `page.render().to_numpy()` in Python). Each engine is a process of its own; they take turns, file by file. CPU is that of
 * all threads, until the file is closed again; ratios are pypdfium2's time over ours, means of ratios geometric. Writes
 * bench/results/pages-RUNTIME.md and .svg.
 */

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { barChart } from "../documents/plot.mjs";

const { values, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: {
    runtime: { type: "string", default: "bun" },
    dpi: { type: "string", default: "150,300" },
    format: { type: "string", default: "rgba,rgb" },
    rounds: { type: "string", default: "5" },
  },
});
if (folder === undefined) {
  throw new Error(
    "usage: node bench/pages/run.mjs FOLDER [--runtime bun|deno] [--dpi 150,300] [--format rgba,rgb]",
  );
}

const here = fileURLToPath(new URL(".", import.meta.url));
const tools = fileURLToPath(
  new URL("../../node_modules/.bin/", import.meta.url),
);
const results = fileURLToPath(new URL("../results/", import.meta.url));

const COMMANDS = {
  bun: [join(tools, "bun"), join(here, "worker.mjs")],
  deno: [
    join(tools, "deno"),
    "run",
    "-A",
    "--no-check",
    join(here, "worker.mjs"),
  ],
  pypdfium2: ["python3", join(here, "worker.py")],
};

/** Pixels by which the sides of a page may differ: engines round differently. More means that they show different boxes. */
const SIZE_TOLERANCE = 2;

/** A process that answers a line of JSON with a line of JSON. */
function worker(name) {
  const [program, ...args] = COMMANDS[name];
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })
    [Symbol.asyncIterator]();
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} ended at ${question.path}`);
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const geometricMean = (numbers) => Math.exp(sum(numbers.map(Math.log)) / numbers.length);

/** Least and median of each measure over the rounds. */
function summary(answers) {
  const of = (measure, reduce) => reduce(answers.map((answer) => answer[measure]));
  const least = (numbers) => Math.min(...numbers);
  return {
    cpu: { least: of("cpu", least), median: of("cpu", median) },
    wall: { least: of("wall", least), median: of("wall", median) },
  };
}

/** Asks both engines for one page in turns; nothing where either cannot render it. */
async function page(engines, question, rounds) {
  const answers = engines.map(() => []);
  // The first round is to warm up.
  for (let round = 0; round <= rounds; round++) {
    for (const [index, engine] of engines.entries()) {
      const answer = await engine.ask(question);
      if (answer.error !== undefined) return undefined;
      if (round > 0) answers[index].push(answer);
    }
  }
  const [[ours], [theirs]] = answers;
  const near = (side) => Math.abs(ours[side] - theirs[side]) <= SIZE_TOLERANCE;
  return near("width") && near("height") ? answers.map(summary) : undefined;
}

/** One row of the table: all files at a resolution and in a format. */
function row(pages, measure, statistic) {
  const of = (index) => pages.map((summaries) => summaries[index][measure][statistic]);
  const [ours, theirs] = [of(0), of(1)];
  return {
    ours: median(ours),
    theirs: median(theirs),
    medians: median(theirs) / median(ours),
    mean: geometricMean(theirs.map((value, index) => value / ours[index])),
    total: sum(theirs) / sum(ours),
  };
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) =>
    (entry.isFile() || entry.isSymbolicLink()) &&
    entry.name.toLowerCase().endsWith(".pdf")
  )
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const rows = [];
const engines = [worker(values.runtime), worker("pypdfium2")];
for (const dpi of values.dpi.split(",").map(Number)) {
  for (const format of values.format.split(",")) {
    const pages = [];
    for (const path of files) {
      const measured = await page(
        engines,
        { path, dpi, format },
        Number(values.rounds),
      );
      if (measured !== undefined) pages.push(measured);
    }
    for (const measure of ["cpu", "wall"]) {
      for (const statistic of ["least", "median"]) {
        rows.push({
          dpi,
          format,
          measure,
          statistic,
          pages: pages.length,
          ...row(pages, measure, statistic),
        });
      }
    }
  }
}
engines.forEach((engine) => engine.end());

const header = [
  "dpi",
  "format",
  "time",
  "of the rounds",
  "pages",
  "median page: Lode, ms",
  "pypdfium2, ms",
  "ratio",
  "mean ratio of a page",
  "ratio of the sums",
];
const lines = rows.map((row) =>
  `| ${row.dpi} | ${row.format} | ${row.measure} | ${row.statistic} | ${row.pages} of ${files.length} | ${
    row.ours.toFixed(2)
  } | ${row.theirs.toFixed(2)} | ${row.medians.toFixed(2)} | ${row.mean.toFixed(2)} | ${row.total.toFixed(2)} |`
);
const table = `| ${header.join(" | ")} |\n|${"---|".repeat(header.length)}\n${lines.join("\n")}\n`;
console.log(table);
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, `pages-${values.runtime}.md`),
  `# First pages to pixels, ${values.runtime}, against pypdfium2\n\n${table}`,
);
writeFileSync(
  join(results, `pages-${values.runtime}.svg`),
  barChart(
    "Median page to pixels, pypdfium2, times ours",
    rows.filter(({ statistic }) => statistic === "least").map((
      { dpi, format, measure, medians },
    ) => ({
      label: `${dpi} dpi, ${format}, ${measure}`,
      value: medians,
    })),
  ),
);
