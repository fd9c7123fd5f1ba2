/** What transcoding takes of memory at its most. @module */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { command } from "./measure.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SCRIPT = here("one_transcode.ts");
const LIBRARY = here("../../target/release");
const FFMPEG = here(`../../target/ffmpeg/${process.platform}-${process.arch}`);

/** The most that a script and its child held, in megabytes. */
async function peaks(by: "lode" | "ffmpeg", ...args: readonly string[]): Promise<[number, number]> {
  let [script, child] = [NaN, NaN];
  await command([process.execPath, SCRIPT, by, ...args], (printed) => {
    [script, child] = JSON.parse(new TextDecoder().decode(printed)) as [number, number];
    return 1;
  });
  return [script / 1e6, child / 1e6];
}

/** The program that calls the library without a runtime around it. */
async function native(folder: string): Promise<string> {
  const program = join(folder, "one_transcode");
  const linked = [join(LIBRARY, "liblode.so"), `-Wl,-rpath,${LIBRARY}`];
  await command(["cc", "-O2", `-I${here("../../ffi/include")}`, here("one_transcode.c"), "-o", program, ...linked]);
  return program;
}

/** Peaks of transcodes of ten minutes of 1080p, made for it at five frames a second, to have it end today. */
export async function memory(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "lode-bench-"));
  try {
    const [input, output, program] = [join(folder, "input.mp4"), join(folder, "output.mp4"), await native(folder)];
    const source = ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=5:duration=600"];
    const cheap = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "28"];
    await command(["ffmpeg", "-v", "error", "-nostdin", ...source, ...cheap, input]);
    const rows: string[] = [];
    for (const width of [1920, 1280]) {
      const options = { width, videoCodec: "h264", videoBitrate: 1_500_000, threads: 2, overwrite: true };
      const task = [input, output, JSON.stringify(options)];
      const alone = (await command(["env", `LODE_FFMPEG=${FFMPEG}`, program, ...task])).memory ?? NaN;
      const [inBun] = await peaks("lode", ...task);
      const [parent, ffmpeg] = await peaks("ffmpeg", ...task);
      const pair = (ours: number, theirs: number) =>
        `${ours.toFixed(0)} / ${theirs.toFixed(0)} = ${(ours / theirs).toFixed(2)}`;
      rows.push(`| ${width} | ${pair(alone, ffmpeg)} | ${pair(inBun, parent + ffmpeg)} | ${pair(inBun, ffmpeg)} |`);
    }
    return [
      "## Peak memory of ten minutes of 1080p to H.264, MB, Lode / ffmpeg",
      "With x264 ultrafast in ffmpeg, same threads and rate. A program in C that calls Lode, against ffmpeg; a script in Bun, " +
      "against one that spawns ffmpeg, both processes counted; and that script, Bun and all, against ffmpeg without its parent.",
      `| width | programs | scripts | script, program |\n|---|---|---|---|\n${rows.join("\n")}`,
    ].join("\n\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
