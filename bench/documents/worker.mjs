/**
 * One engine in one process: `worker.mjs ENGINE PASSES < files.json`. Prints, as JSON, the CPU of all threads in milliseconds
 * for the fastest pass over the files, the peak of the resident set in MB, and the files that could be read with their text's length.
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
  for (const path of files) {
    try {
      const text = await extract(path, readFileSync(path));
      read[path] = text.length;
    } catch {
      delete read[path];
    }
  }
}

await pass();
let best = Infinity;
for (let index = 0; index < passes; index++) {
  const before = process.cpuUsage();
  await pass();
  const { user, system } = process.cpuUsage(before);
  best = Math.min(best, (user + system) / 1000);
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `\n${JSON.stringify({ cpu: best, peak, above: peak - empty, read })}`,
);
process.exit(0);
