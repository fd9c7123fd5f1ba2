/** When a model is loaded, in use, and unloaded. @module */

import { bounded, type Bounds } from "../bounds.ts";
import { ModelExecutionError } from "../errors.ts";

/** Loads before the first call, unloads after the last; each once, however many ask. */
export class Lifecycle {
  readonly #load: () => Promise<void>;
  readonly #unload: () => Promise<void>;
  #loading: Promise<void> | undefined;
  #unloading: Promise<void> | undefined;
  #closed = false;
  #calls = 0;
  #idle: (() => void) | undefined;

  constructor(load: () => Promise<void>, unload: () => Promise<void>) {
    this.#load = load;
    this.#unload = unload;
  }

  /** Loads, unless it is loaded. One that failed is tried again by the next call. */
  async load(): Promise<void> {
    await this.#unloaded();
    await this.#loadOnce();
  }

  /** Waits for the calls in flight, then unloads, if it is loaded. The next call loads again. */
  async unload(): Promise<void> {
    await (this.#unloading ??= this.#finish().finally(() => this.#unloading = undefined));
  }

  /** Unloads for good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.unload();
  }

  /** A call: loads first, and is waited for before unloading. */
  async use<T>(bounds: Bounds, call: () => Promise<T>): Promise<T> {
    await bounded(this.#unloaded(), bounds);
    this.#calls++;
    try {
      await bounded(this.#loadOnce(), bounds);
      return await call();
    } finally {
      if (--this.#calls === 0) this.#idle?.();
    }
  }

  async #unloaded(): Promise<void> {
    while (this.#unloading !== undefined) await this.#unloading.catch(() => {});
    if (this.#closed) {
      throw new ModelExecutionError(
        "MODEL_EXECUTION",
        "these models were disposed of; open them again with Models.open",
      );
    }
  }

  #loadOnce(): Promise<void> {
    return this.#loading ??= this.#load().catch((error) => {
      this.#loading = undefined;
      throw error;
    });
  }

  async #finish(): Promise<void> {
    if (this.#calls > 0) await new Promise<void>((resolve) => this.#idle = resolve);
    this.#idle = undefined;
    const loaded = await this.#loading?.then(() => true, () => false) ?? false;
    this.#loading = undefined;
    if (loaded) await this.#unload();
  }
}

/** So many at once; the others wait their turn. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs `work` when its turn comes. Work that outlives `bounds` keeps its place until it has really ended. */
  async run<T>(bounds: Bounds, work: () => Promise<T>): Promise<T> {
    await this.#enter(bounds);
    const running = work();
    running.catch(() => {}).finally(() => this.#leave());
    return await bounded(running, bounds);
  }

  async #enter(bounds: Bounds): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    try {
      await bounded(promise, bounds);
    } catch (error) {
      const place = this.#waiting.indexOf(resolve);
      // Its turn may have come at the very moment that it gave up.
      if (place >= 0) this.#waiting.splice(place, 1);
      else this.#leave();
      throw error;
    }
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
