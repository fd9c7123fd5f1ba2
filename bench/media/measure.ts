/** What a task costs: wall time, CPU of all threads, memory. @module */

import process from "node:process";

/** What one run cost, in milliseconds; memory in megabytes, of a process of its own. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
  readonly amount: number;
  readonly memory?: number;
}

/** Runs something in this process. */
export async function here(work: () => Promise<number>): Promise<Sample> {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const amount = await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000, amount };
}

/** Runs a command, as wrappers of ffmpeg do, and takes what it prints; `amount` is how many bytes, or what `count` makes of it. */
export async function command(
  args: readonly string[],
  count: (output: ArrayBuffer) => number = ({ byteLength }) => byteLength,
): Promise<Sample> {
  const start = performance.now();
  const child = Bun.spawn([...args], { stdout: "pipe", stderr: "pipe" });
  const [output, errors] = await Promise.all(
    [child.stdout, child.stderr].map((pipe) =>
      new Response(pipe).arrayBuffer()
    ),
  );
  const wall = performance.now() - start;
  if (await child.exited !== 0) {
    throw new Error(`${args.join(" ")}: ${new TextDecoder().decode(errors)}`);
  }
  const usage = child.resourceUsage();
  return {
    wall,
    cpu: Number(usage?.cpuTime.total ?? 0) / 1000,
    amount: count(output ?? new ArrayBuffer()),
    memory: Number(usage?.maxRSS ?? 0) / 1e6,
  };
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[
    Math.min(sorted.length - 1, Math.floor(sorted.length * share))
  ] ?? NaN;
}
