/** What the generated readers read with. The format is described in `ffi/src/wire/mod.rs`. @module */

import { InternalError } from "../errors.ts";

/** "LODE" in the order of the bytes. */
const MAGIC = 0x45444f4c;

/** Bytes of the header. */
const HEADER = 48;

/** Without `fatal`: it is several times slower in Deno, and Rust strings are always valid. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** An object that is being filled. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads one result. Values are read in the order in which they were written. */
export class Reader {
  /** Start of the range that was read last, in UTF-16 code units. */
  start = 0;
  /** End of the range that was read last, in UTF-16 code units. */
  end = 0;
  /** The text that ranges refer to. */
  text: string;
  readonly #words: Uint32Array<ArrayBuffer>;
  readonly #floats: Float64Array<ArrayBuffer>;
  readonly #blobs: Uint8Array<ArrayBuffer>;
  readonly #pool: string;
  readonly #shared: string[] = [];
  #word = 0;
  #float = 0;
  #blob = 0;
  #string = 0;

  constructor(buffer: ArrayBuffer, checksum: number, root: number, text: string) {
    const [floats, words, blobs, pool] = sections(buffer, checksum, root);
    const atWords = HEADER + floats * 8;
    const atBlobs = atWords + words * 4;
    this.#floats = new Float64Array(buffer, HEADER, floats);
    this.#words = new Uint32Array(buffer, atWords, words);
    this.#blobs = new Uint8Array(buffer, atBlobs, blobs);
    this.#pool = decoder.decode(new Uint8Array(buffer, atBlobs + blobs, pool));
    this.text = text;
  }

  /** A 32-bit number. */
  word(): number {
    return this.#words[this.#word++]!;
  }

  /** A 64-bit float. */
  float(): number {
    return this.#floats[this.#float++]!;
  }

  /** A short string. */
  string(): string {
    const start = this.#string;
    this.#string = start + this.#words[this.#word++]!;
    return this.#pool.slice(start, this.#string);
  }

  /** A string that many values have: its number, which the string follows where it is new. */
  sharedString(): string {
    const number = this.#words[this.#word++]!;
    if (number === this.#shared.length) this.#shared.push(this.string());
    return this.#shared[number]!;
  }

  /** A text that was written on its own. */
  longString(): string {
    return decoder.decode(this.#view());
  }

  /** Raw bytes, as a copy that keeps nothing else alive. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#view().slice();
  }

  /** One of several names. */
  name<T extends string>(names: readonly T[]): T {
    return names[this.#words[this.#word++]!]!;
  }

  /** A range of the current text; where it lies is in `start` and `end`. */
  range(): string {
    this.start = this.#words[this.#word++]!;
    this.end = this.#words[this.#word++]!;
    return this.text.slice(this.start, this.end);
  }

  /** A list of what `read` reads. */
  list<T>(read: (reader: Reader) => T): T[] {
    const items: T[] = [];
    for (let left = this.#words[this.#word++]!; left > 0; left--) {
      items.push(read(this));
    }
    return items;
  }

  /** A list of short strings. */
  strings(): string[] {
    const items: string[] = [];
    for (let left = this.#words[this.#word++]!; left > 0; left--) {
      items.push(this.string());
    }
    return items;
  }

  /** A list of 32-bit numbers. */
  numbers(): number[] {
    const items: number[] = [];
    for (let left = this.#words[this.#word++]!; left > 0; left--) {
      items.push(this.#words[this.#word++]!);
    }
    return items;
  }

  /** The cells of a table; they are decoded and cut when the function that it returns is called. */
  cells(): () => string[][] {
    const columns = this.word();
    const count = this.word();
    const bytes = this.#view();
    const ends = this.#words.subarray(this.#word, this.#word += count);
    return () => cutCells(decoder.decode(bytes), ends, columns);
  }

  /** Checks that everything was read. */
  finish<T>(value: T): T {
    if (
      this.#word !== this.#words.length || this.#float !== this.#floats.length ||
      this.#blob !== this.#blobs.length || this.#string !== this.#pool.length
    ) {
      throw new InternalError("INTERNAL", "a result from the native library is longer or shorter than its types say");
    }
    return value;
  }

  #view(): Uint8Array<ArrayBuffer> {
    const start = this.#blob;
    this.#blob = start + this.#words[this.#word++]!;
    return this.#blobs.subarray(start, this.#blob);
  }
}

/** Numbers of floats and words, and bytes of blobs and pool, after checking the header. */
function sections(buffer: ArrayBuffer, checksum: number, root: number): [number, number, number, number] {
  if (buffer.byteLength < HEADER) {
    throw new InternalError("INTERNAL", `expected a result of at least ${HEADER} bytes, got ${buffer.byteLength}`);
  }
  const [magic, found, type] = new Uint32Array(buffer, 0, 3);
  if (magic !== MAGIC || found !== checksum || type !== root) {
    throw new InternalError(
      "INTERNAL",
      `expected a result with checksum ${checksum} and type ${root}, got checksum ${found} and type ${type}`,
    );
  }
  const [floats = 0, words = 0, blobs = 0, pool = 0] = new Float64Array(buffer, 16, 4);
  const expected = HEADER + floats * 8 + words * 4 + blobs + pool;
  if (buffer.byteLength !== expected) {
    throw new InternalError("INTERNAL", `expected a result of ${expected} bytes, got ${buffer.byteLength}`);
  }
  return [floats, words, blobs, pool];
}

function cutCells(text: string, ends: Uint32Array<ArrayBuffer>, columns: number): string[][] {
  // Arrays that are made in their final size: twice as fast in Deno as those that grow.
  const rows = new Array<string[]>(columns > 0 ? Math.floor(ends.length / columns) : 0);
  for (let row = 0, at = 0, start = 0; row < rows.length; row++) {
    const cells = new Array<string>(columns);
    for (let column = 0; column < columns; column++) {
      const end = ends[at++]!;
      cells[column] = text.slice(start, end);
      start = end;
    }
    rows[row] = cells;
  }
  return rows;
}

/** Turns a property that was computed when first touched into an ordinary one, and returns its value. */
export function settle<T>(object: object, name: string, value: T): T {
  // A frozen object keeps its accessor; Reflect does not throw then.
  Reflect.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  return value;
}
