/** An index of source code that stays in memory. @module */

import { type DuplicateOptions, encodePaths, type Paths } from "./duplicates.ts";
import { InvalidOptionsError, type Trace, trace } from "./errors.ts";
import { describe } from "./input.ts";
import { hub, type Operation } from "./native/hub.ts";
import { library } from "./native/load.ts";
import type { Symbols } from "./native/generated/symbols.ts";
import type { CloneClass, DuplicateIndexInfo, Skipped } from "./native/generated/types.ts";
import { readCloneClasses, readDuplicateIndexInfo, readSkipped } from "./native/generated/wire.ts";
import { encodeJobOptions, jobControls, type JobOptions } from "./options.ts";

/** Options of `DuplicateIndex.check`. One of `fileName` and `language` is needed. */
export interface DuplicateCheckOptions extends JobOptions {
  /** What the source is called; a file of the index by that name is not compared with it. Default `""`. */
  readonly fileName?: string | undefined;
  /** Its language, such as `typescript`. Default: that of `fileName`. */
  readonly language?: string | undefined;
}

type Call = Symbols["lode_duplicate_index_check"];

/** An index whose object was forgotten without being disposed of is freed all the same. */
const forgotten = new FinalizationRegistry<{ readonly hub: number; readonly index: number }>(({ hub, index }) =>
  library().symbols.lode_duplicate_index_close(hub, index)
);

const encoder = new TextEncoder();

/**
 * Source files in memory, to check one text after another against: for editors and review bots. It belongs to the thread that
 * built it.
 *
 * @example
 * ```ts
 * import { DuplicateIndex } from "lode";
 * using index = await DuplicateIndex.build("examples");
 * const found = await index.check("export const answer = 42;", { language: "typescript" });
 * console.log(index.files, found.length);
 * ```
 */
export class DuplicateIndex implements Disposable {
  readonly #hub: number;
  readonly #index: number;
  #info: DuplicateIndexInfo;
  #closed = false;

  private constructor(hub: number, info: DuplicateIndexInfo) {
    this.#hub = hub;
    this.#index = info.index;
    this.#info = info;
    forgotten.register(this, { hub, index: info.index }, this);
  }

  /**
   * Reads files and folders into an index.
   *
   * @param paths Files and folders. Deno's read permission for each is asked first.
   * @param options What counts as a copy, in every check too, and what to read; `changed` and `baseline` have no meaning here.
   * @throws What `findDuplicates` throws.
   */
  static async build(paths: Paths, options: DuplicateOptions = {}): Promise<DuplicateIndex> {
    const at = trace(DuplicateIndex.build);
    const json = encodeJobOptions(options);
    const text = encodePaths(paths);
    let owner = 0;
    const info = await hub().run({
      start({ symbols }, hub, job) {
        owner = hub;
        return symbols.lode_duplicate_index_build(hub, text, text.length, json, json.length, job);
      },
      read: readDuplicateIndexInfo,
      ...jobControls(options, at),
    });
    return new DuplicateIndex(owner, info);
  }

  /** Files in it. */
  get files(): number {
    return this.#info.files;
  }

  /** Lines of its files, as of `build` or the last `remove`. */
  get lines(): number {
    return this.#info.lines;
  }

  /** What was not read when it was built, and why. */
  get skipped(): readonly Skipped[] {
    return this.#info.skipped;
  }

  /**
   * Finds what in a source text is a copy of something in the index.
   *
   * @param source The text.
   * @param options What it is called, or its language.
   * @returns Classes that have places in the source, under its `fileName`, and in the index.
   * @throws {InvalidOptionsError} when the language is not known or cannot be told.
   */
  async check(source: string, options: DuplicateCheckOptions = {}): Promise<CloneClass[]> {
    const at = trace(this.check);
    if (typeof source !== "string") {
      throw new InvalidOptionsError("INVALID_OPTIONS", `expected a string, got ${describe(source)}`);
    }
    return await this.#run(
      (symbols) => symbols.lode_duplicate_index_check,
      encoder.encode(source),
      options,
      at,
      readCloneClasses,
    );
  }

  /**
   * Reads files that are new or have changed. Those that are gone are removed.
   *
   * @param files Paths or `file:` URLs.
   * @returns The files that could not be read, and why.
   */
  async update(files: Paths, options: JobOptions = {}): Promise<Skipped[]> {
    const at = trace(this.update);
    const skipped = await this.#run(
      (symbols) => symbols.lode_duplicate_index_update,
      encodePaths(files),
      options,
      at,
      readSkipped,
    );
    await this.#removed([], at);
    return skipped;
  }

  /**
   * Removes files.
   *
   * @param files Paths or `file:` URLs.
   */
  async remove(files: Paths): Promise<void> {
    await this.#removed(files, trace(this.remove));
  }

  /** Frees the index; calls that run still end. */
  [Symbol.dispose](): void {
    if (this.#closed) return;
    this.#closed = true;
    forgotten.unregister(this);
    library().symbols.lode_duplicate_index_close(this.#hub, this.#index);
  }

  async #removed(files: Paths, at: Trace): Promise<void> {
    this.#info = {
      ...await this.#run(
        (symbols) => symbols.lode_duplicate_index_remove,
        encodePaths(files),
        {},
        at,
        readDuplicateIndexInfo,
      ),
      skipped: this.#info.skipped,
    };
  }

  #run<T>(
    call: (symbols: Symbols) => Call,
    text: Uint8Array<ArrayBuffer>,
    options: JobOptions,
    at: Trace,
    read: Operation<T>["read"],
  ): Promise<T> {
    if (this.#closed) {
      throw new InvalidOptionsError("INVALID_OPTIONS", "expected an index that is open, this one was disposed of");
    }
    const json = encodeJobOptions(options);
    return hub().run({
      start: ({ symbols }, hub, job) => call(symbols)(hub, this.#index, text, text.length, json, json.length, job),
      read,
      ...jobControls(options, at),
    });
  }
}
