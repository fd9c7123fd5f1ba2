/** What is asked for, and how each peer is asked. @module */

import { decodeAudio, probe, videoFrames } from "../../bun.ts";
import { ALL_FORMATS, FilePathSource, Input } from "mediabunny";
import { Decoder, Demuxer, FilterAPI } from "node-av/api";
import { command, here, type Sample } from "./measure.ts";

/** A way of doing a task, with a file; what it gives is counted. */
export type Way = (file: string) => Promise<Sample>;

/** A task, and those who can do it. */
export interface Task {
  readonly name: string;
  /** What the file must have. */
  readonly needs: "audio" | "video" | "anything";
  readonly lode: Way;
  /** A child process of the system's ffmpeg or ffprobe, as fluent-ffmpeg starts it. */
  readonly spawn: Way;
  /** FFmpeg in the process, by N-API. */
  readonly nodeAv: Way;
  /** TypeScript; it decodes with WebCodecs, which Bun has not. */
  readonly mediabunny?: Way;
}

const PCM = ["-vn", "-ac", "1", "-ar", "16000", "-f", "f32le", "-"];
const RGB = [
  "-an",
  "-fps_mode",
  "passthrough",
  "-vf",
  "scale=224:224",
  "-pix_fmt",
  "rgb24",
  "-f",
  "rawvideo",
  "-",
];

async function bytes(
  items: AsyncIterable<{ readonly data: { readonly byteLength: number } }>,
): Promise<number> {
  let sum = 0;
  for await (const { data } of items) sum += data.byteLength;
  return sum;
}

const ffmpeg = (...args: readonly string[]) =>
  command(["ffmpeg", "-v", "quiet", "-nostdin", ...args]);

/** Decodes a stream with node-av through filters, and counts the bytes; as far as `seconds`. */
async function filtered(
  file: string,
  kind: "audio" | "video",
  filters: string,
  { seconds = Infinity, options = {} }: {
    readonly seconds?: number;
    readonly options?: Record<string, string>;
  } = {},
): Promise<number> {
  await using demuxer = await Demuxer.open(file);
  // Of several videos ffmpeg takes the largest, and node-av the first.
  const largest =
    demuxer.streams.toSorted((a, b) => b.codecpar.width - a.codecpar.width)[0];
  const stream = kind === "audio" ? demuxer.audio() : largest;
  if (stream === undefined) return 0;
  using decoder = await Decoder.create(stream, { options });
  using filter = FilterAPI.create(filters, {});
  let sum = 0;
  const most = seconds * 16_000 * 4;
  for await (
    const frame of filter.frames(decoder.frames(demuxer.packets(stream.index)))
  ) {
    if (frame === null) continue;
    // The pixels as a buffer of JavaScript's own, as the others give them.
    sum += kind === "audio"
      ? (frame.data?.[0]?.length ?? 0)
      : frame.toBuffer().length;
    frame.free();
    if (sum >= most) break;
  }
  return Math.min(sum, most);
}

const MONO = "aresample=16000,aformat=sample_fmts=flt:channel_layouts=mono";
const SMALL = "scale=224:224,format=rgb24";

const WINDOW = { width: 224, height: 224, format: "rgb" } as const;

/** All tasks. */
export const TASKS: readonly Task[] = [
  {
    name: "what is in the file (streams)",
    needs: "anything",
    lode: (file) => here(async () => (await probe(file)).streams.length),
    spawn: (file) =>
      command(
        [
          "ffprobe",
          "-v",
          "quiet",
          "-print_format",
          "json",
          "-show_format",
          "-show_streams",
          file,
        ],
        (json) => JSON.parse(new TextDecoder().decode(json)).streams.length,
      ),
    nodeAv: (file) =>
      here(async () => {
        await using demuxer = await Demuxer.open(file);
        return demuxer.streams.length;
      }),
    mediabunny: (file) =>
      here(async () => {
        using input = new Input({
          source: new FilePathSource(file),
          formats: ALL_FORMATS,
        });
        const tracks = await input.getTracks();
        await input.computeDuration();
        return tracks.length;
      }),
  },
  {
    name: "5 s of sound as 16 kHz mono",
    needs: "audio",
    lode: (file) =>
      here(async () =>
        (await decodeAudio(file, { duration: 5 })).samples.byteLength
      ),
    spawn: (file) => ffmpeg("-t", "5", "-i", file, ...PCM),
    nodeAv: (file) => here(() => filtered(file, "audio", MONO, { seconds: 5 })),
  },
  {
    name: "all sound as 16 kHz mono",
    needs: "audio",
    lode: (file) =>
      here(async () => (await decodeAudio(file)).samples.byteLength),
    spawn: (file) => ffmpeg("-i", file, ...PCM),
    nodeAv: (file) => here(() => filtered(file, "audio", MONO)),
  },
  {
    name: "key frames as RGB, 224 by 224",
    needs: "video",
    lode: (file) =>
      here(() => bytes(videoFrames(file, { keyframes: true, ...WINDOW }))),
    spawn: (file) => ffmpeg("-skip_frame", "nokey", "-i", file, ...RGB),
    nodeAv: (file) =>
      here(() =>
        filtered(file, "video", SMALL, { options: { skip_frame: "nokey" } })
      ),
  },
  {
    name: "every frame as RGB, 224 by 224",
    needs: "video",
    lode: (file) => here(() => bytes(videoFrames(file, WINDOW))),
    spawn: (file) => ffmpeg("-i", file, ...RGB),
    nodeAv: (file) => here(() => filtered(file, "video", SMALL)),
  },
];
