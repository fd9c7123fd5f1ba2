/** Starting Workers, and what a process holds when they have ended. @module */

import { readdirSync, readFileSync } from "node:fs";
import { delay } from "./promises.ts";
import type { Task } from "./worker.ts";

/** Starts a Worker on a task; resolves with it and its first message. */
export async function start(task: Task): Promise<{ readonly worker: Worker; readonly message: unknown }> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.onmessage = ({ data }) => data === "ready" ? worker.postMessage(task) : resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  return { worker, message: await promise };
}

/** What a process holds. */
export interface Held {
  readonly threads: number;
  readonly descriptors: number;
  readonly megabytes: number;
}

/** What this process holds, by Linux's own count. */
export function held(): Held {
  const threads = readdirSync("/proc/self/task").length;
  const descriptors = readdirSync("/proc/self/fd").length;
  const [, pages = "0"] = readFileSync("/proc/self/statm", "utf8").split(" ");
  return { threads, descriptors, megabytes: Number(pages) * 4096 / 1e6 };
}

/** Waits until threads have stopped to end: Workers end, and idle threads of the pool with them, a while later. */
export async function settled(): Promise<void> {
  let [last, same] = [held().threads, 0];
  for (let tries = 0; tries < 100 && same < 12; tries++) {
    await delay(200);
    const { threads } = held();
    same = threads === last ? same + 1 : 0;
    last = threads;
  }
}
