import { access, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { inFolder } from "./support/folders.ts";
import { fixture, lode } from "./support/lode.ts";

const media = (name: string) => fixture(`media/${name}`);
const FILM = media("film.mp4");

// Counted by the ffmpeg that made the files, which is not the one that Lode loads: tests/fixtures/make/media.sh.
const EXPECTED = (await readFile(media("expected.tsv"), "utf8")).trim().split("\n").slice(1)
  .map((line) => line.split("\t"))
  .map(([file = "", rate, samples, samples16k, frames]) => ({ file, rate, samples, samples16k, frames }));

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("probe tells container, streams, chapters and tags", async () => {
  const { format, duration, streams, chapters } = await lode.probe(FILM);
  assertEquals(format, "mp4");
  assert(Math.abs((duration ?? 0) - 1) < 0.1, `${duration}`);
  const [video, audio] = streams;
  assertEquals([video?.kind, video?.codec, video?.width, video?.height, video?.frameRate], [
    "video",
    "h264",
    96,
    64,
    25,
  ]);
  assertEquals([audio?.kind, audio?.codec, audio?.sampleRate], ["audio", "aac", 44_100]);
  assert(chapters.length > 0);
});

test("a path, bytes, a blob and a stream are read alike", async () => {
  const bytes = new Uint8Array(await readFile(media("tone.opus")));
  const { samples } = await lode.decodeAudio(media("tone.opus"));
  for (const input of [bytes, new Blob([bytes]), new Blob([bytes]).stream()]) {
    assertEquals((await lode.decodeAudio(input)).samples.length, samples.length);
  }
});

test("a large blob is read in pieces, from anywhere in it", () =>
  inFolder(async (folder) => {
    // The film, and a box of two and a half megabytes that says nothing.
    const film = new Uint8Array(await readFile(FILM));
    const free = new Uint8Array(2_500_000);
    new DataView(free.buffer).setUint32(0, free.length);
    free.set([..."free"].map((letter) => letter.charCodeAt(0)), 4);
    const path = join(folder, "large.mp4");
    await writeFile(path, new Uint8Array(await new Blob([film, free]).arrayBuffer()));
    const bytes = new Uint8Array(await readFile(path));
    const frames = (blob: Blob) => collect(lode.videoFrames(blob, { at: [0.9, 0.1], width: 16 }));
    const times = (await frames(new Blob([bytes]))).map(({ time }) => time);
    assertEquals(times, (await collect(lode.videoFrames(path, { at: [0.9, 0.1], width: 16 }))).map(({ time }) => time));
    const { inputSize } = (await lode.transcodeToBytes(new Blob([bytes]), { format: "matroska" })).stats;
    assertEquals(inputSize, bytes.length);
    const broken = new Blob([bytes]);
    const reason = new Error("gone");
    broken.slice = () => {
      throw reason;
    };
    assertEquals((await assertRejects(() => lode.probe(broken), lode.LodeError)).cause, reason);
  }));

test("sound of every codec has as many samples as another ffmpeg counts", async () => {
  for (const { file, samples16k } of EXPECTED.filter(({ samples }) => samples !== "-")) {
    const { samples, sampleRate, channels } = await lode.decodeAudio(media(file));
    assertEquals([sampleRate, channels], [16_000, 1]);
    // Resamplers may differ by a sample at the end.
    assert(Math.abs(samples.length - Number(samples16k)) <= 2, `${file}: ${samples.length}, expected ${samples16k}`);
  }
});

test("a tone of 440 Hz crosses zero 880 times a second", async () => {
  const { samples } = await lode.decodeAudio(media("tone.flac"), { start: 0.1, duration: 0.5 });
  assertEquals(samples.length, 8000);
  let crossings = 0;
  for (let at = 1; at < samples.length; at++) {
    if (Math.sign(samples[at] ?? 0) !== Math.sign(samples[at - 1] ?? 0)) crossings++;
  }
  assert(samples.every((sample) => Math.abs(sample) <= 1) && crossings >= 438, `${crossings}`);
});

test("chunks overlap and together hold everything", async () => {
  const { samples } = await lode.decodeAudio(FILM);
  const chunks = await collect(lode.audioChunks(FILM, { seconds: 0.4, overlap: 0.1 }));
  assertEquals(chunks.slice(0, 3).map(({ start }) => Math.round(start * 1000)), [0, 300, 600]);
  const joined = chunks.flatMap(({ samples }, index) => [...samples.subarray(index === 0 ? 0 : 1600)]);
  assertEquals(joined.length, samples.length);
  assert(joined.every((sample, at) => Math.abs(sample - (samples[at] ?? NaN)) < 1e-6));
});

test("every frame of a video comes, with its time", async () => {
  for (const { file, frames } of EXPECTED.filter(({ frames }) => frames === "25").slice(0, 6)) {
    const times = (await collect(lode.videoFrames(media(file), { width: 32 }))).map(({ time }) => time);
    assertEquals(times.length, Number(frames), file);
    assert(times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0)), file);
  }
});

test("frames come in the size and format that were asked for", async () => {
  const [rgb] = await collect(lode.videoFrames(FILM, { count: 1, width: 48 }));
  assertEquals([rgb?.width, rgb?.height, rgb?.data.length], [48, 32, 48 * 32 * 3]);
  const [gray] = await collect(
    lode.videoFrames(FILM, { count: 1, width: 48, height: 48, fit: "contain", format: "gray" }),
  );
  assertEquals(gray?.data.length, 48 * 48);
  const mean = [0.5, 0.5, 0.5] as const;
  const batches = await collect(
    lode.videoFrames(FILM, { fps: 5, width: 24, height: 24, format: "tensor", mean, std: mean, batch: 2 }),
  );
  assertEquals(batches.map(({ frames }) => frames.length), [2, 2, 1]);
  const data = batches[0]?.data;
  assert(
    data instanceof Float32Array && data.length === 2 * 3 * 24 * 24 && data.every((value) => value >= -1 && value <= 1),
  );
});

test("a frame at a time is the one that is shown then", async () => {
  const at = [0.02, 0.5, 0.99];
  const frames = await collect(lode.videoFrames(FILM, { at, width: 16 }));
  assertEquals(frames.map(({ time }) => Math.round(time * 100)), [0, 48, 96]);
});

test("a rotated video comes upright", async () => {
  const [frame] = await collect(lode.videoFrames(media("rotated.mp4"), { count: 1 }));
  assertEquals([frame?.width, frame?.height], [64, 96]);
});

test("leaving the loop over frames stops the work", async () => {
  for await (const { time } of lode.videoFrames(FILM)) {
    assertEquals(time, 0);
    break;
  }
});

test("a thumbnail is a picture of its format, and not black", async () => {
  const jpeg = await lode.thumbnail(media("black-start.mp4"), { width: 48 });
  assertEquals([...jpeg.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  const png = await lode.thumbnail(media("black-start.mp4"), { width: 48, format: "png" });
  for await (const { width, data } of lode.renderPages(png, { format: "gray" })) {
    assertEquals(width, 48);
    assert(Math.max(...data) - Math.min(...data) > 50);
  }
});

test("a transcode has the codecs, the size and the length that were asked for, and counts what it did", () =>
  inFolder(async (folder) => {
    const output = join(folder, "small.mkv");
    const seen: number[] = [];
    const stats = await lode.transcode(FILM, output, {
      videoCodec: "mpeg4",
      audioCodec: "flac",
      subtitleCodec: "none",
      width: 48,
      progressInterval: 0,
      onProgress: ({ percent }) => seen.push(percent),
    });
    const { streams, duration } = await lode.probe(output);
    assertEquals(streams.map(({ codec }) => codec).slice(0, 2), ["mpeg4", "flac"]);
    assertEquals([streams[0]?.width, streams[0]?.height], [48, 32]);
    assert(Math.abs((duration ?? 0) - 1) < 0.1);
    assertEquals(stats.outputSize, (await stat(output)).size);
    assertEquals(stats.inputSize, (await stat(FILM)).size);
    assertEquals((await collect(lode.videoFrames(output, { width: 16 }))).length, 25);
    assertEquals(seen.at(-1), 100);
    assertStringIncludes(`${stats}`, "frames encoded");
    structuredClone(stats);
  }));

test("streams of which nothing is asked are copied", () =>
  inFolder(async (folder) => {
    const { streams } = await lode.transcode(FILM, join(folder, "copy.mkv"), { subtitleCodec: "none" });
    assertEquals(streams.map(({ codec, copied }) => [codec, copied]).slice(0, 2), [["h264", true], ["aac", true]]);
  }));

test("an output that is there is not replaced, unless asked for", () =>
  inFolder(async (folder) => {
    const output = join(folder, "tone.wav");
    await writeFile(output, "mine");
    await assertRejects(() => lode.transcode(media("tone.mp3"), output), lode.IoError);
    assertEquals(await readFile(output, "utf8"), "mine");
    assertThrows(() => lode.transcodeSync(media("tone.mp3"), output), lode.IoError);
    lode.transcodeSync(media("tone.mp3"), output, { overwrite: true });
    assertEquals((await lode.probe(output)).format, "wav");
  }));

test("a codec that a container cannot hold is refused before any work, with what it could", () =>
  inFolder(async (folder) => {
    const output = join(folder, "wrong.webm");
    const error = await assertRejects(() => lode.transcode(FILM, output, { videoCodec: "h264" }), lode.MediaError);
    assertEquals(error.code, "MEDIA_CONTAINER");
    assertStringIncludes(error.message, "vp9");
    await assertRejects(() => access(output), Error);
  }));

test("streams go in and out without a file", async () => {
  const pieces: Uint8Array[] = [];
  const output = new WritableStream<Uint8Array>({ write: (piece) => void pieces.push(piece.slice()) });
  const input = new Blob([new Uint8Array(await readFile(media("tone.opus")))]).stream();
  const stats = await lode.transcode(input, output, { format: "flac", audioCodec: "flac" });
  const bytes = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
  assertEquals(stats.outputSize, bytes.length);
  assert(Math.abs((await lode.decodeAudio(bytes)).samples.length - 12_000) <= 2);
  const { data } = await lode.transcodeToBytes(media("tone.mp3"), { format: "flac", audioCodec: "flac" });
  assertEquals([...data.subarray(0, 4)], [..."fLaC"].map((letter) => letter.charCodeAt(0)));
});

test("what an input stream or an output stream throws is the cause of the error", async () => {
  const reason = new Error("gone");
  const input = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(reason) });
  const error = await assertRejects(() => lode.probe(input), lode.LodeError);
  assertEquals(error.cause, reason);
});

test("an aborted transcode rejects with the signal's reason and leaves nothing behind", () =>
  inFolder(async (folder) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const output = join(folder, "never.mkv");
    const settings = {
      videoCodec: "mpeg4",
      progressInterval: 0,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    };
    assertEquals(await lode.transcode(FILM, output, settings).catch((error: unknown) => error), reason);
    await assertRejects(() => access(output), Error);
  }));

test("what onProgress throws fails the transcode", () =>
  inFolder(async (folder) => {
    const reason = new Error("no more");
    const onProgress = () => {
      throw reason;
    };
    const error = await assertRejects(
      () => lode.transcode(FILM, join(folder, "never.mkv"), { videoCodec: "mpeg4", progressInterval: 0, onProgress }),
      lode.PluginError,
    );
    assertEquals(error.cause, reason);
  }));

test("options are put together step by step, and each step leaves the one before as it was", () =>
  inFolder(async (folder) => {
    const audio = new lode.TranscodeOptions().input(FILM).videoCodec("none").audioCodec("flac");
    const loud = audio.volume(2).metadata("title", "Loud").output(join(folder, "loud.flac"));
    assertEquals([audio.settings.volume, loud.settings.volume, audio.files.output], [undefined, 2, undefined]);
    assertThrows(() => new lode.Transcoder(audio), lode.InvalidOptionsError);
    await new lode.Transcoder(loud).run();
    const { tags } = await lode.probe(join(folder, "loud.flac"));
    assertEquals(tags.find(({ name }) => name.toLowerCase() === "title")?.value, "Loud");
    assertThrows(() => new lode.Transcoder(loud).runSync(), lode.IoError);
  }));

test("a truncated file gives what can be decoded, with a warning", async () => {
  const frames = await collect(lode.videoFrames(media("truncated.mp4"), { width: 16 }));
  assert(frames.length > 0 && frames.length < 25);
});

test("what is no media file is a MediaError that names it", async () => {
  const error = await assertRejects(() => lode.probe(fixture("report.pdf")), lode.MediaError);
  assertStringIncludes(error.path ?? "", "report.pdf");
  await assertRejects(() => lode.decodeAudio(new Uint8Array()), lode.MediaError);
  await assertRejects(() => lode.probe("no/such/file.mp4"), lode.IoError);
});

test("a wrong option is refused with its path, what was expected and what came", async () => {
  const wrong = { sampleRate: "x" as unknown as number };
  const error = await assertRejects(() => lode.decodeAudio(FILM, wrong), lode.InvalidOptionsError);
  assertStringIncludes(error.message, "options.sampleRate");
});

test("codecs tells what the loaded FFmpeg has", () => {
  const { license, decoders, encoders, muxers } = lode.codecs();
  assertStringIncludes(license, "LGPL");
  assert(decoders.some(({ name }) => name === "h264") && encoders.some(({ name }) => name === "aac"));
  assert(muxers.some(({ name }) => name === "webm"));
});

test("an image is turned as its Exif orientation says, mirrored or not", async () => {
  const file = new Uint8Array(await readFile(fixture("pictures/turned.jpg")));
  // The entry of the orientation in the Exif directory: tag 0x0112, one short (CIPA DC-008, section 4.6.4).
  const little = String.fromCharCode(...file.subarray(0, 64)).includes("II");
  const tag = little ? [0x12, 0x01, 3, 0, 1, 0, 0, 0] : [0x01, 0x12, 0, 3, 0, 0, 0, 1];
  const entry = file.findIndex((_, index) => tag.every((byte, offset) => file[index + offset] === byte));
  for (let orientation = 1; orientation <= 8; orientation++) {
    file[entry + (little ? 8 : 9)] = orientation;
    const [frame] = await collect(lode.videoFrames(file, { format: "rgb" }));
    // The documents engine turns pictures by code of its own.
    const [page] = await collect(lode.renderPages(file, { format: "rgb" }));
    assertEquals([frame?.width, frame?.height], [page?.width, page?.height], `orientation ${orientation}`);
    const apart = page?.data.reduce(
      (most, value, index) => Math.max(most, Math.abs(value - (frame?.data[index] ?? NaN))),
      0,
    );
    assert((apart ?? 99) <= 8, `orientation ${orientation}: ${apart} apart`);
  }
});

test("a large JPEG that is to become small looks as if it had been decoded in full", async () => {
  const jpeg = await lode.thumbnail(fixture("scan.png"), { width: 640, format: "jpeg" });
  const [full] = await collect(lode.videoFrames(jpeg, { format: "gray" }));
  const [small] = await collect(lode.videoFrames(jpeg, { width: 40, height: 20, format: "gray" }));
  assertEquals([full?.width, full?.height, small?.width, small?.height], [640, 320, 40, 20]);
  let apart = 0;
  for (let y = 0; y < 20; y++) {
    for (let x = 0; x < 40; x++) {
      let sum = 0;
      for (let pixel = 0; pixel < 256; pixel++) {
        sum += full?.data[(y * 16 + pixel % 16) * 640 + x * 16 + (pixel >> 4)] ?? NaN;
      }
      apart += Math.abs(sum / 256 - (small?.data[y * 40 + x] ?? NaN)) / 800;
    }
  }
  assert(apart < 6, `${apart.toFixed(1)} of 255 apart on average`);
});

test("key frames that become at most half as large look as if they had been decoded in full", async () => {
  for (const name of ["film.mp4", "h264.mp4", "hevc.mkv", "av1.mkv"]) {
    const small = { width: 24, height: 24, format: "gray" } as const;
    const keyframes = await collect(lode.videoFrames(media(name), { ...small, keyframes: true }));
    const exact = await collect(lode.videoFrames(media(name), { ...small, at: keyframes.map(({ time }) => time) }));
    assert(keyframes.length > 0 && keyframes.length === exact.length);
    const apart = keyframes.flatMap(({ data }, index) =>
      Array.from(data, (value, pixel) => Math.abs(value - (exact[index]?.data[pixel] ?? NaN)))
    );
    const mean = apart.reduce((sum, value) => sum + value, 0) / apart.length;
    assert(mean < 2, `${name}: ${mean.toFixed(2)} of 255 apart on average`);
  }
});

test("a large batch of pictures is the same as its pictures, stays so, and can be transferred", async () => {
  const options = { width: 320, height: 240 };
  const single = await collect(lode.videoFrames(FILM, options));
  const batches = await collect(lode.videoFrames(FILM, { ...options, batch: 10 }));
  await collect(lode.videoFrames(FILM, { ...options, batch: 10 }));
  assertEquals(batches.map(({ frames }) => frames.length), [10, 10, 5]);
  const pixels = batches.flatMap(({ data }) => Array.from(structuredClone(data, { transfer: [data.buffer] })));
  assert(Buffer.from(pixels).equals(Buffer.concat(single.map(({ data }) => data as Uint8Array))));
  assertEquals(batches.map(({ data }) => data.length), [0, 0, 0]);
});

test("an image of more pixels than the limit is refused before it is decoded", async () => {
  for (const name of ["scan.png", "pictures/rgb.jpg"]) {
    await assertRejects(() => collect(lode.videoFrames(fixture(name), { limits: { pixels: 100 } })), lode.LimitError);
  }
});
