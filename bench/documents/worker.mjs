/**
 * One engine in one process: `worker.mjs ENGINE PASSES < files.json`. Prints, as JSON, the CPU of all threads in milliseconds
 * for the first pass over the files and for the fastest of the following, the peak of the resident set in MB, and the files
 * that could be read with their text's length.
 */

import { readFileSync } from "node:fs";
import process from "node:process";
import { load } from "./engines.mjs";

const [engine, passes] = [process.argv[2], Number(process.argv[3])];
const files = JSON.parse(readFileSync(0, "utf8"));
const empty = process.resourceUsage().maxRSS / 1024;

const extract = await load(engine);
const read = {};

async function pass() {
  const before = process.cpuUsage();
  const lengths = await extract(files);
  const { user, system } = process.cpuUsage(before);
  for (const [index, path] of files.entries()) {
    if (lengths[index] === undefined) delete read[path];
    else read[path] = lengths[index];
  }
  return (user + system) / 1000;
}

const first = await pass();
let cpu = Infinity;
for (let index = 0; index < passes; index++) cpu = Math.min(cpu, await pass());
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `\n${JSON.stringify({ first, cpu, peak, above: peak - empty, read })}`,
);
process.exit(0);
