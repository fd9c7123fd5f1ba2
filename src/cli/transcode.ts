/** `lode transcode`. @module */

import type { TranscodeSettings } from "../transcode.ts";
import { type Api, EXIT } from "./main.ts";
import { meter } from "./progress.ts";
import { number, parse, UsageError } from "./usage.ts";

const OPTIONS = {
  "video-codec": { type: "string" },
  "audio-codec": { type: "string" },
  "subtitle-codec": { type: "string" },
  "video-bitrate": { type: "string" },
  "audio-bitrate": { type: "string" },
  quality: { type: "string" },
  preset: { type: "string" },
  width: { type: "string" },
  height: { type: "string" },
  fps: { type: "string" },
  start: { type: "string" },
  duration: { type: "string" },
  channels: { type: "string" },
  "sample-rate": { type: "string" },
  volume: { type: "string" },
  threads: { type: "string" },
  "two-pass": { type: "boolean" },
  overwrite: { type: "boolean" },
  json: { type: "boolean" },
} as const;

function toSettings(values: ReturnType<typeof parse<typeof OPTIONS>>["values"]): TranscodeSettings {
  return {
    videoCodec: values["video-codec"],
    audioCodec: values["audio-codec"],
    subtitleCodec: values["subtitle-codec"],
    videoBitrate: number("video-bitrate", values["video-bitrate"]),
    audioBitrate: number("audio-bitrate", values["audio-bitrate"]),
    quality: number("quality", values.quality),
    preset: values.preset,
    width: number("width", values.width),
    height: number("height", values.height),
    fps: number("fps", values.fps),
    start: number("start", values.start),
    duration: number("duration", values.duration),
    audioChannels: number("channels", values.channels),
    audioSampleRate: number("sample-rate", values["sample-rate"]),
    volume: number("volume", values.volume),
    threads: number("threads", values.threads),
    twoPass: values["two-pass"],
    overwrite: values.overwrite,
  };
}

/** Writes a media file in another form. */
export async function transcode(args: readonly string[], api: Api): Promise<number> {
  const { values, positionals: [input, output, ...others] } = parse(args, OPTIONS);
  if (input === undefined || output === undefined || others.length > 0) {
    throw new UsageError("transcode: expected an input and an output");
  }
  const bar = meter();
  const stats = await api.transcode(input, output, { ...toSettings(values), onProgress: bar.show }).finally(bar.end);
  console.log(values.json === true ? JSON.stringify(stats) : `${stats}`);
  return EXIT.ok;
}
