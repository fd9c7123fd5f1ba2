/** Lode's native library in Bun. @module */

import { dlopen, toArrayBuffer } from "bun:ffi";
import process from "node:process";
import { BUN_SYMBOLS, type Symbols } from "./generated/symbols.ts";
import { check } from "./hub.ts";
import type { Library, Runtime } from "./library.ts";

/** How often to look for events where a hub has no pipe, in milliseconds. */
const POLL_MILLISECONDS = 1;

/**
 * How long an idle hub keeps its reader, in milliseconds: to open one costs more than a small document, and an open one keeps
 * the process alive.
 */
const IDLE_MILLISECONDS = 10;

/** With the last two parameters, which Bun's types leave out: what frees the memory, and what that is called with. */
const lent = toArrayBuffer as (
  address: number,
  offset: number,
  size: number,
  context: number,
  free: number,
) => ArrayBuffer;

type PipeReader = ReadableStreamDefaultReader<Uint8Array>;

interface Pipe {
  /** Absent where pipes are not to be had. */
  readonly reader: PipeReader | undefined;
  idle: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

function open(path: string): Library {
  const symbols = dlopen(path, BUN_SYMBOLS).symbols as unknown as Symbols;
  const pipes = new Map<number, Pipe>();

  function openPipe(hub: number): Pipe {
    const descriptor = new Int32Array(1);
    const status = symbols.lode_hub_descriptor(hub, descriptor);
    const reader = status === 0 ? Bun.file(descriptor[0] ?? -1).stream().getReader() : undefined;
    const pipe = { reader, idle: false, timer: undefined };
    pipes.set(hub, pipe);
    return pipe;
  }

  function closePipe(hub: number): void {
    const pipe = pipes.get(hub);
    pipes.delete(hub);
    clearTimeout(pipe?.timer);
    void pipe?.reader?.cancel();
  }

  return {
    path,
    symbols,
    async park(hub: number): Promise<number> {
      const pipe = pipes.get(hub) ?? openPipe(hub);
      pipe.idle = false;
      if (pipe.reader === undefined) await Bun.sleep(POLL_MILLISECONDS);
      else await pipe.reader.read();
      return 0;
    },
    take: (hub, job, out) => Promise.resolve(symbols.lode_job_take(hub, job, out, out.length)),
    takeItem: (hub, item, out) => Promise.resolve(symbols.lode_item_take(hub, item, out, out.length)),
    lendItem(hub: number, item: number, size: number): ArrayBuffer {
      const numbers = new BigUint64Array(3);
      check(symbols.lode_item_lend(hub, item, size, numbers), "lode_item_lend");
      const [address = 0, free = 0, context = 0] = Array.from(numbers, Number);
      return lent(address, 0, size, context, free);
    },
    release(hub: number): void {
      const pipe = pipes.get(hub);
      if (pipe === undefined) return;
      pipe.idle = true;
      pipe.timer ??= setTimeout(() => {
        pipe.timer = undefined;
        if (pipe.idle) closePipe(hub);
      }, IDLE_MILLISECONDS);
    },
    close: closePipe,
  };
}

/** Bun, as Lode sees it. */
export const bun: Runtime = {
  name: "bun",
  open,
  // Not cleared: to clear eight megabytes takes as long as to draw a page of text.
  allocate: (bytes) => Bun.allocUnsafe(bytes).buffer,
  mayOpen: () => true,
  environment: (name) => process.env[name],
  requireRead() {},
  requireWrite() {},
  openHint: () => "",
};
