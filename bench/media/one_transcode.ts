/**
 * One transcode from JavaScript, in a process of its own, by Lode or by a spawned ffmpeg; prints the peak of its own memory and
 * of its child's, in bytes:
 *
 *     bun bench/media/one_transcode.ts lode|ffmpeg INPUT OUTPUT OPTIONS
 */

import process from "node:process";
import { transcode, type TranscodeOptions } from "../../bun.ts";
import { CODECS, ffmpegCommand } from "./transcodes.ts";

const [by, input = "", output = "", json = "{}"] = process.argv.slice(2);
const options = JSON.parse(json) as { width: number; videoBitrate: number } & TranscodeOptions;

let child = 0;
if (by === "lode") {
  await transcode(input, output, options);
} else {
  const { width, videoBitrate } = options;
  const args = ffmpegCommand(input, output, CODECS[0].args, videoBitrate, { width, height: -2 });
  const ffmpeg = Bun.spawn(args, { stdout: "ignore", stderr: "pipe" });
  const errors = await new Response(ffmpeg.stderr).text();
  if (await ffmpeg.exited !== 0) throw new Error(errors);
  child = ffmpeg.resourceUsage()?.maxRSS ?? NaN;
}
console.log(JSON.stringify([process.resourceUsage().maxRSS * 1024, child]));
