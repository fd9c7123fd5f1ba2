/** Transcodes at equal size, with how much they look like the input, and what they take. @module */

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { probe, transcode } from "../../bun.ts";
import { command, here, type Sample } from "./measure.ts";

const THREADS = "2";

/** What ffmpeg is given to do the same; the system's has no openh264, so that H.264 is x264's at its fastest. */
export const CODECS = [
  {
    codec: "h264",
    by: "libx264 ultrafast",
    args: ["-c:v", "libx264", "-preset", "ultrafast"],
    most: 1,
  },
  {
    codec: "av1",
    by: "libsvtav1 preset 8",
    args: ["-c:v", "libsvtav1", "-preset", "8"],
    most: 1.05,
  },
] as const;

/** What a video is scaled to. */
interface Size {
  readonly width: number;
  readonly height: number;
}

interface Made extends Sample {
  readonly size: number;
  readonly similarity: number;
}

/** Structural similarity to the input, scaled alike, frame by frame. */
async function similarity(
  file: string,
  input: string,
  { width, height }: Size,
): Promise<number> {
  const frames = "settb=1/1000,setpts=N";
  const graph = `[1:v]scale=${width}:${height}:flags=bicubic,${frames}[b];[0:v]${frames}[a];[a][b]ssim=stats_file=-`;
  const args = [
    "ffmpeg",
    "-v",
    "error",
    "-nostdin",
    "-i",
    file,
    "-i",
    input,
    "-lavfi",
    graph,
    "-f",
    "null",
    "-",
  ];
  let mean = NaN;
  await command(args, (output) => {
    const all = [...new TextDecoder().decode(output).matchAll(/All:([0-9.]+)/g)]
      .map(([, value]) => Number(value));
    mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    return all.length;
  });
  return mean;
}

/** In this process: what Bun takes to start is not what is compared. */
function lode(
  input: string,
  output: string,
  codec: string,
  rate: number,
  size: Size,
): Promise<Sample> {
  const settings = { videoCodec: codec, videoBitrate: rate, ...size };
  const rest = { audioCodec: "none", subtitleCodec: "none", overwrite: true };
  const threads = Number(THREADS);
  return here(async () =>
    (await transcode(input, output, { ...settings, ...rest, threads }))
      .outputSize
  );
}

/** The command that has ffmpeg do the same, without sound; `height` -2 keeps the shape. */
export function ffmpegCommand(
  input: string,
  output: string,
  args: readonly string[],
  rate: number,
  { width, height }: Size,
): string[] {
  const scale = [
    "-vf",
    `scale=${width}:${height}:flags=bicubic`,
    "-pix_fmt",
    "yuv420p",
  ];
  const threads = ["-threads", THREADS];
  const encoder = [...args, ...threads, "-b:v", `${Math.round(rate)}`];
  return [
    "ffmpeg",
    "-v",
    "error",
    "-nostdin",
    "-y",
    ...threads,
    "-i",
    input,
    "-an",
    "-sn",
    ...scale,
    ...encoder,
    output,
  ];
}

function ffmpeg(...args: Parameters<typeof ffmpegCommand>): Promise<Sample> {
  return command(ffmpegCommand(...args));
}

/** A table of transcodes to two thirds of the width, ffmpeg's with the rate that gives the size of ours. */
export async function transcodes(files: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "lode-bench-"));
  const rows: string[] = [];
  try {
    for (const file of files) {
      const video = (await probe(file)).streams.find(({ kind }) => kind === "video");
      if (
        video?.displayWidth === undefined || video.displayHeight === undefined
      ) continue;
      const even = (side: number) => Math.floor(side / 3) * 2;
      const size = {
        width: even(video.displayWidth),
        height: even(video.displayHeight),
      };
      const rate = Math.round(size.width * size.height * 25 * 0.08);
      for (const { codec, by, args } of CODECS) {
        const [ours, theirs] = [
          join(folder, "ours.mp4"),
          join(folder, "theirs.mp4"),
        ];
        const made = async (sample: Sample, output: string): Promise<Made> => ({
          ...sample,
          size: statSync(output).size,
          similarity: await similarity(output, file, size),
        });
        const our = await made(
          await lode(file, ours, codec, rate, size),
          ours,
        );
        let asked = rate;
        for (let attempt = 0; attempt < 3; attempt++) {
          await ffmpeg(file, theirs, args, asked, size);
          asked *= our.size / statSync(theirs).size;
        }
        const their = await made(
          await ffmpeg(file, theirs, args, asked, size),
          theirs,
        );
        const again = await lode(file, ours, codec, rate, size);
        const cpu = Math.min(our.cpu, again.cpu);
        rows.push(
          `| ${basename(file)} to ${size.width} by ${size.height} | ${codec} / ${by} | ${our.size} / ${their.size} | ${
            our.similarity.toFixed(4)
          } / ${their.similarity.toFixed(4)} | ${(cpu / 1000).toFixed(2)} / ${(their.cpu / 1000).toFixed(2)} | ${
            (cpu / their.cpu).toFixed(2)
          } |`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return [
    `## Transcodes, Lode / ffmpeg, ${THREADS} threads, at equal size`,
    "| what | codec | bytes | SSIM | CPU s | CPU, of ffmpeg's |\n|---|---|---|---|---|---|",
  ].join("\n\n") + `\n${rows.join("\n")}`;
}
