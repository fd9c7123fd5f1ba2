import { readFile } from "node:fs/promises";
import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { plainPng } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import { rejection } from "./support/promises.ts";
import { bursts } from "./support/sound.ts";
import type { AudioInput, ModelFunctions, Models } from "../mod.ts";

const media = (name: string) => fixture(`media/${name}`);
const FILM = media("film.mp4");
const TONE = media("tone.flac");

/** A model that says in which second of the file a sound starts. */
const SECONDS: ModelFunctions = {
  transcribe({ samples, sampleRate }: AudioInput) {
    const segments = [];
    for (let second = 0; second * sampleRate < samples.length; second++) {
      if (Math.abs(samples[second * sampleRate + 8] ?? 0) > 0.1) {
        segments.push({ start: second, end: second + 1, text: `a <tone> at ${second}` });
      }
    }
    return { text: "", segments, language: "en" };
  },
};

function open(functions: ModelFunctions): Promise<Models> {
  return lode.Models.open(functions);
}

test("the transcript is the content, in elements with their times", async () => {
  await using models = await open(SECONDS);
  const sound = bursts([true, false, true]);
  const { content, elements, mimeType, metadata } = await lode.extractBytes(sound, { models });
  assertEquals(mimeType, "audio/wav");
  assertEquals(content, "a <tone> at 0\n\na <tone> at 2");
  assertEquals(
    elements.map(({ type, text, startTime, endTime }) => [type, text, startTime, endTime]),
    [["paragraph", "a <tone> at 0", 0, 1], ["paragraph", "a <tone> at 2", 2, 3]],
  );
  elements.forEach(({ text, start, end }) => assertEquals(content.slice(start, end), text));
  assertEquals([metadata.language, metadata.words], ["en", 8]);
});

test("a transcript is written in the format asked for", async () => {
  await using models = await open(SECONDS);
  const html = await lode.extractBytes(bursts([true]), { models, outputFormat: "html" });
  assertEquals(html.content, "<p>a &lt;tone&gt; at 0</p>");
  const markdown = await lode.extractBytes(bursts([true]), { models, outputFormat: "markdown" });
  assertEquals(markdown.content, "a \\<tone\\> at 0");
});

test("sound longer than a window is heard whole, and each thing once", async () => {
  await using models = await open(SECONDS);
  const loud = Array.from({ length: 70 }, (_, second) => second % 3 === 0);
  const { elements } = await lode.extractBytes(bursts(loud), { models });
  const expected = loud.flatMap((on, second) => on ? [second] : []);
  assertEquals(elements.map(({ startTime }) => startTime), expected);
});

test("captions that the file has are used, and nothing is transcribed", async () => {
  let asked = false;
  await using models = await open({
    transcribe() {
      asked = true;
      return "other";
    },
  });
  const alone = await lode.extractFile(media("subtitles.mkv"));
  const { content } = await lode.extractFile(media("subtitles.mkv"), { models });
  assertEquals([content, asked], [alone.content, false]);
});

test("what a film shows is described, under its chapters in the order of time", async () => {
  await using models = await open({
    transcribe: () => ({ text: "", segments: [{ start: 0.2, end: 0.4, text: "hello" }] }),
    analyzeVideo: ({ frames }) => ({ description: `${frames.length} pictures`, keywords: ["film", "test"] }),
  });
  const { elements, metadata } = await lode.extractFile(FILM, { models });
  assertEquals(metadata.description, "8 pictures");
  assertEquals(metadata.keywords, ["film", "test"]);
  const described = elements.find(({ type }) => type === "image");
  assertEquals([described?.text, described?.startTime], ["8 pictures", 0]);
  const times = elements.flatMap(({ startTime }) => startTime === undefined ? [] : [startTime]);
  assertEquals(times, times.toSorted((a, b) => a - b));
  assert(elements.some(({ type }) => type === "heading"), "the chapters");
});

test("an image is described, and its vector comes where asked for", async () => {
  await using models = await open({
    analyzeVideo: ({ frames, width, height }, audio) => ({
      description: `${frames.length} of ${width}x${height}, ${audio === undefined ? "silent" : "loud"}`,
    }),
    embedImages: ({ data, shape: [count, , height, width] }) =>
      Array.from({ length: count }, () => [0, 1, 2].map((channel) => data[channel * height * width] ?? NaN)),
  });
  const png = plainPng(20, 10, [255, 0, 51]);
  const { elements, embedding } = await lode.extractBytes(png, { models, embeddings: true });
  assertEquals(elements.at(-1)?.text, "1 of 20x10, silent");
  assertEquals([...embedding ?? []].map((value) => value.toFixed(3)), ["1.000", "0.000", "0.200"]);
  assertEquals((await lode.extractBytes(png, { models })).embedding, undefined);
});

test("a film's vector comes where asked for", async () => {
  await using models = await open({ embedVideo: ({ shape }) => [...shape] });
  const { embedding } = await lode.extractFile(FILM, { models, embeddings: true });
  assertEquals([...embedding ?? []], [8, 3, 224, 224]);
});

test("a film without sound is no error, and other documents are left alone", async () => {
  await using models = await open({ transcribe: () => "said", analyzeVideo: () => ({ description: "shown" }) });
  const { content } = await lode.extractFile(media("h264.mp4"), { models });
  assertStringIncludes(content, "shown");
  assert(!content.includes("said"));
  const report = await lode.extractFile(fixture("report.pdf"), { models });
  assertEquals(report.content, (await lode.extractFile(fixture("report.pdf"))).content);
});

test("chunks, languages and processors see the transcript", async () => {
  await using models = await open({ transcribe: () => "The quick brown fox jumps over the lazy dog near the river." });
  const seen: string[] = [];
  const { chunks, languages } = await lode.extractFile(TONE, {
    models,
    chunking: { maxCharacters: 30 },
    languageDetection: true,
    plugins: {
      postProcessors: [{
        name: "see",
        stage: "early",
        process(extraction) {
          seen.push(extraction.content);
          return extraction;
        },
      }],
    },
  });
  assertStringIncludes(chunks[0]?.text ?? "", "quick");
  assertEquals(languages[0]?.language, "eng");
  assertStringIncludes(seen[0] ?? "", "lazy dog");
});

test("what a model throws fails the extraction, with its cause; so does its timeout", async () => {
  const thrown = new Error("no memory");
  await using models = await open({
    transcribe: (): never => {
      throw thrown;
    },
  });
  const error = await rejection(lode.extractFile(TONE, { models }));
  assertInstanceOf(error, lode.ModelExecutionError);
  assertStrictEquals(error.cause, thrown);
  await using hanging = await open({ transcribe: () => new Promise<string>(() => {}) });
  const late = await rejection(lode.extractFile(TONE, { models: hanging, timeout: 100 }));
  assertEquals((late as { code?: string }).code, "TIMEOUT");
});

test("models are asynchronous, and a synchronous call says so", async () => {
  await using models = await open(SECONDS);
  const error = assertThrows(() => lode.extractFileSync(FILM, { models }), lode.PluginError);
  assertStringIncludes(error.message, "options.models");
  assertStringIncludes(error.message, "extractFile");
  // What was started meanwhile ends unheard.
  await models.transcript(FILM);
});

test("models of another kind, and embeddings without models, are wrong options", async () => {
  await assertRejects(() => lode.extractFile(FILM, { models: {} as Models }), lode.InvalidOptionsError);
  await assertRejects(() => lode.extractFile(FILM, { embeddings: true }), lode.InvalidOptionsError);
});

test("bytes that the caller changes meanwhile are heard as they were", async () => {
  await using models = await open(SECONDS);
  const sound = bursts([false, true]);
  const extraction = lode.extractBytes(sound, { models });
  sound.fill(128, 44);
  assertEquals((await extraction).content, "a <tone> at 1");
  const taken = new Uint8Array(await readFile(media("tone.flac")));
  assertEquals((await lode.extractBytes(taken, { models, transfer: true })).mimeType, "audio/flac");
});
