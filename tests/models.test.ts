import { readFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { stitch, withoutRepetition } from "../src/models/transcript.ts";
import { plainPng } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import { delay, never, rejection } from "./support/promises.ts";
import { silence } from "./support/sound.ts";
import type { AudioInput, FrameTensor, ModelFunctions, Models } from "../mod.ts";

const media = (name: string) => fixture(`media/${name}`);
const FILM = media("film.mp4");
const TONE = media("tone.flac");
const PICTURES = ["rgb.png", "rgb.jpg", "lossy.webp", "palette.gif"].map((name) => fixture(`pictures/${name}`));

/** The longest that the event loop stood still while `work` ran, in milliseconds. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return longest;
}

// Calls

test("transcribe is given the sound as 16 kHz mono, from any audio or video", async () => {
  const heard: AudioInput[] = [];
  await using models = await lode.Models.open({
    transcribe(audio) {
      heard.push(audio);
      return "words";
    },
  });
  assertEquals(await models.transcribe(FILM), "words");
  assertEquals(await models.transcribe(TONE, { start: 0.25, duration: 0.5 }), "words");
  const [film, part] = heard;
  assertEquals([film?.sampleRate, film?.channels, film?.start], [16_000, 1, 0]);
  assertEquals(film?.samples.length, (await lode.decodeAudio(FILM)).samples.length);
  assertEquals([part?.start, part?.samples.length], [0.25, 8000]);
});

test("windows overlap, tell where they start, and their segments are joined with times of the file", async () => {
  const starts: number[] = [];
  await using models = await lode.Models.open({
    transcribe({ start, duration }) {
      starts.push(start);
      // A word at each quarter of a second, as a speaker would say it: at fixed times of the file.
      const words = Array.from(
        { length: 8 },
        (_, index) => ({ start: index / 4, end: index / 4 + 0.2, text: `w${index}` }),
      );
      const inside = words.filter((word) => word.start >= start && word.end <= start + duration);
      return {
        text: "",
        segments: inside.map((word) => ({ ...word, start: word.start - start, end: word.end - start })),
      };
    },
  });
  const { text, segments } = await models.transcript(silence(2), { window: 0.5, overlap: 0.25 });
  assertEquals(starts.slice(0, 3), [0, 0.25, 0.5]);
  assertEquals(text, segments.map(({ text }) => text).join(" "));
  assertEquals(segments.map(({ start }) => start), segments.map((_, index) => index / 4));
  assertEquals(segments.map(({ text }) => text), segments.map((_, index) => `w${index}`));
});

test("what two windows both heard is said once, also where they cut a word", () => {
  assertEquals(withoutRepetition("the quick brown fox", "brown fox jumps"), ["the quick brown fox", "jumps"]);
  assertEquals(withoutRepetition("the quick brown fo", "Quick brown, fox jumps"), ["the quick brown", "fox jumps"]);
  assertEquals(withoutRepetition("alpha beta gamma del", "lpha beta gamma delta epsilon"), [
    "alpha beta gamma",
    "delta epsilon",
  ]);
  assertEquals(withoutRepetition("one two", "three four"), ["one two", "three four"]);
  assertEquals(withoutRepetition("今日は晴れ", "晴れです"), ["今日は晴れ", "です"]);
});

test("windows without segments are joined at the words that they share", () => {
  const window = (start: number, text: string) => ({
    start,
    duration: 10,
    transcript: { text, segments: [{ start: 0, end: 10, text }] },
  });
  const { text, segments } = stitch([window(0, "we hold these truths to be"), window(8, "to be self evident that")]);
  assertEquals(text, "we hold these truths to be self evident that");
  assertEquals(segments.map(({ start, end }) => [start, end]), [[0, 10], [10, 18]]);
});

test("embedVideo is given one tensor of the pictures, normalised as asked", async () => {
  const given: FrameTensor[] = [];
  await using models = await lode.Models.open({
    frames: { width: 32, height: 16, fit: "fill", mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
    embedVideo(frames) {
      given.push(frames);
      return frames.data.subarray(0, 5);
    },
  });
  const vector = await models.embedVideo(FILM, { count: 20 });
  const [{ data, shape, frames } = { data: [], shape: [], frames: [] }] = given;
  assertEquals([...shape], [20, 3, 16, 32]);
  assertEquals([data.length, frames.length], [20 * 3 * 16 * 32, 20]);
  assertEquals([...vector], [...data].slice(0, 5));
  assert([...data].every((value) => value >= -2 && value <= 2));
  // The same pictures, taken one by one.
  const options = { count: 20, width: 32, height: 16, format: "rgb" } as const;
  let picture = 0;
  for await (const { data: pixels } of lode.videoFrames(FILM, options)) {
    const red = data[picture++ * 3 * 16 * 32] ?? NaN;
    assert(Math.abs(red - ((pixels[0] ?? 0) / 255 - 0.5) / 0.25) < 1e-5, `picture ${picture}`);
  }
  assertEquals(picture, 20);
});

test("embedImages is given batches, and returns a vector for each file in their order", async () => {
  const sizes: number[] = [];
  await using models = await lode.Models.open({
    embedImages({ shape: [count, , height, width], data }) {
      sizes.push(count);
      return Array.from({ length: count }, (_, index) => data.subarray(index * 3 * height * width).subarray(0, 4));
    },
  });
  const embeddings = await models.embedImages(PICTURES, { batch: 3 });
  assertEquals(sizes, [3, 1]);
  for (const [index, picture] of PICTURES.entries()) {
    const [alone] = await models.embedImages([picture]);
    assertEquals([...embeddings[index] ?? []], [...alone ?? []], picture);
  }
});

test("a corrupt file in a batch is that entry's error, and the others go on", async () => {
  await using models = await lode.Models.open({ embedImages: ({ frames }) => frames.map(() => [1, 2]) });
  const files = [PICTURES[0] ?? "", new Uint8Array([0xff, 0xd8, 1, 2, 3]), "no/such.png", PICTURES[1] ?? ""];
  const results = await models.batchEmbedImages(files);
  assertEquals(results.map(({ input }) => input), files);
  assertEquals(results.map(({ embedding }) => embedding?.length), [2, undefined, undefined, 2]);
  assertInstanceOf(results[1]?.error, lode.MediaError);
  assertInstanceOf(results[2]?.error, lode.IoError);
  await assertRejects(() => models.embedImages(files), lode.MediaError);
});

test("images that FFmpeg does not read are read all the same: TIFF and BMP", async () => {
  await using models = await lode.Models.open({
    embedImages: ({ data, frames }) =>
      frames.map((_, index) => [0, 1, 2].map((channel) => data[(index * 3 + channel) * 64] ?? NaN)),
    analyzeVideo: ({ width, height }) => ({ description: `${width}x${height}` }),
  });
  const names = ["rgb.png", "rgb.bmp", "lzw.tif"].map((name) => fixture(`pictures/${name}`));
  const bytes = readFileSync(fixture("pictures/lzw.tif"));
  const inputs = [...names, new Uint8Array(bytes), new Blob([bytes]), new Blob([bytes]).stream()];
  const embeddings = await models.embedImages(inputs, { width: 8, height: 8 });
  // The upper left corner is red in all of them.
  for (const embedding of embeddings) assertEquals([...embedding].map(Math.round), [1, 0, 0]);
  const { elements } = await lode.extractFile(fixture("pictures/lzw.tif"), { models });
  assertEquals(elements.at(-1)?.text, "32x16");
});

test("images of several sizes make no tensor, and the options that would make one are named", async () => {
  await using models = await lode.Models.open({ embedImages: ({ frames }) => frames.map(() => [1]) });
  const files = [fixture("scan.png"), plainPng(10, 10, [0, 0, 0])];
  const error = await rejection(models.embedImages(files, { width: 32, height: undefined }));
  assertInstanceOf(error, lode.InvalidOptionsError);
  assertStringIncludes(error.message, "options.height");
});

test("what every object has is no function of a model", async () => {
  await using models = await lode.Models.open({ transcribe: () => "" });
  for (const name of ["toString", "constructor", "hasOwnProperty", "__proto__"]) {
    assertEquals(models.has(name), false, name);
    await assertRejects(() => models.callFunction(name), lode.ModelImportError);
  }
});

test("analyzeVideo is given pictures and sound, and what it does not say is empty", async () => {
  await using models = await lode.Models.open({
    analyzeVideo: ({ frames, width, height }, audio) => ({
      description: `${frames.length} of ${width}x${height}, ${audio?.sampleRate}`,
      keywords: ["test", 5] as string[],
      isMeme: "yes" as unknown as boolean,
    }),
  });
  assertEquals(await models.analyzeVideo(FILM), {
    description: "8 of 96x64, 16000",
    keywords: ["test"],
    isMeme: false,
  });
  const silent = await models.analyzeVideo(media("h264.mp4"), { count: 2, audio: true });
  assertStringIncludes(silent.description, "2 of");
  assertEquals((await models.analyzeVideo(FILM, { audio: false })).description, "8 of 96x64, undefined");
});

test("a stream is read once for pictures and sound", async () => {
  const bytes = readFileSync(FILM);
  await using models = await lode.Models.open({
    analyzeVideo: (frames, audio) => ({ description: `${frames.frames.length} ${(audio?.samples.length ?? 0) > 0}` }),
  });
  assertEquals((await models.analyzeVideo(new Blob([bytes]).stream())).description, "8 true");
});

test("functions may be synchronous or asynchronous, with methods that use their object", async () => {
  class Speech implements ModelFunctions {
    [name: string]: unknown;
    word = "said";
    async transcribe(): Promise<string> {
      await delay(1);
      return this.word;
    }
  }
  await using models = await lode.Models.open(new Speech());
  assertEquals(await models.transcribe(FILM), "said");
});

test("results of the wrong type, length, or with NaN are errors that name function, field, expected and got", async () => {
  const wrong: [ModelFunctions, (models: Models) => Promise<unknown>, string[]][] = [
    [{ transcribe: () => 5 as unknown as string }, (models) => models.transcribe(TONE), [
      "transcribe",
      "a string",
      "5",
    ]],
    [
      { transcribe: () => ({ text: "a", segments: [{ start: 0, end: NaN, text: "a" }] }) },
      (models) => models.transcribe(TONE),
      ["segments[0].end", "seconds", "NaN"],
    ],
    [{ embedVideo: () => "x" as unknown as number[] }, (models) => models.embedVideo(FILM), [
      "embedVideo",
      "Float32Array",
      '"x"',
    ]],
    [{ embedVideo: () => [1, NaN] }, (models) => models.embedVideo(FILM), ["[1]", "finite", "NaN"]],
    [{ embedVideo: () => [] }, (models) => models.embedVideo(FILM), ["empty"]],
    [{ embedImages: () => [[1]] }, (models) => models.embedImages(PICTURES), ["embedImages", "4 vectors", "1"]],
    [
      { embedImages: ({ frames }) => frames.map((_, index) => Array(index + 1).fill(0)) },
      (models) => models.embedImages(PICTURES),
      ["[1]", "1 numbers", "2 numbers"],
    ],
    [{ analyzeVideo: () => "nice" as unknown as object }, (models) => models.analyzeVideo(FILM), [
      "an object",
      '"nice"',
    ]],
  ];
  for (const [functions, call, parts] of wrong) {
    await using models = await lode.Models.open(functions);
    const error = await rejection(call(models));
    assertInstanceOf(error, lode.TypeConversionError);
    for (const part of parts) assertStringIncludes(error.message, part);
    assertStringIncludes(error.stack ?? "", "models.test.ts");
  }
});

test("what a function throws is the cause of the error", async () => {
  const thrown = { reason: "tired" };
  const refuse = (): never => {
    throw thrown;
  };
  await using models = await lode.Models.open({
    transcribe: refuse,
    embedVideo: () => Promise.reject(thrown),
    other: refuse,
  });
  const calls = [
    () => models.transcribe(TONE),
    () => models.embedVideo(FILM),
    () => models.callFunction("other"),
  ];
  for (const call of calls) {
    const error = await rejection(call());
    assertInstanceOf(error, lode.ModelExecutionError);
    assertStrictEquals(error.cause, thrown);
  }
});

test("a tensor that a function keeps stays as it was", async () => {
  const kept: FrameTensor[] = [];
  await using models = await lode.Models.open({
    embedImages(images) {
      kept.push(images);
      return images.frames.map(() => [0]);
    },
  });
  await models.embedImages([PICTURES[0] ?? ""]);
  const [{ data } = { data: new Float32Array() }] = kept;
  const before = [...data];
  for (let round = 0; round < 5; round++) await models.embedImages(PICTURES, { batch: 2 });
  assertEquals([...data], before);
  assertEquals(new Set(kept.map(({ data }) => data.buffer)).size, kept.length);
});

test("an error of the file points at the call, not at what the call is made of", async () => {
  await using models = await lode.Models.open({
    transcribe: () => "",
    embedVideo: () => [1],
    analyzeVideo: () => ({}),
  });
  const calls = [
    () => models.transcribe("no/such/file.mp4"),
    () => models.embedVideo("no/such/file.mp4"),
    () => models.analyzeVideo("no/such/file.mp4"),
  ];
  for (const call of calls) {
    const error = await rejection(call());
    assertInstanceOf(error, lode.IoError);
    assert(!(error.stack ?? "").includes("src/models/"), error.stack);
  }
});

// Life

test("a model is loaded once before concurrent first calls, and unloaded once after the last", async () => {
  const events: string[] = [];
  const models = await lode.Models.open({
    async loadModels() {
      events.push("load");
      await delay(20);
      events.push("loaded");
    },
    async transcribe() {
      events.push("call");
      await delay(20);
      events.push("called");
      return "";
    },
    async unloadModels() {
      events.push("unload");
      await delay(1);
    },
  }, { concurrency: { transcribe: 3 } });
  const calls = [models.transcribe(TONE), models.transcribe(TONE), models.loadModels(), models.transcribe(TONE)];
  await delay(30);
  await Promise.all([models.unloadModels(), models.unloadModels(), ...calls]);
  await models[Symbol.asyncDispose]();
  assertEquals(events.filter((event) => event !== "call" && event !== "called"), ["load", "loaded", "unload"]);
  assertEquals(events.filter((event) => event === "called").length, 3);
  assertEquals(events.at(-1), "unload");
});

test("a load that fails fails all who wait, and leaves nothing loaded", async () => {
  let loads = 0;
  let unloads = 0;
  const models = await lode.Models.open({
    async loadModels() {
      loads++;
      await delay(5);
      throw new Error("out of memory");
    },
    unloadModels: () => void unloads++,
    transcribe: () => "never",
  });
  const errors = await Promise.all([rejection(models.transcribe(TONE)), rejection(models.loadModels())]);
  errors.forEach((error) => assertInstanceOf(error, lode.ModelExecutionError));
  assertEquals(loads, 1);
  await rejection(models.loadModels());
  assertEquals(loads, 2);
  await models[Symbol.asyncDispose]();
  assertEquals(unloads, 0);
});

test("after disposal a call is an error", async () => {
  const models = await lode.Models.open({ transcribe: () => "" });
  await models[Symbol.asyncDispose]();
  assertStringIncludes((await rejection(models.transcribe(TONE)) as Error).message, "disposed");
});

// Parallelism

test("as many calls run at once as concurrency says", async () => {
  let running = 0;
  let most = 0;
  await using models = await lode.Models.open({
    async transcribe() {
      most = Math.max(most, ++running);
      await delay(5);
      running--;
      return "";
    },
  }, { concurrency: { transcribe: 2 } });
  await models.transcribe(TONE, { window: 0.1, overlap: 0 });
  assertEquals(most, 2);
  await Promise.all(Array.from({ length: 4 }, () => models.transcribe(TONE)));
  assertEquals(most, 2);
});

test("the next batch of images is decoded while the model works on one", async () => {
  const bytes = readFileSync(PICTURES[0] ?? "");
  let read = 0;
  // A blob that tells when it is read.
  const watched = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        read++;
        controller.enqueue(bytes);
        controller.close();
      },
    }, { highWaterMark: 0 });
  const readDuring: number[] = [];
  await using models = await lode.Models.open({
    async embedImages({ frames }) {
      await delay(100);
      readDuring.push(read);
      return frames.map(() => [1]);
    },
  });
  await models.embedImages([watched(), watched(), watched()], { batch: 1 });
  assertEquals(readDuring[0], 2);
});

test("decoding does not hold up the event loop", async () => {
  await using models = await lode.Models.open({ transcribe: () => "", embedVideo: ({ data }) => [data[0] ?? 0] });
  const hour = new Uint8Array(await new Response(silence(3600)).arrayBuffer());
  await models.transcribe(hour, { window: 30, duration: 60 });
  const start = performance.now();
  const pause = await longestPause(() =>
    Promise.all([models.transcribe(hour, { window: 30 }), models.embedVideo(FILM, { fps: 100 })])
  );
  // One that waits for the native side stands still for nearly all of it.
  const all = performance.now() - start;
  assert(pause < all / 2, `stood still for ${pause.toFixed(1)} of ${all.toFixed(1)} ms`);
});

test(
  "two hours of sound pass through bounded memory",
  { skip: process.platform !== "linux", timeout: 120_000 },
  async () => {
    const resident = () => Number(readFileSync("/proc/self/statm", "utf8").split(" ")[1]) * 4096 / 1e6;
    let most = 0;
    let seconds = 0;
    await using models = await lode.Models.open({
      transcribe({ duration }) {
        seconds += duration;
        most = Math.max(most, resident());
        return "";
      },
    });
    await models.transcribe(silence(60), { window: 30 });
    const before = resident();
    seconds = 0;
    await models.transcribe(silence(2 * 3600), { window: 30, overlap: 0 });
    assert(Math.abs(seconds - 2 * 3600) < 1, `${seconds}`);
    // All of it would be 460 MB.
    assert(most - before < 150, `grew by ${(most - before).toFixed(0)} MB`);
  },
);

// Bounds

test("a model that hangs ends by the timeout, and does not keep the models from being disposed of", async () => {
  await using models = await lode.Models.open({ transcribe: () => never<string>(), loadModels() {} });
  const error = await rejection(models.transcribe(TONE, { timeout: 50 }));
  assertInstanceOf(error, lode.LimitError);
  assertEquals(error.code, "TIMEOUT");
});

test("a model that hangs while it is loaded ends by the timeout", async () => {
  const models = await lode.Models.open({ transcribe: () => "", loadModels: () => never<void>() });
  assertEquals((await rejection(models.transcribe(TONE, { timeout: 50 })) as { code?: string }).code, "TIMEOUT");
});

test("an abort in the middle rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  let windows = 0;
  await using models = await lode.Models.open({
    async transcribe() {
      if (++windows === 2) controller.abort(reason);
      await delay(1);
      return "";
    },
  });
  assertStrictEquals(await rejection(models.transcribe(TONE, { window: 0.1, signal: controller.signal })), reason);
  assertStrictEquals(await rejection(models.embedVideo(FILM, { signal: controller.signal })), reason);
});

test("a call that gave up while it waited for its turn does not run later", async () => {
  const calls: number[] = [];
  await using models = await lode.Models.open({
    async wait(milliseconds: number) {
      calls.push(milliseconds);
      await delay(milliseconds);
    },
  });
  const first = models.callFunction("wait", 60);
  assertEquals((await rejection(models.callFunction("wait", 1, { timeout: 10 })) as { code?: string }).code, "TIMEOUT");
  await first;
  await models.callFunction("wait", 2);
  assertEquals(calls, [60, 2]);
});

test("an option that is wrong is named", async () => {
  await using models = await lode.Models.open({ embedImages: () => [], transcribe: () => "" });
  assertStringIncludes((await rejection(models.embedImages(PICTURES, { batch: 0 })) as Error).message, "options.batch");
  await assertRejects(() => models.transcribe(TONE, { window: -1 }), lode.InvalidOptionsError);
  await assertRejects(() => lode.Models.open({ a() {} }, { concurrency: { a: 0 } }), lode.InvalidOptionsError);
});

test("graphics processors are listed, or there are none", () => {
  for (const { index, name, used, total, free } of lode.gpuMemory()) {
    assert(Number.isInteger(index) && name !== "" && used + free <= total);
  }
});
