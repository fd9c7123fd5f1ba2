/** Lode's native library in Bun. @module */

import { dlopen } from "bun:ffi";
import process from "node:process";
import { BUN_SYMBOLS, type Symbols } from "./generated/symbols.ts";
import type { Library, Runtime } from "./library.ts";

/** How often to look for events where a hub has no pipe, in milliseconds. */
const POLL_MILLISECONDS = 1;

type PipeReader = ReadableStreamDefaultReader<Uint8Array>;

function open(path: string): Library {
  const symbols = dlopen(path, BUN_SYMBOLS).symbols as unknown as Symbols;
  const readers = new Map<number, PipeReader | undefined>();

  function reader(hub: number): PipeReader | undefined {
    if (!readers.has(hub)) {
      const descriptor = new Int32Array(1);
      const status = symbols.lode_hub_descriptor(hub, descriptor);
      readers.set(hub, status === 0 ? Bun.file(descriptor[0] ?? -1).stream().getReader() : undefined);
    }
    return readers.get(hub);
  }

  return {
    path,
    symbols,
    async park(hub: number): Promise<number> {
      const pipe = reader(hub);
      if (pipe === undefined) await Bun.sleep(POLL_MILLISECONDS);
      else await pipe.read();
      return 0;
    },
    take: (hub, job, out) => Promise.resolve(symbols.lode_job_take(hub, job, out, out.length)),
    takeItem: (hub, item, out) => Promise.resolve(symbols.lode_item_take(hub, item, out, out.length)),
    release(hub: number): void {
      // An open reader keeps the process alive.
      void readers.get(hub)?.cancel();
      readers.delete(hub);
    },
  };
}

/** Bun, as Lode sees it. */
export const bun: Runtime = {
  name: "bun",
  open,
  mayOpen: () => true,
  environment: (name) => process.env[name],
  requireRead() {},
  openHint: () => "",
};
