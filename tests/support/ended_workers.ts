/**
 * Starts Workers on a task, ends them in the middle of it, and prints what this process held before, what after, and a text that
 * it can still extract: `ended_workers.ts TASK COUNT`; see `workers.test.ts`.
 *
 * @module
 */

import process from "node:process";
import { fixture, lode } from "./lode.ts";
import type { Task } from "./worker.ts";
import { type Held, held, settled, start } from "./workers.ts";

/** What is printed, as JSON. */
export interface Report {
  readonly before: Held;
  readonly after: Held;
  readonly content: string;
}

const [task = "forever", count = "60"] = process.argv.slice(2);

async function round(count: number): Promise<void> {
  for (let index = 0; index < count; index += 2) {
    const workers = await Promise.all([start(task as Task), start(task as Task)]);
    workers.forEach(({ worker }) => worker.terminate());
  }
  await settled();
}

await round(10);
const before = held();
await round(Number(count));
const after = held();
const { content } = await lode.extractFile(fixture("report.pdf"));
const report: Report = { before, after, content };
console.log(JSON.stringify(report));
process.exit(0);
