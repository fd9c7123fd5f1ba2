/** Lode's native library in Deno. @module */

import { IoError } from "../errors.ts";
import { DENO_SYMBOLS, type DenoSymbols } from "./generated/symbols.ts";
import type { Library, Runtime } from "./library.ts";

/**
 * The longest that one nonblocking wait lasts, in microseconds. A Worker that is ended waits for its nonblocking calls
 * before its thread, and with it the hub, goes: this bounds how long that takes.
 */
const WAIT_MICROSECONDS = 250_000;

function open(path: string): Library {
  const symbols = Deno.dlopen(path, DENO_SYMBOLS).symbols as unknown as DenoSymbols;
  return {
    path,
    symbols,
    async park(hub: number, events: ArrayBuffer, capacity: number): Promise<number> {
      const waited = new Uint32Array(1);
      const status = await symbols.hub_wait_async(hub, events, capacity, WAIT_MICROSECONDS, waited);
      return status === 0 ? waited[0] ?? 0 : 0;
    },
    take: (hub, job, out) => symbols.job_take_async(hub, job, out, out.length),
    takeItem: (hub, item, out) => symbols.item_take_async(hub, item, out, out.length),
    extractBorrowed: (hub, job, data, options) =>
      symbols.extract_bytes_borrowed_async(hub, job, data, data.length, options, options.length),
    release() {},
    close() {},
  };
}

function requireFile(name: "read" | "write", path: string): void {
  const { state, partial } = Deno.permissions.requestSync({ name, path });
  if (state !== "granted" || partial) {
    throw new IoError("PERMISSION_DENIED", `no permission to ${name} ${path}; run Deno with --allow-${name}=${path}`, {
      path,
    });
  }
}

/** Deno, as Lode sees it. */
export const deno: Runtime = {
  name: "deno",
  open,
  allocate: (bytes) => new ArrayBuffer(bytes),
  mayOpen: (path) => Deno.permissions.querySync({ name: "ffi", path }).state === "granted",
  environment(name) {
    const { state } = Deno.permissions.querySync({ name: "env", variable: name });
    return state === "granted" ? Deno.env.get(name) : undefined;
  },
  requireRead: (path) => requireFile("read", path),
  requireWrite: (path) => requireFile("write", path),
  openHint: (path) => `Deno must be run with --allow-ffi=${path}`,
};
