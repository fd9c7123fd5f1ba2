import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { bytes } from "./support/inputs.ts";
import { lode } from "./support/lode.ts";
import { thrown } from "./support/promises.ts";
import type { ChunkOptions, Extraction, PostProcessor } from "../mod.ts";

const TEXT = "One two three. Four five six.\n\nSeven eight.";

test("chunks end where sentences and paragraphs do, and are no longer than asked for", () => {
  assertEquals(lode.chunk(TEXT, { maxCharacters: 15 }).map(({ text }) => text), [
    "One two three.",
    "Four five six.",
    "Seven eight.",
  ]);
});

test("a chunk is where it says in the text, counted in UTF-16 code units", () => {
  const text = "Äpfel 🍎 und Birnen 🍐. ".repeat(20);
  const chunks = lode.chunk(text, { maxCharacters: 50 });
  assert(chunks.length > 5);
  chunks.forEach(({ index, text: part, start, end }, number) => {
    assertEquals([index, text.slice(start, end)], [number, part]);
  });
});

test("an empty text has no chunks, no keywords and no language", () => {
  assertEquals([lode.chunk(""), lode.keywords(""), lode.detectLanguages("")], [[], [], []]);
});

test("size is counted in words where asked for", () => {
  const sizes = lode.chunk("a b c d e f g", { sizer: "words", maxCharacters: 3 }).map(({ text }) =>
    text.split(" ").length
  );
  assert(sizes.every((size) => size <= 3) && sizes.reduce((sum, size) => sum + size) === 7, String(sizes));
});

test("size is counted by a function, at once", () => {
  const seen: string[] = [];
  const sizer = (text: string): number => {
    seen.push(text);
    return text.split(/\s+/).filter((word) => word !== "").length;
  };
  const chunks = lode.chunk(TEXT, { sizer, maxCharacters: 3 });
  assertEquals(chunks.map(({ text }) => text), ["One two three.", "Four five six.", "Seven eight."]);
  assert(seen.length > 0 && seen.every((text) => TEXT.includes(text)));
});

test("size is counted by an asynchronous function in asynchronous calls", async () => {
  const sizer = (text: string): Promise<number> => Promise.resolve(text.length);
  const { chunks } = await lode.extractBytes(bytes(TEXT), {
    mimeType: "text/plain",
    chunking: { sizer, maxCharacters: 15 },
  });
  assertEquals(chunks.map(({ text }) => text), ["One two three.", "Four five six.", "Seven eight."]);
});

test("an asynchronous sizer in a synchronous call: PluginError that says what to use", () => {
  const sizer = (): Promise<number> => Promise.resolve(1);
  const error = assertThrows(
    () => lode.chunk(TEXT, { sizer }),
    lode.PluginError,
    "use extractBytes with options.chunking",
  );
  assertEquals(error.code, "PLUGIN_ASYNC");
  const options = { mimeType: "text/plain", chunking: { sizer } };
  assertThrows(() => lode.extractBytesSync(bytes(TEXT), options), lode.PluginError, "use extractBytes");
});

test("what a sizer throws is the cause of the PluginError", async () => {
  const mine = { mine: true };
  const sizer = (): never => {
    throw mine;
  };
  assertStrictEquals((thrown(() => lode.chunk(TEXT, { sizer })) as Error).cause, mine);
  const options = { mimeType: "text/plain", chunking: { sizer } };
  assertStrictEquals(
    (await assertRejects(() => lode.extractBytes(bytes(TEXT), options), lode.PluginError)).cause,
    mine,
  );
});

for (const size of [NaN, -1, Infinity, "3", undefined, null]) {
  test(`a sizer that returns ${String(size)}: TypeConversionError that names it`, async () => {
    const sizer = (): number => size as number;
    const options = { mimeType: "text/plain", chunking: { sizer, maxCharacters: 10 } };
    const error = await assertRejects(() => lode.extractBytes(bytes(TEXT), options), lode.TypeConversionError);
    assertStringIncludes(error.message, "sizer");
  });
}

test("chunking that cannot be done is refused", () => {
  const wrong: ChunkOptions[] = [{ maxCharacters: 0 }, { maxCharacters: 10, overlap: 10 }, { maxCharacters: NaN }, {
    sizer: "bytes" as "words",
  }];
  for (const options of wrong) assertThrows(() => lode.chunk(TEXT, options), lode.InvalidOptionsError);
  assertThrows(() => lode.chunk(7 as unknown as string), lode.InvalidOptionsError, "expected a string, got 7");
});

const ABOUT = "The borrow checker of Rust refuses programs. A borrow checker finds dangling references. " +
  "Programmers learn to love the borrow checker.";

test("key phrases are the ones that a text is about, best first, as many as asked for", () => {
  for (const algorithm of ["yake", "rake"] as const) {
    const found = lode.keywords(ABOUT, { algorithm, max: 4 });
    assert(found.length > 0 && found.length <= 4);
    assert(found.some(({ text }) => text.toLowerCase().includes("borrow checker")), JSON.stringify(found));
    const scores = found.map(({ score }) => score);
    assertEquals(scores, scores.toSorted((a, b) => algorithm === "yake" ? a - b : b - a));
  }
});

test("phrases have as many words as asked for", () => {
  for (const { text } of lode.keywords(ABOUT, { ngram: [2, 2] })) assertEquals(text.split(" ").length, 2);
  assertThrows(() => lode.keywords(ABOUT, { ngram: [3, 2] }), lode.InvalidOptionsError, "ngram");
});

test("languages are told by ISO 639-3, most of the text first", () => {
  const cases = [
    ["eng", "The keeper of the lighthouse wrote down every ship that passed during the night."],
    ["deu", "Der Leuchtturmwärter schrieb jedes Schiff auf, das während der Nacht vorbeifuhr."],
    ["fra", "Le gardien du phare notait chaque navire qui passait pendant la nuit."],
    ["rus", "Смотритель маяка записывал каждый корабль, проходивший ночью."],
  ];
  for (const [language, text = ""] of cases) assertEquals(lode.detectLanguages(text)[0]?.language, language);
});

/** A processor that adds its name to the content. */
function adding(name: string, stage: "early" | "late"): PostProcessor {
  return {
    name,
    stage,
    process: (extraction: Extraction) => ({ ...extraction, content: `${extraction.content} ${name}` }),
  };
}

test("chunks are made of what early processors returned, and not of what later ones did", async () => {
  const options = { mimeType: "text/plain", chunking: {} };
  const made = async (processor: PostProcessor): Promise<string> => {
    const { chunks } = await lode.extractBytes(bytes(TEXT), { ...options, plugins: { postProcessors: [processor] } });
    return chunks.map(({ text }) => text).join();
  };
  assertStringIncludes(await made(adding("EARLY", "early")), "EARLY");
  const late = await made(adding("LATE", "late"));
  assert(late.includes("Seven eight") && !late.includes("LATE"));
  const plugins = { postProcessors: [adding("EARLY", "early")] };
  const { chunks } = lode.extractBytesSync(bytes(TEXT), { ...options, plugins });
  assertStringIncludes(chunks.map(({ text }) => text).join(), "EARLY");
});

test("an extraction finds what the functions find in its content", async () => {
  const options = {
    mimeType: "text/plain",
    chunking: { maxCharacters: 60 },
    keywords: { max: 3 },
    languageDetection: true,
  };
  const { content, chunks, keywords, languages, metadata } = await lode.extractBytes(bytes(ABOUT), {
    ...options,
    quality: true,
  });
  assertEquals(chunks, lode.chunk(content, options.chunking));
  assertEquals(keywords, lode.keywords(content, options.keywords));
  assertEquals(languages, lode.detectLanguages(content));
  assert(metadata.quality !== undefined && metadata.quality > 0.5 && metadata.quality <= 1);
});
