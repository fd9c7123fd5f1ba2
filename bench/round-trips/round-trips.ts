/**
 * How long a call from native code to JavaScript and back takes: `deno run -A bench/round-trips/round-trips.ts`, or `bun`.
 *
 * Bursts call again at once; sparse traffic calls every 300 microseconds. CPU is that of the whole process, in
 * microseconds a call, with and without polling: "no polling" is what sparse traffic costs, since it never polls.
 *
 * @module
 */

import process from "node:process";
import { fileURLToPath } from "node:url";
import { Hub, type Operation } from "../../src/native/hub.ts";

const isDeno = "Deno" in globalThis;
await import(isDeno ? "../../mod.ts" : "../../bun.ts");
const { library, load } = await import("../../src/native/load.ts");
const path = fileURLToPath(
  new URL("../../target/release/liblode_round_trips.so", import.meta.url),
);
load(path);

type RoundTrips = (
  hub: number,
  count: number,
  gap: number,
  job: Uint32Array,
) => number;

async function open(): Promise<RoundTrips> {
  if (isDeno) {
    const definition = {
      parameters: ["u64", "u32", "u32", "buffer"],
      result: "u32",
    } as const;
    const { symbols } = Deno.dlopen(path, { lode_round_trips: definition });
    return (hub, count, gap, job) => symbols.lode_round_trips(hub, count, gap, job as unknown as BufferSource);
  }
  const ffi = "bun:ffi";
  const { dlopen } = await import(ffi);
  return dlopen(path, {
    lode_round_trips: {
      args: ["u64_fast", "u32", "u32", "ptr"],
      returns: "u32",
    },
  }).symbols
    .lode_round_trips;
}

const roundTrips = await open();
const answer = new Uint8Array(8);

function operation(
  count: number,
  gap: number,
  later: boolean,
): Operation<Uint32Array> {
  return {
    start: (_, hub, job) => roundTrips(hub, count, gap, job),
    read: (result) => new Uint32Array(result),
    functions: [{
      description: "bench",
      call: later ? () => Promise.resolve(answer) : () => answer,
    }],
  };
}

function percentile(sorted: Uint32Array, share: number): string {
  return ((sorted[
    Math.min(sorted.length - 1, Math.floor(sorted.length * share))
  ] ?? 0) / 1000).toFixed(1);
}

async function measure(
  name: string,
  count: number,
  run: () => Promise<Uint32Array> | Uint32Array,
): Promise<void> {
  const before = process.cpuUsage();
  const times = (await run()).slice().sort();
  const { user, system } = process.cpuUsage(before);
  const cpu = ((user + system) / count).toFixed(1);
  console.log(
    `| ${isDeno ? "Deno" : "Bun"} | ${name} | ${percentile(times, 0.5)} | ${percentile(times, 0.99)} | ${cpu} |`,
  );
}

const asynchronous = new Hub(library(), false);
const synchronous = new Hub(library(), true);

console.log(
  "| runtime | traffic | p50 µs | p99 µs | CPU µs a call |\n|---|---|---|---|---|",
);
await asynchronous.run(operation(20_000, 0, false));
synchronous.runSync(operation(20_000, 0, false));
await measure(
  "bursts, async call, sync function",
  100_000,
  () => asynchronous.run(operation(100_000, 0, false)),
);
await measure(
  "bursts, async call, async function",
  100_000,
  () => asynchronous.run(operation(100_000, 0, true)),
);
await measure(
  "sparse, async call",
  5_000,
  () => asynchronous.run(operation(5_000, 300, false)),
);
await measure(
  "bursts, sync call",
  100_000,
  () => synchronous.runSync(operation(100_000, 0, false)),
);
await measure(
  "sparse, sync call",
  5_000,
  () => synchronous.runSync(operation(5_000, 300, false)),
);
