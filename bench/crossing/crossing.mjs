// deno-lint-ignore-file explicit-function-return-type

// How long a result takes from Rust structs to JavaScript objects: Lode's buffers against JSON.
//
//   cargo run --release -p lode-ffi --example crossing -- target/crossing
//   deno run --allow-read bench/crossing/crossing.mjs
//   bun bench/crossing/crossing.mjs
//
// "untouched": the extraction as it is returned; cells of tables are cut when first touched.
// "all touched": the same, and every string and number of it was looked at, on both sides.

import { readFileSync } from "node:fs";
import { readExtraction } from "../../src/native/generated/wire.ts";

const RUNS = 60;
const folder = process.argv[2] ?? "target/crossing";
const runtime = typeof Deno === "undefined" ? `Bun ${Bun.version}` : `Deno ${Deno.version.deno}`;
const decoder = new TextDecoder();

/** Looks at everything in a value: lengths of strings and sums of numbers. */
function touch(value) {
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) {
    let sum = 0;
    for (const item of value) sum += touch(item);
    return sum;
  }
  let sum = 0;
  if (typeof value === "object" && value !== null) {
    for (const key in value) if (key !== "markdown") sum += touch(value[key]);
  }
  return sum;
}

/** Shortest and median time of a function in milliseconds. */
function measure(run) {
  const times = [];
  for (let index = 0; index < RUNS; index++) {
    const started = performance.now();
    globalThis.kept = run();
    times.push(performance.now() - started);
  }
  times.sort((left, right) => left - right);
  return { shortest: times[0], median: times[RUNS >> 1] };
}

const rows = [];
for (
  const { name, wireMs, jsonMs, wireBytes, jsonBytes } of JSON.parse(
    readFileSync(`${folder}/summary.json`, "utf8"),
  )
) {
  const file = readFileSync(`${folder}/${name}.bin`);
  const buffer = file.buffer.slice(
    file.byteOffset,
    file.byteOffset + file.byteLength,
  );
  const json = readFileSync(`${folder}/${name}.json`);
  const reads = {
    untouched: [
      () => readExtraction(buffer),
      () => JSON.parse(decoder.decode(json)),
    ],
    "all touched": [
      () => touch(readExtraction(buffer)),
      () => touch(JSON.parse(decoder.decode(json))),
    ],
  };
  for (const [what, [ours, theirs]] of Object.entries(reads)) {
    // Interleaved, so that both see the same noise.
    measure(ours);
    const [wire, parse, wireAgain, parseAgain] = [
      measure(ours),
      measure(theirs),
      measure(ours),
      measure(theirs),
    ];
    const read = Math.min(wire.shortest, wireAgain.shortest);
    const parsed = Math.min(parse.shortest, parseAgain.shortest);
    const medians = [
      Math.min(wire.median, wireAgain.median),
      Math.min(parse.median, parseAgain.median),
    ];
    rows.push({
      case: `${name}, ${what}`,
      "write ms": wireMs.toFixed(2),
      "read ms": read.toFixed(2),
      "serde ms": jsonMs.toFixed(2),
      "parse ms": parsed.toFixed(2),
      "ratio of minima": ((jsonMs + parsed) / (wireMs + read)).toFixed(1),
      "ratio of medians": ((jsonMs + medians[1]) / (wireMs + medians[0]))
        .toFixed(1),
      "size": `${(wireBytes / 1e6).toFixed(1)} : ${(jsonBytes / 1e6).toFixed(1)} MB`,
    });
  }
}
console.log(runtime);
console.table(rows);
