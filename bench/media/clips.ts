/** Clips for those who have none at hand, made by the system's ffmpeg. @module */

import { existsSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./measure.ts";

/**
 * A clip of 720p with a tone, and with pictures that move and have grain, so that they do not compress to nothing; a key frame
 * every two seconds, as streaming services have them. Gives its path: it stays in the system's folder for temporary files.
 */
export async function makeClip(name: string, seconds: number, encoders: readonly string[]): Promise<string> {
  const path = join(tmpdir(), `lode-bench-${name}`);
  if (existsSync(path)) return path;
  const sources = [`testsrc2=s=1280x720:r=30:d=${seconds}`, `sine=f=440:d=${seconds}`];
  const inputs = sources.flatMap((source) => ["-f", "lavfi", "-i", source]);
  const filters = ["-vf", "noise=alls=6:allf=t", "-pix_fmt", "yuv420p", "-g", "60", "-shortest"];
  // Under another name until it is whole.
  const part = join(tmpdir(), `lode-bench-part-${name}`);
  await command(["ffmpeg", "-v", "error", "-nostdin", "-y", ...inputs, ...filters, ...encoders, part]);
  renameSync(part, path);
  return path;
}

const ENCODERS = {
  h264: ["libx264", "-preset", "veryfast"],
  vp9: ["libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1"],
  av1: ["libsvtav1", "-preset", "12"],
} as const;

/** Paths of clips of a minute in three codecs. */
export async function makeClips(): Promise<string[]> {
  const paths: string[] = [];
  for (const [codec, encoder] of Object.entries(ENCODERS)) {
    paths.push(await makeClip(`minute-${codec}.mkv`, 60, ["-b:v", "3M", "-c:a", "libopus", "-c:v", ...encoder]));
  }
  return paths;
}
