/** `lode probe`. @module */

import type { MediaInfo, StreamInfo } from "../native/generated/types.ts";
import { type Api, EXIT } from "./main.ts";
import { parse, UsageError } from "./usage.ts";

/** Tells what is in media files. */
export async function probe(args: readonly string[], api: Api): Promise<number> {
  const { values, positionals: files } = parse(args, { json: { type: "boolean" } });
  if (files.length === 0) throw new UsageError("probe: expected at least one file");
  let failures = 0;
  for (const file of files) {
    try {
      const info = await api.probe(file);
      console.log(values.json === true ? JSON.stringify({ file, ...info }) : described(file, info));
    } catch (error) {
      if (!(error instanceof api.LodeError)) throw error;
      failures++;
      console.error(`lode: ${file}: ${error.code}: ${error.message}`);
    }
  }
  return failures > 0 ? EXIT.failed : EXIT.ok;
}

function described(file: string, info: MediaInfo): string {
  const { format, duration, bitRate, streams, chapters, tags, warnings } = info;
  const lines = [
    `${file}: ${format}, ${duration === undefined ? "of unknown length" : `${duration.toFixed(3)} s`}${rate(bitRate)}`,
    ...streams.map((stream) => `  ${stream.index}: ${stream.kind} ${details(stream)}`),
    ...chapters.map(({ start, end, title }) =>
      `  chapter ${start.toFixed(3)}-${end.toFixed(3)} s${title === undefined ? "" : ` ${title}`}`
    ),
    ...tags.map(({ name, value }) => `  ${name}: ${value}`),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ];
  return lines.join("\n");
}

function details(stream: StreamInfo): string {
  const { codec, displayWidth, displayHeight, frameRate, sampleRate, channelLayout, bitRate, language, title } = stream;
  const parts = [
    codec,
    displayWidth === undefined ? "" : `${displayWidth}x${displayHeight}`,
    frameRate === undefined ? "" : `${Number(frameRate.toFixed(3))} fps`,
    sampleRate === undefined ? "" : `${sampleRate} Hz`,
    channelLayout ?? "",
    language ?? "",
    title === undefined ? "" : JSON.stringify(title),
  ];
  return `${parts.filter((part) => part !== "").join(", ")}${rate(bitRate)}`;
}

function rate(bits: number | undefined): string {
  return bits === undefined ? "" : `, ${Math.round(bits / 1000)} kbit/s`;
}
