/**
 * The seam between Lode and a runtime: what `deno.ts` and `bun.ts` provide, and all that the rest of Lode knows of either.
 *
 * @module
 */

import type { Symbols } from "./generated/symbols.ts";

/** A loaded native library. */
export interface Library {
  /** Where it was loaded from. */
  readonly path: string;
  /** Its functions. They return a status. */
  readonly symbols: Symbols;
  /** Waits until the hub has an event, or for a while. Resolves with the number of events that were moved to `events`. */
  readonly park: (hub: number, events: ArrayBuffer, capacity: number) => Promise<number>;
  /** Copies what a job came to into `out`; off the JavaScript thread where the runtime can. */
  readonly take: (hub: number, job: number, out: Uint8Array<ArrayBuffer>) => Promise<number>;
  /** Copies an item of a stream into `out`; off the JavaScript thread where the runtime can. */
  readonly takeItem: (hub: number, item: number, out: Uint8Array<ArrayBuffer>) => Promise<number>;
  /** An item of a stream in memory of its own, not copied; absent where the runtime cannot tell when that is garbage. */
  readonly lendItem?: (hub: number, item: number, size: number) => ArrayBuffer;
  /** Extracts bytes in place, in a call that lasts until the job has ended; absent where the runtime has no such calls. */
  readonly extractBorrowed?: (hub: number, job: number, data: Uint8Array, options: Uint8Array) => Promise<number>;
  /** Hears that a hub has no jobs: soon, nothing of it may keep the process alive. */
  readonly release: (hub: number) => void;
  /** Lets go of what belongs to a hub that is about to be closed. */
  readonly close: (hub: number) => void;
}

/** A runtime: how it opens libraries, and what of its sandbox Lode honours. */
export interface Runtime {
  /** `deno` or `bun`. */
  readonly name: "deno" | "bun";
  /** Opens the library at `path`; throws what the runtime throws. */
  readonly open: (path: string) => Library;
  /** Memory for what is about to be written as a whole: what is in it before means nothing. */
  readonly allocate: (bytes: number) => ArrayBuffer;
  /** Whether the sandbox lets the library at `path` be opened without asking. */
  readonly mayOpen: (path: string) => boolean;
  /** An environment variable; undefined where it is not set or may not be read. */
  readonly environment: (name: string) => string | undefined;
  /** Throws an `IoError` unless the sandbox lets the file at `path` be read. */
  readonly requireRead: (path: string) => void;
  /** Throws an `IoError` unless the sandbox lets the file at `path` be written. */
  readonly requireWrite: (path: string) => void;
  /** How to give the permission to open the library at `path`. */
  readonly openHint: (path: string) => string;
}

/** What every function of the library returns when all went well. */
export const STATUS_OK = 0;

let installed: Runtime | undefined;

/** Names the runtime; `mod.ts` and `bun.ts` do so before anything else. */
export function install(runtime: Runtime): void {
  installed = runtime;
}

/** The runtime that Lode runs in. */
export function runtime(): Runtime {
  if (installed === undefined) {
    throw new Error('import Lode from "mod.ts" (Deno) or "bun.ts" (Bun); its inner modules do not work alone');
  }
  return installed;
}
