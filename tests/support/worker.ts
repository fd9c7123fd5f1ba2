/** A Worker that extracts, over and over or once; see `workers.test.ts`. @module */

import { fixture, lode } from "./lode.ts";
import { scannedPdf } from "./inputs.ts";

/** What a Worker has, and neither runtime's types give to every module. */
const worker = globalThis as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<Task>) => void) | null;
};

/** What the Worker is told. */
export type Task =
  /** Extract so many times, then post how many went well. */
  | { readonly times: number }
  /** Extract without end, waiting for plugins, rendering; post once when all of that is under way. */
  | "forever"
  /** Decode for models without end, one of which hangs; post once when that is under way. */
  | "models";

const REPORT = fixture("report.pdf");

async function endless(round: () => Promise<unknown>): Promise<void> {
  while (true) await round();
}

async function forever(): Promise<void> {
  const ocr = { name: "stuck", processImage: (): Promise<{ content: string }> => new Promise(() => {}) };
  const bytes = lode.extractBytes(scannedPdf(2), { ocr: { mode: "always" }, plugins: { ocr } });
  bytes.catch(() => {});
  const pages = lode.renderPages(scannedPdf(100), { dpi: 72 });
  await pages.next();
  void endless(() => lode.extractFile(REPORT));
  const transferred = scannedPdf(50);
  void endless(() => lode.extractBytes(transferred.slice(), { transfer: true, ocr: { mode: "never" } }));
  worker.postMessage("under way");
}

async function modelsForever(): Promise<void> {
  const film = fixture("media/film.mp4");
  const models = await lode.Models.open({
    transcribe: () => new Promise<string>(() => {}),
    embedVideo: ({ shape }) => shape,
  });
  models.transcribe(film, { window: 0.1 }).catch(() => {});
  await models.embedVideo(film);
  void endless(() => models.embedVideo(film, { fps: 25 }));
  worker.postMessage("under way");
}

async function times(count: number): Promise<void> {
  let well = 0;
  for (let index = 0; index < count; index++) {
    const [later, now] = [await lode.extractFile(REPORT), lode.extractFileSync(REPORT)];
    if (later.content === now.content && now.content.includes("412 ships")) well++;
  }
  worker.postMessage(well);
}

worker.onmessage = ({ data }: MessageEvent<Task>): void => {
  if (data === "forever") void forever();
  else if (data === "models") void modelsForever();
  else void times(data.times);
};

// What was posted before this would be lost in Bun.
worker.postMessage("ready");
