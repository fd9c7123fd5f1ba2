/**
 * Lode against jscpd 5 and PMD CPD 7, on trees of real source code:
 *
 *     node bench/duplicates/run.mjs java=FOLDER c=FOLDER typescript=FOLDER [--rounds 3] [--pmd CLASSPATH]
 *
 * Every tool runs as a process of its own, as a user would start it (Lode from Bun); they alternate over the rounds, and the
 * ratio is that of the fastest runs. Minimum: 50 tokens. jscpd runs in weak mode (comments left out), once for exact copies and
 * once with names and literals ignored; PMD with names and literals as they are, as it does by default. Writes
 * bench/results/duplicates.md and .svg.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { barChart } from "../documents/plot.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    pmd: { type: "string" },
  },
});
const trees = positionals.map((argument) => {
  const [language, folder] = argument.split("=");
  if (folder === undefined) {
    throw new Error(
      "usage: node bench/duplicates/run.mjs LANGUAGE=FOLDER... [--rounds N] [--pmd CLASSPATH]",
    );
  }
  return { language, folder };
});

const here = fileURLToPath(new URL(".", import.meta.url));
const bun = fileURLToPath(
  new URL("../../node_modules/.bin/bun", import.meta.url),
);
const jscpd = fileURLToPath(
  new URL("../node_modules/.bin/jscpd", import.meta.url),
);
const results = fileURLToPath(new URL("../results/", import.meta.url));

/** Our names of languages, and what the others call them. */
const NAMES = {
  java: { lode: "java", jscpd: "java", pmd: "java" },
  c: { lode: "c,cpp", jscpd: "c,c-header,cpp,cpp-header", pmd: "cpp" },
  typescript: {
    lode: "typescript,tsx",
    jscpd: "typescript,tsx",
    pmd: "typescript",
  },
};

function commands({ language, folder }) {
  const names = NAMES[language];
  const weak = [
    jscpd,
    "--mode",
    "weak",
    "--min-tokens",
    "50",
    "--min-lines",
    "1",
    "--max-lines",
    "1000000",
  ];
  const rest = [
    "--max-size",
    "8mb",
    "--reporters",
    "silent",
    "--format",
    names.jscpd,
    folder,
  ];
  return {
    "lode, types 1+2": [
      bun,
      join(here, "worker.ts"),
      folder,
      names.lode,
      "1,2",
    ],
    "lode, types 1-3": [
      bun,
      join(here, "worker.ts"),
      folder,
      names.lode,
      "1,2,3",
    ],
    "jscpd 5, weak": [...weak, ...rest],
    "jscpd 5, weak, names and literals ignored": [
      ...weak,
      "--ignore-identifiers",
      "--ignore-literals",
      ...rest,
    ],
    ...(values.pmd === undefined ? {} : {
      "PMD CPD 7": [
        "java",
        "-Xmx12g",
        "-cp",
        values.pmd,
        "net.sourceforge.pmd.cli.PmdCli",
        "cpd",
        "--language",
        names.pmd,
      ]
        .concat([
          "--minimum-tokens",
          "50",
          "--skip-lexical-errors",
          "--dir",
          folder,
        ]),
    }),
  };
}

function measure(command) {
  const { stdout, stderr, status } = spawnSync("python3", [
    join(here, "measure.py"),
    ...command,
  ], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command[0]}: ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

const rows = [];
for (const tree of trees) {
  const all = commands(tree);
  const best = {};
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [name, command] of Object.entries(all)) {
      const { wall, cpu, memory } = measure(command);
      const known = best[name] ??
        { wall: Infinity, cpu: Infinity, memory: Infinity };
      best[name] = {
        wall: Math.min(known.wall, wall),
        cpu: Math.min(known.cpu, cpu),
        memory: Math.min(known.memory, memory),
      };
    }
  }
  const ours = best["lode, types 1+2"];
  for (const [name, { wall, cpu, memory }] of Object.entries(best)) {
    rows.push({
      tree: `${tree.language}: ${basename(tree.folder)}`,
      name,
      wall,
      cpu,
      memory,
      ratio: wall / ours.wall,
    });
  }
}

const header = "| tree | tool | wall s | CPU s | peak MB | wall, times ours |\n|---|---|---|---|---|---|";
const lines = rows.map(({ tree, name, wall, cpu, memory, ratio }) =>
  `| ${tree} | ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${memory.toFixed(0)} | ${ratio.toFixed(1)} |`
);
const table = `${header}\n${lines.join("\n")}\n`;
console.log(table);
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, "duplicates.md"),
  `# Duplicates, minimum 50 tokens\n\n${table}`,
);
const others = rows.filter(({ name }) => !name.startsWith("lode"));
writeFileSync(
  join(results, "duplicates.svg"),
  barChart(
    "wall time, times ours",
    others.map(({ tree, name, ratio }) => ({
      label: `${tree}: ${name}`,
      value: ratio,
    })),
  ),
);
