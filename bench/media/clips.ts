/** Clips for those who have none at hand: a minute of 720p in three codecs, made by the system's ffmpeg. @module */

import { existsSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./measure.ts";

const ENCODERS = {
  h264: ["libx264", "-preset", "veryfast"],
  vp9: [
    "libvpx-vp9",
    "-deadline",
    "realtime",
    "-cpu-used",
    "8",
    "-row-mt",
    "1",
  ],
  av1: ["libsvtav1", "-preset", "12"],
} as const;

/** Pictures that move and have grain, and a tone; a key frame every two seconds, as streaming services have them. */
const SOURCES = [
  ..."-f lavfi -i testsrc2=s=1280x720:r=30:d=60 -f lavfi -i sine=f=440:d=60"
    .split(" "),
  ..."-vf noise=alls=6:allf=t -pix_fmt yuv420p -g 60 -b:v 3M -c:a libopus"
    .split(" "),
];

/** The clips' paths. They stay in the system's folder for temporary files. */
export async function makeClips(): Promise<string[]> {
  const paths: string[] = [];
  for (const [codec, encoder] of Object.entries(ENCODERS)) {
    const path = join(tmpdir(), `lode-bench-minute-${codec}.mkv`);
    if (!existsSync(path)) {
      await command([
        "ffmpeg",
        "-v",
        "error",
        "-y",
        ...SOURCES,
        "-c:v",
        ...encoder,
        `${path}.part.mkv`,
      ]);
      renameSync(`${path}.part.mkv`, path);
    }
    paths.push(path);
  }
  return paths;
}
