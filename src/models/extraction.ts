/** What models hear and see in a file, as a part of its extraction. @module */

import { type Bounds, timeLeft } from "../bounds.ts";
import { MediaError } from "../errors.ts";
import type { Element, Extraction, OutputFormat } from "../native/generated/types.ts";
import type { ExtractOptions, JobOptions } from "../options.ts";
import type { TranscriptSegment, VideoAnalysis } from "./functions.ts";
import type { Models } from "./models.ts";

/** Sound comes in windows of so many seconds, with so much overlap: what recognizers are made for, and bounded memory. */
const WINDOWS = { window: 30, overlap: 3 };

/** An element on its way into a content. */
type Block = Omit<Element, "start" | "end">;

/** What models say of a file. */
interface Described {
  readonly segments: readonly TranscriptSegment[];
  readonly language: string | undefined;
  readonly analysis: VideoAnalysis | undefined;
  readonly embedding: Float32Array<ArrayBuffer> | undefined;
}

/**
 * Adds to an extraction what models hear and see: the transcript, where the file has no captions of its own, as elements with
 * times; a description of what is shown; and, where asked for, the embedding. Files without sound and pictures stay as they are.
 */
export async function withModels(
  extraction: Extraction,
  input: string | Uint8Array,
  models: Models,
  options: ExtractOptions,
  bounds: Bounds,
): Promise<Extraction> {
  const [kind] = extraction.mimeType.split("/");
  if (kind !== "audio" && kind !== "video" && kind !== "image") return extraction;
  const { limits, threads } = options;
  const job = (): JobOptions => ({ limits, threads, signal: bounds.signal, timeout: timeLeft(bounds) });
  const hasCaptions = extraction.elements.some(({ type, startTime }) =>
    type === "paragraph" && startTime !== undefined
  );
  const hears = kind !== "image" && !hasCaptions && models.has("transcribe");
  const transcript = hears ? await ifThere(models.transcript(input, { ...WINDOWS, ...job() })) : undefined;
  const analysis = kind !== "audio" && models.has("analyzeVideo")
    ? await ifThere(models.analyzeVideo(input, { audio: kind === "video", ...job() }))
    : undefined;
  return described(extraction, {
    segments: transcript?.segments ?? [],
    language: transcript?.language,
    analysis,
    embedding: options.embeddings === true ? await embed(kind, input, models, job()) : undefined,
  });
}

/** Nothing where the file lacks the stream: a film without sound, a song without pictures. */
async function ifThere<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof MediaError && error.code === "MEDIA_STREAM") return undefined;
    throw error;
  }
}

async function embed(
  kind: string,
  input: string | Uint8Array,
  models: Models,
  job: JobOptions,
): Promise<Float32Array<ArrayBuffer> | undefined> {
  if (kind === "image") return (await models.embedImages([input], job))[0];
  return kind === "video" ? await ifThere(models.embedVideo(input, job)) : undefined;
}

function described(extraction: Extraction, { segments, language, analysis, embedding }: Described): Extraction {
  const { format, elements, metadata } = extraction;
  const shown = analysis?.description.trim() ?? "";
  const isFilm = extraction.mimeType.startsWith("video/");
  const blocks: Block[] = [
    ...(shown === ""
      ? []
      : [{ type: "image", text: written(shown, format), ...(isFilm ? { startTime: 0 } : {}) } as const]),
    ...segments.map(({ start, end, text }): Block => ({
      type: "paragraph",
      text: written(text, format),
      startTime: start,
      endTime: end,
    })),
  ];
  // What is said takes the place of what the file is, which the engine writes where there is nothing to read.
  const kept = segments.length === 0
    ? elements
    : elements.filter(({ type, startTime }) => type === "title" || startTime !== undefined);
  const composed = blocks.length === 0 ? extraction : { ...extraction, ...compose([...kept, ...blocks], format) };
  return {
    ...composed,
    ...(embedding === undefined ? {} : { embedding }),
    metadata: {
      ...metadata,
      description: metadata.description ?? (shown === "" ? undefined : shown),
      keywords: [...new Set([...metadata.keywords, ...analysis?.keywords ?? []])],
      language: metadata.language ?? language,
      words: composed.content.split(/\s+/).filter((word) => word !== "").length,
    },
  };
}

/** One after another in the order of their times; what has none comes first. */
function compose(blocks: readonly Block[], format: OutputFormat): Pick<Extraction, "content" | "elements"> {
  const between = format === "html" ? "\n" : "\n\n";
  const sorted = blocks.toSorted((a, b) => (a.startTime ?? -1) - (b.startTime ?? -1));
  let content = "";
  const elements = sorted.map((block): Element => {
    if (content !== "") content += between;
    const start = content.length;
    content += block.text;
    return { ...block, start, end: content.length };
  });
  return { content, elements };
}

/** Plain text as a paragraph of a format. */
function written(text: string, format: OutputFormat): string {
  switch (format) {
    case "html":
      return `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`;
    case "markdown":
      return text.replaceAll(/[\\`*_[\]<>]/g, "\\$&").replaceAll(/^(?=[#+-]|\d+[.)])/gm, "\\");
    case "text":
      return text;
  }
}
