import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { Reader, settle } from "../src/native/reader.ts";
import { tableMarkdown } from "../src/native/table.ts";
import { readChunks, readKeywords, WIRE_CHECKSUM } from "../src/native/generated/wire.ts";

const KEYWORDS = 2;
const CHUNKS = 1;

interface Parts {
  readonly checksum?: number;
  readonly root: number;
  readonly floats?: readonly number[];
  readonly words: readonly number[];
  readonly blobs?: string;
  readonly pool?: string;
}

/** Puts a buffer together as ffi/src/wire/mod.rs describes it. */
function buffer({ checksum = WIRE_CHECKSUM, root, floats = [], words, blobs = "", pool = "" }: Parts): ArrayBuffer {
  const [blobBytes, poolBytes] = [new TextEncoder().encode(blobs), new TextEncoder().encode(pool)];
  const header = new Uint32Array([0x45444f4c, checksum, root, 0]);
  const lengths = new Float64Array([floats.length, words.length, blobBytes.length, poolBytes.length]);
  const parts = [header, lengths, new Float64Array(floats), new Uint32Array(words), blobBytes, poolBytes];
  const bytes = parts.flatMap((part) => [...new Uint8Array(part.buffer)]);
  return new Uint8Array(bytes).buffer;
}

const GOOD: Parts = { root: KEYWORDS, floats: [0.5, 2], words: [2, 5, 2], pool: "Grüße🦀" };

test("strings are cut out of the pool by UTF-16 length", () => {
  assertEquals(readKeywords(buffer(GOOD)), [{ text: "Grüße", score: 0.5 }, { text: "🦀", score: 2 }]);
});

test("a byte order mark in a string is kept", () => {
  assertEquals(
    readKeywords(buffer({ root: KEYWORDS, floats: [1], words: [1, 2], pool: "\uFEFFa" }))[0]?.text,
    "\uFEFFa",
  );
});

test("ranges become text with its place", () => {
  const chunks = readChunks(buffer({ root: CHUNKS, words: [1, 0, 3, 6, 9, 1, 1], pool: "H" }), "ab end");
  assertEquals(chunks, [{ index: 0, text: "end", start: 3, end: 6, size: 9, headings: ["H"] }]);
});

test("a buffer of another layout or type is refused", () => {
  assertThrows(() => readKeywords(buffer({ ...GOOD, checksum: 1 })), Error, "got checksum 1");
  assertThrows(() => readKeywords(buffer({ ...GOOD, root: CHUNKS })), Error, "type 1");
});

test("a buffer that is too short or too long is refused", () => {
  const whole = buffer(GOOD);
  for (let length = 0; length < whole.byteLength; length++) {
    assertThrows(() => readKeywords(whole.slice(0, length)), Error);
  }
  assertThrows(() => readKeywords(new Uint8Array([...new Uint8Array(whole), 0]).buffer), Error);
});

test("a buffer that holds more than its types say is refused", () => {
  assertThrows(() => readKeywords(buffer({ ...GOOD, words: [2, 5, 2, 7] })), Error, "longer or shorter");
  assertThrows(() => readKeywords(buffer({ ...GOOD, pool: "Grüße🦀!" })), Error, "longer or shorter");
});

test("cells are cut row by row, also beyond ASCII", () => {
  const words = [2, 4, 7, 1, 3, 3, 4];
  const reader = new Reader(buffer({ root: 0, words, blobs: "ä🦀d" }), WIRE_CHECKSUM, 0, "");
  assertEquals(reader.cells()(), [["ä", "🦀"], ["", "d"]]);
});

test("a table without columns has no rows", () => {
  const reader = new Reader(buffer({ root: 0, words: [0, 0, 0] }), WIRE_CHECKSUM, 0, "");
  assertEquals(reader.cells()(), []);
});

test("a settled property is an ordinary one", () => {
  let computed = 0;
  const object = {
    get cells(): number {
      return settle(this, "cells", ++computed);
    },
  };
  assertEquals([JSON.stringify(object), object.cells, computed], ['{"cells":1}', 1, 1]);
  assertEquals(Object.getOwnPropertyDescriptor(object, "cells")?.writable, true);
});

test("a property of a frozen object is computed without being kept", () => {
  const object = Object.freeze({
    get cells(): string {
      return settle(this, "cells", "value");
    },
  });
  assertEquals([object.cells, structuredClone(object)], ["value", { cells: "value" }]);
});

test("Markdown tables have a header line and escaped cells", () => {
  assertEquals(tableMarkdown([["a", "b|c"], ["1\n2", ""]], 1), "| a | b\\|c |\n| --- | --- |\n| 1<br>2 |  |");
  assertStringIncludes(tableMarkdown([["a"], ["b"], ["c"]], 2), "| b |\n| --- |\n| c |");
  assert(tableMarkdown([], 0) === "");
});
