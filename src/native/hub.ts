/**
 * The hub of this JavaScript thread: it starts jobs, and tells their callers what becomes of them.
 *
 * Native threads never call JavaScript. They queue events, and a pump that runs only while jobs are outstanding fetches
 * them. That keeps the process alive exactly as long as there is work, and lets a Worker end at any moment.
 *
 * @module
 */

import { setImmediate } from "node:timers";
import {
  asyncInSync,
  fromNative,
  InternalError,
  located,
  type NativeError,
  timeoutError,
  type Trace,
} from "../errors.ts";
import { ERROR_NUMBERS } from "./generated/errors.ts";
import { type Library, runtime, STATUS_OK } from "./library.ts";
import { library } from "./load.ts";

/** A function that a job may call, by its index in {@link Operation.functions}. */
export interface HostFunction {
  /** What it is, for errors, such as `OCR backend "tesseract"`. */
  readonly description: string;
  /** Turns the argument's bytes into the answer's bytes, at once or later. What it throws fails the job. */
  readonly call: (argument: Uint8Array<ArrayBuffer>) => Uint8Array | PromiseLike<Uint8Array>;
}

/** Thrown by a {@link HostFunction} when not the user's function failed, but what it returned is wrong. */
export class HostFailure extends Error {
  /** The name of the error's code. */
  readonly code: keyof typeof ERROR_NUMBERS;

  constructor(code: keyof typeof ERROR_NUMBERS, message: string) {
    super(message);
    this.code = code;
  }
}

/** How far a job is. */
export interface JobProgress {
  /** Units done: pages, bytes, files. */
  readonly done: number;
  /** Units in all; 0 while unknown. */
  readonly total: number;
}

/** Something that the native side does. */
export interface Operation<T> {
  /** Starts it; returns a status, and writes the job's number to `job`. */
  readonly start: (library: Library, hub: number, job: Uint32Array<ArrayBuffer>) => number;
  /** Reads what it came to. */
  readonly read: (result: ArrayBuffer) => T;
  /** Functions that it may call. */
  readonly functions?: readonly HostFunction[];
  /** For a synchronous call: the one to use where a function is asynchronous. */
  readonly alternative?: string;
  /** Where it was called, for the stack of errors. */
  readonly trace?: Trace;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;
  /** Hears that the job was stopped from here: nothing of it is left on the native side. */
  readonly onStop?: (() => void) | undefined;
  /**
   * Whether items are better lent than copied where that can be: large ones, few at a time. Copies into memory that was just in
   * use are quicker for many, since fresh memory comes page by page.
   */
  readonly lend?: boolean;
  /** Takes an item of a stream. */
  readonly onItem?: ((item: number, size: number, job: number) => void) | undefined;
}

interface Job {
  readonly operation: Operation<unknown>;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

const CAPACITY = 64;
const EVENT_BYTES = 32;

const COMPLETED = 1;
const FAILED = 2;
const PROGRESS = 3;
const HOST_REQUEST = 4;
const ITEM = 5;

const PARK = 0;

/** Results from this size on are copied off the JavaScript thread, where the runtime can. */
const LARGE_BYTES = 1 << 20;

/** Items from this size on are: what is written may be computed on the way, as pixels are. */
const LARGE_ITEM_BYTES = 1 << 17;

/** The longest that a burst of calls may keep the event loop from turning, in milliseconds. */
const TURN_MILLISECONDS = 2;

/** How long one blocking wait of a synchronous call lasts, in microseconds. */
const SYNC_WAIT_MICROSECONDS = 100_000;

const HIGH = 2 ** 32;

/** Reads a 64-bit number below 2^53. */
export function readNumber(words: Uint32Array, index: number): number {
  return (words[index] ?? 0) + (words[index + 1] ?? 0) * HIGH;
}

/** Throws unless a native call went well. */
export function check(status: number, call: string): void {
  if (status !== STATUS_OK) {
    throw new InternalError("INTERNAL", `${call} failed with status ${status}; please report it`);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One hub: asynchronous calls share one, synchronous calls another, so that neither takes the other's events. */
export class Hub {
  readonly #library: Library;
  readonly #hub: number;
  readonly #sync: boolean;
  readonly #jobs: Map<number, Job> = new Map();
  readonly #thrown: Map<number, { readonly value: unknown }> = new Map();
  readonly #events: ArrayBuffer = new ArrayBuffer(CAPACITY * EVENT_BYTES);
  readonly #words: Uint32Array<ArrayBuffer> = new Uint32Array(this.#events);
  readonly #number: Uint32Array<ArrayBuffer> = new Uint32Array(2);
  #pumping = false;

  constructor(library: Library, sync: boolean) {
    this.#library = library;
    this.#sync = sync;
    const { lode_hub_open, lode_hub_open_synchronous } = library.symbols;
    check((sync ? lode_hub_open_synchronous : lode_hub_open)(this.#number), "lode_hub_open");
    this.#hub = readNumber(this.#number, 0);
    globalThis.addEventListener?.("unload", () => this.close());
  }

  /** Cancels what runs, and frees it. */
  close(): void {
    this.#library.close(this.#hub);
    this.#library.symbols.lode_hub_close(this.#hub);
  }

  /** Runs an operation without blocking. */
  async run<T>(operation: Operation<T>): Promise<T> {
    operation.signal?.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const job = this.#start(operation, resolve);
    const stop = (error: unknown) => {
      if (this.#jobs.delete(job)) {
        this.#library.symbols.lode_job_cancel(this.#hub, job);
        operation.onStop?.();
        // A job that was stopped tells nothing more, so nothing would wake the pump.
        if (this.#jobs.size === 0) this.#library.release(this.#hub);
        resolve({ error });
      }
    };
    const { signal, timeout } = operation;
    const onAbort = () => stop(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    const timer = timeout === undefined ? undefined : setTimeout(() => stop(timeoutError()), timeout);
    void this.#pump();
    const outcome = await promise;
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    if ("error" in outcome) throw this.#locate(outcome.error, operation);
    return outcome.value as T;
  }

  /** Runs an operation on the calling thread's time, answering what it asks meanwhile. */
  runSync<T>(operation: Operation<T>): T {
    operation.signal?.throwIfAborted();
    let outcome: Outcome | undefined;
    const job = this.#start(operation, (settled) => outcome = settled);
    const { signal, timeout } = operation;
    const deadline = timeout === undefined ? Infinity : performance.now() + timeout;
    while (outcome === undefined) {
      const late = performance.now() > deadline;
      if (late || signal?.aborted === true) {
        this.#jobs.delete(job);
        this.#library.symbols.lode_job_cancel(this.#hub, job);
        throw this.#locate(late ? timeoutError() : signal?.reason, operation);
      }
      const left = Math.max(0, Math.ceil((deadline - performance.now()) * 1000));
      this.#dispatch(this.#fetch(Math.min(SYNC_WAIT_MICROSECONDS, left)));
    }
    if ("error" in outcome) throw this.#locate(outcome.error, operation);
    return outcome.value as T;
  }

  /** Runs an operation that yields items as it goes. Items wait on the native side until they are asked for. */
  async *stream<T>(operation: Operation<void>, read: (item: ArrayBuffer) => T): AsyncGenerator<T, void, void> {
    const queued: { readonly item: number; readonly size: number }[] = [];
    const leave = new AbortController();
    const { signal } = operation;
    let wake = () => {};
    let ended = false;
    let stopped = false;
    let job = 0;
    const done = this.run({
      ...operation,
      signal: signal === undefined ? leave.signal : AbortSignal.any([signal, leave.signal]),
      onStop: () => stopped = true,
      onItem(item, size, number) {
        job = number;
        queued.push({ item, size });
        wake();
      },
    }).finally(() => {
      ended = true;
      wake();
    });
    done.catch(() => {});
    try {
      while (true) {
        const next = stopped ? undefined : queued.shift();
        if (next !== undefined) {
          let item: ArrayBuffer;
          try {
            item = await this.#takeItem(next.item, next.size, operation.lend === true);
          } catch (error) {
            // Stopped while the item was on its way.
            if (stopped) continue;
            throw error;
          }
          yield read(item);
        } else if (ended) return await done;
        else await new Promise<void>((resolve) => wake = resolve);
      }
    } finally {
      leave.abort();
      // A job that has ended still keeps the items that nobody took.
      if (queued.length > 0) this.#library.symbols.lode_job_cancel(this.#hub, job);
    }
  }

  #takeItem(item: number, size: number, lend: boolean): Promise<ArrayBuffer> | ArrayBuffer {
    const { lendItem } = this.#library;
    if (lend && lendItem !== undefined && size >= LARGE_ITEM_BYTES) return lendItem(this.#hub, item, size);
    return this.#take(
      size,
      "lode_item_take",
      LARGE_ITEM_BYTES,
      (out, large) =>
        large
          ? this.#library.takeItem(this.#hub, item, out)
          : this.#library.symbols.lode_item_take(this.#hub, item, out, size),
    );
  }

  #start(operation: Operation<unknown>, settle: (outcome: Outcome) => void): number {
    check(operation.start(this.#library, this.#hub, this.#number), "starting a job");
    const job = readNumber(this.#number, 0);
    this.#jobs.set(job, { operation, settle });
    return job;
  }

  #locate(error: unknown, operation: Operation<unknown>): unknown {
    return error instanceof Error && error !== operation.signal?.reason ? located(error, operation.trace) : error;
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    // What is quicker than its own call must not settle in it: who aborts right after the call is heard.
    await null;
    let turned = performance.now();
    while (this.#jobs.size > 0) {
      let count = this.#fetch(0);
      if (count === 0 && this.#arm() === PARK) {
        count = await this.#library.park(this.#hub, this.#events, CAPACITY);
        turned = performance.now();
      }
      this.#dispatch(count);
      // Promises of plugins settle here.
      await null;
      if (performance.now() - turned > TURN_MILLISECONDS) {
        await turn();
        turned = performance.now();
      }
    }
    this.#pumping = false;
    this.#library.release(this.#hub);
  }

  #fetch(timeout: number): number {
    const { symbols } = this.#library;
    check(symbols.lode_hub_wait(this.#hub, this.#events, CAPACITY, timeout, this.#number), "lode_hub_wait");
    return this.#number[0] ?? 0;
  }

  #arm(): number {
    check(this.#library.symbols.lode_hub_arm(this.#hub, this.#number), "lode_hub_arm");
    return this.#number[0] ?? 0;
  }

  #dispatch(count: number): void {
    // An answer may start a job, or wait in a synchronous call, and so overwrite the events.
    const words = count > 1 ? this.#words.slice(0, count * 8) : this.#words;
    for (let index = 0; index < count * 8; index += 8) {
      const [kind = 0, code = 0] = [words[index], words[index + 1]];
      const job = this.#jobs.get(readNumber(words, index + 2));
      if (job === undefined) continue;
      const number = readNumber(words, index + 2);
      const request = readNumber(words, index + 4);
      const size = readNumber(words, index + 6);
      switch (kind) {
        case COMPLETED:
        case FAILED:
          this.#finish(number, job, size, kind === FAILED);
          break;
        case PROGRESS:
          this.#report(job, number, { done: request, total: size });
          break;
        case HOST_REQUEST:
          this.#answer(job, code, request, size);
          break;
        case ITEM:
          job.operation.onItem?.(request, size, number);
          break;
      }
    }
  }

  #finish(number: number, job: Job, size: number, failed: boolean): void {
    // Nothing more comes of it: a pump that waited for this one job would wait for ever.
    this.#jobs.delete(number);
    const done = (result: ArrayBuffer) => {
      try {
        job.settle(failed ? { error: this.#error(result) } : { value: job.operation.read(result) });
      } catch (error) {
        job.settle({ error });
      }
    };
    const result = this.#take(
      size,
      "lode_job_take",
      LARGE_BYTES,
      (out, large) =>
        large
          ? this.#library.take(this.#hub, number, out)
          : this.#library.symbols.lode_job_take(this.#hub, number, out, size),
    );
    if (result instanceof ArrayBuffer) done(result);
    else result.then(done, (error) => job.settle({ error }));
  }

  #take(
    size: number,
    call: string,
    large: number,
    take: (out: Uint8Array<ArrayBuffer>, large: boolean) => number | Promise<number>,
  ): ArrayBuffer | Promise<ArrayBuffer> {
    const buffer = runtime().allocate(size);
    const status = take(new Uint8Array(buffer), !this.#sync && size >= large);
    if (typeof status === "number") {
      check(status, call);
      return buffer;
    }
    return status.then((status) => {
      check(status, call);
      return buffer;
    });
  }

  #error(json: ArrayBuffer): Error {
    const error = JSON.parse(new TextDecoder().decode(json)) as NativeError;
    const thrown = error.request === undefined ? undefined : this.#thrown.get(error.request);
    if (error.request !== undefined) this.#thrown.delete(error.request);
    return fromNative(error, thrown);
  }

  #report(job: Job, number: number, progress: JobProgress): void {
    try {
      job.operation.onProgress?.(progress);
    } catch (error) {
      this.#jobs.delete(number);
      this.#library.symbols.lode_job_cancel(this.#hub, number);
      job.settle({ error });
    }
  }

  #answer(job: Job, index: number, request: number, size: number): void {
    const called = job.operation.functions?.[index];
    const argument = new Uint8Array(runtime().allocate(size));
    const { symbols } = this.#library;
    // The request is gone where its job was cancelled meanwhile.
    if (symbols.lode_request_take(this.#hub, request, argument, size) !== STATUS_OK) return;
    if (called === undefined) return this.#fail(request, new HostFailure("INTERNAL", `no function ${index}`), "");
    let answer: Uint8Array | PromiseLike<Uint8Array>;
    try {
      answer = called.call(argument);
    } catch (error) {
      return this.#fail(request, error, called.description);
    }
    if (answer instanceof Uint8Array) {
      symbols.lode_request_reply(this.#hub, request, answer, answer.length);
    } else if (this.#sync) {
      Promise.resolve(answer).catch(() => {});
      const message = asyncInSync(called.description, job.operation.alternative ?? "an asynchronous call");
      this.#fail(request, new HostFailure("PLUGIN_ASYNC", message), called.description);
    } else {
      answer.then(
        (answer) => void symbols.lode_request_reply(this.#hub, request, answer, answer.length),
        (error) => this.#fail(request, error, called.description),
      );
    }
  }

  #fail(request: number, error: unknown, description: string): void {
    const own = error instanceof HostFailure;
    if (!own) this.#thrown.set(request, { value: error });
    const text = own
      ? error.message
      : `${description} threw: ${error instanceof Error ? error.message : String(error)}`;
    const message = new TextEncoder().encode(text);
    const code = ERROR_NUMBERS[own ? error.code : "PLUGIN"];
    const status = this.#library.symbols.lode_request_fail(this.#hub, request, code, message, message.length);
    if (status !== STATUS_OK) this.#thrown.delete(request);
  }
}

let asynchronous: Hub | undefined;
let synchronous: Hub | undefined;

/** The hub of this thread's asynchronous calls. */
export function hub(): Hub {
  return asynchronous ??= new Hub(library(), false);
}

/** The hub of this thread's synchronous calls. */
export function syncHub(): Hub {
  return synchronous ??= new Hub(library(), true);
}
