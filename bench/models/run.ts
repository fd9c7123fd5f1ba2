/**
 * What models are given, against what people do today: a spawned ffmpeg or sharp, and normalisation in JavaScript.
 *
 *     bun bench/models/run.ts [--clip FILE] [--images FOLDER] [--rounds 15]
 *
 * Without a clip, five minutes of 720p H.264 with sound are made by the system's ffmpeg. Both sides are asked for the same in
 * turn, from the same process; wall time is that until the tensor is in JavaScript's memory. The model does nothing, so that
 * nothing but the way to it is measured. Writes bench/results/models.md and .svg.
 */

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { type FrameTensor, Models } from "../../bun.ts";
import { barChart } from "../documents/plot.mjs";
import { makeClip } from "../media/clips.ts";
import { quantile } from "../media/measure.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    clip: { type: "string" },
    images: { type: "string" },
    rounds: { type: "string", default: "15" },
  },
});
const rounds = Number(values.rounds);

const SIDE = 224;
const AREA = SIDE * SIDE;
// Those of CLIP.
const MEAN = [0.48145466, 0.4578275, 0.40821073] as const;
const STD = [0.26862954, 0.26130258, 0.27577711] as const;

/** The first five seconds of a clip, as a file of its own. */
function shortened(clip: string): string {
  const path = join(tmpdir(), "lode-bench-five-seconds.mp4");
  Bun.spawnSync([
    "ffmpeg",
    "-v",
    "error",
    "-y",
    "-i",
    clip,
    "-t",
    "5",
    "-c",
    "copy",
    path,
  ]);
  return path;
}

/** Photographs for those who have none at hand: frames of the clip, as JPEG files of 1280 by 720. */
function makeImages(clip: string): string {
  const folder = join(tmpdir(), "lode-bench-images");
  if (!existsSync(folder)) {
    mkdirSync(folder);
    Bun.spawnSync([
      "ffmpeg",
      "-v",
      "error",
      "-i",
      clip,
      "-vf",
      "fps=1/5",
      "-q:v",
      "3",
      join(folder, "%03d.jpg"),
    ]);
  }
  return folder;
}

/** Bytes red, green, blue to planes of normalised floats, as people write it. */
function normalised(pixels: Uint8Array, pictures: number): Float32Array {
  const tensor = new Float32Array(pictures * 3 * AREA);
  for (let picture = 0; picture < pictures; picture++) {
    for (let channel = 0; channel < 3; channel++) {
      const [mean, std] = [MEAN[channel] ?? 0, STD[channel] ?? 1];
      const [to, from] = [
        (picture * 3 + channel) * AREA,
        picture * AREA * 3 + channel,
      ];
      for (let pixel = 0; pixel < AREA; pixel++) {
        tensor[to + pixel] = ((pixels[from + pixel * 3] ?? 0) / 255 - mean) /
          std;
      }
    }
  }
  return tensor;
}

async function spawned(
  ...args: readonly string[]
): Promise<{ readonly bytes: Uint8Array; readonly cpu: number }> {
  const child = Bun.spawn(["ffmpeg", "-v", "quiet", "-nostdin", ...args], {
    stdout: "pipe",
  });
  const bytes = new Uint8Array(await new Response(child.stdout).arrayBuffer());
  await child.exited;
  return {
    bytes,
    cpu: Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000,
  };
}

const RGB = ["-an", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"];
const CROP = `crop=ih:ih,scale=${SIDE}:${SIDE}`;

interface Outcome {
  /** What came, to see that both did the same. */
  readonly pictures: number;
  /** Milliseconds of processors of child processes. */
  readonly childCpu?: number;
}

interface Task {
  readonly name: string;
  readonly ours: () => Promise<Outcome>;
  readonly theirs: () => Promise<Outcome>;
}

const clip = values.clip ??
  await makeClip("five-minutes.mp4", 300, ["-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac"]);
const short = shortened(clip);
const folder = values.images ?? makeImages(clip);
const images = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name)).map(
  (name) => join(folder, name),
);

let given = 0;
await using models = await Models.open({
  frames: { width: SIDE, height: SIDE, fit: "cover", mean: MEAN, std: STD },
  embedImages({ frames }: FrameTensor) {
    given += frames.length;
    return frames.map(() => [0]);
  },
  embedVideo({ frames }: FrameTensor) {
    given += frames.length;
    return [0];
  },
  transcribe({ samples }) {
    given += samples.length;
    return "";
  },
  look: (tensor: Float32Array) => tensor.length,
});

async function counted(work: () => Promise<unknown>): Promise<Outcome> {
  given = 0;
  await work();
  return { pictures: given };
}

async function withSharp(): Promise<Outcome> {
  const tensors = await Promise.all(images.map(async (file) => {
    const pixels = await sharp(file).resize(SIDE, SIDE, { fit: "cover" })
      .removeAlpha().raw().toBuffer();
    return normalised(pixels, 1);
  }));
  return { pictures: tensors.length };
}

async function withFfmpeg(...args: readonly string[]): Promise<Outcome> {
  const { bytes, cpu } = await spawned(...args, ...RGB);
  const pictures = bytes.length / AREA / 3;
  normalised(bytes, pictures);
  return { pictures, childCpu: cpu };
}

const TASKS: readonly Task[] = [
  {
    name: `${images.length} JPEG files to tensors, against sharp`,
    ours: () => counted(() => models.embedImages(images)),
    theirs: withSharp,
  },
  {
    name: "key frames to tensors, against ffmpeg -skip_frame nokey",
    ours: () => counted(() => models.embedVideo(clip, { keyframes: true })),
    theirs: () =>
      withFfmpeg(
        "-skip_frame",
        "nokey",
        "-i",
        clip,
        "-fps_mode",
        "passthrough",
        "-vf",
        CROP,
      ),
  },
  {
    name: "one picture a second to tensors, against ffmpeg -vf fps=1",
    ours: () => counted(() => models.embedVideo(clip, { fps: 1 })),
    theirs: () => withFfmpeg("-i", clip, "-vf", `fps=1,${CROP}`),
  },
  {
    name: "a clip of 5 s to 16 kHz mono, against ffmpeg",
    ours: () => counted(() => models.transcribe(short)),
    async theirs() {
      const { bytes, cpu } = await spawned(
        "-t",
        "5",
        "-i",
        clip,
        "-vn",
        "-ac",
        "1",
        "-ar",
        "16000",
        "-f",
        "f32le",
        "-",
      );
      return { pictures: bytes.length / 4, childCpu: cpu };
    },
  },
];

interface Sample extends Outcome {
  readonly wall: number;
  readonly cpu: number;
}

async function sample(work: () => Promise<Outcome>): Promise<Sample> {
  const [before, start] = [process.cpuUsage(), performance.now()];
  const outcome = await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return {
    ...outcome,
    wall,
    cpu: (user + system) / 1000 + (outcome.childCpu ?? 0),
  };
}

const rows = [];
for (const { name, ours, theirs } of TASKS) {
  // The first of each loads libraries and fills the page cache.
  await sample(ours);
  await sample(theirs);
  const [lode, peer]: [Sample[], Sample[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    lode.push(await sample(ours));
    peer.push(await sample(theirs));
  }
  const figure = (
    key: "wall" | "cpu",
    share: number,
  ): readonly [number, number] => [
    quantile(lode.map((sample) => sample[key]), share),
    quantile(peer.map((sample) => sample[key]), share),
  ];
  rows.push({
    name,
    pictures: `${lode[0]?.pictures} / ${peer[0]?.pictures}`,
    wall: figure("wall", 0.5),
    slowest: figure("wall", 0.99),
    cpu: figure("cpu", 0.5),
  });
}

/** Microseconds that a call of a function with a tensor of 600 kB takes beyond the function itself. */
async function overhead(): Promise<number> {
  const tensor = new Float32Array(3 * AREA);
  const look = (tensor: Float32Array) => tensor.length;
  const times: number[] = [];
  for (let call = 0; call < 2000; call++) {
    const start = performance.now();
    await models.callFunction("look", tensor);
    const middle = performance.now();
    await look(tensor);
    times.push((middle - start - (performance.now() - middle)) * 1000);
  }
  return quantile(times, 0.5);
}

/**
 * Microseconds a picture of this size takes on its way from a file to the function, beyond decoding, scaling and normalising,
 * which a picture of one pixel does not need: an upper bound, since it counts that pass over the pixels too.
 */
async function delivery(): Promise<number> {
  const many = { count: 200, fit: "fill" as const };
  const small = join(tmpdir(), "lode-bench-small.mkv");
  if (!existsSync(small)) {
    Bun.spawnSync([
      ..."ffmpeg -v error -f lavfi -i color=gray:s=224x224:r=25:d=8 -pix_fmt yuvj420p -c:v mjpeg"
        .split(" "),
      small,
    ]);
  }
  const time = async (side: number): Promise<number> => {
    const walls: number[] = [];
    for (let round = 0; round < 7; round++) {
      const start = performance.now();
      await models.embedVideo(small, { ...many, width: side, height: side });
      walls.push(performance.now() - start);
    }
    return quantile(walls, 0.5);
  };
  return ((await time(SIDE)) - (await time(16))) * 1000 / many.count;
}

const pair = ([lode, peer]: readonly [number, number]): string =>
  `${lode.toFixed(1)} / ${peer.toFixed(1)} | ${(peer / lode).toFixed(1)}`;
const table = [
  "| task | items: Lode / peer | wall p50 ms | times ours | wall p99 ms | times ours | CPU p50 ms | times ours |",
  "|---|---|---|---|---|---|---|---|",
  ...rows.map(({ name, pictures, wall, slowest, cpu }) =>
    `| ${name} | ${pictures} | ${pair(wall)} | ${pair(slowest)} | ${pair(cpu)} |`
  ),
].join("\n");
const text = `${table}\n\n` +
  `A call with a tensor of 600 kB: ${(await overhead()).toFixed(1)} us beyond the function itself. ` +
  `Scaling, normalising and handing over such a tensor: ${(await delivery()).toFixed(1)} us.\n`;
console.log(text);
const results = fileURLToPath(new URL("../results/", import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(
  `${results}models.md`,
  `# Models, from Bun, against spawned ffmpeg and sharp\n\n${text}`,
);
const bars = rows.map(({ name, wall: [lode, peer] }) => ({
  label: name,
  value: peer / lode,
}));
writeFileSync(`${results}models.svg`, barChart("wall time, times ours", bars));
