/** A ready-made OCR backend over tesseract.js. @module */

import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LibraryLoadError } from "./errors.ts";
import { findInPackage, importPackage } from "./packages.ts";
import type { OcrBackend, OcrResult, OcrWord, PageImage } from "./plugins.ts";

/** Options of {@link tesseractOcr}. */
export interface TesseractOptions {
  /** The backend's name. Default `tesseract`. */
  readonly name?: string;
  /** Languages that it is used for, ISO 639-3. Default: any. */
  readonly languages?: readonly string[];
  /**
   * A folder with the language data, such as `eng.traineddata.gz`. Default: the packages `@tesseract.js-data/eng` and so
   * on. Nothing is ever downloaded.
   */
  readonly langPath?: string;
  /** How many pages it reads at once, each in a Worker of its own. Default: one for each core, 4 at most. */
  readonly concurrency?: number;
}

/** A backend whose Workers can be ended; without that they end with the process. */
export type TesseractBackend = OcrBackend & AsyncDisposable;

/** The part of tesseract.js that is used here; its own types need not be installed. */
interface Tesseract {
  readonly createWorker: (language: string, engine: number, options: object) => Promise<TesseractWorker>;
}

interface TesseractWorker {
  readonly worker: { readonly ref?: () => void; readonly unref?: () => void };
  readonly recognize: (image: Uint8Array, options: object, output: object) => Promise<{ readonly data: TesseractPage }>;
  readonly terminate: () => Promise<unknown>;
}

interface TesseractPage {
  readonly text: string;
  readonly confidence: number;
  readonly blocks:
    | readonly {
      readonly paragraphs: readonly { readonly lines: readonly { readonly words: readonly TesseractWord[] }[] }[];
    }[]
    | null;
}

interface TesseractWord {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

/** `OEM.LSTM_ONLY` of tesseract.js: the engine that the `best_int` data is for. */
const LSTM_ONLY = 1;

const MOST_WORKERS = 4;

/** Whether tesseract.js is installed. */
export function hasTesseract(): boolean {
  return findInPackage("tesseract.js") !== undefined;
}

async function importTesseract(): Promise<Tesseract> {
  return (await importPackage("tesseract.js", "tesseractOcr") as { readonly default: Tesseract }).default;
}

function languageFile(language: string, folder: string | undefined): string {
  const name = `${language}.traineddata.gz`;
  if (folder !== undefined) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
    throw new LibraryLoadError("LIBRARY_LOAD", `no language data for ${JSON.stringify(language)}: expected ${path}`);
  }
  const found = findInPackage(`@tesseract.js-data/${language}/package.json`);
  const path = found === undefined ? undefined : join(dirname(found), "4.0.0_best_int", name);
  if (path !== undefined && existsSync(path)) return path;
  throw new LibraryLoadError(
    "LIBRARY_LOAD",
    `no language data for ${
      JSON.stringify(language)
    }; install the package @tesseract.js-data/${language}, or name a folder ` +
      `with ${name} in langPath`,
  );
}

/** Workers that know a language, started when they are first needed. */
class Pool {
  readonly #options: TesseractOptions;
  readonly #most: number;
  readonly #idle: { readonly language: string; readonly worker: TesseractWorker }[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(options: TesseractOptions, most: number) {
    this.#options = options;
    this.#most = most;
  }

  /** Calls `work` with a Worker that nobody else uses meanwhile. */
  async use<T>(language: string, work: (worker: TesseractWorker) => Promise<T>): Promise<T> {
    while (this.#busy >= this.#most) await new Promise<void>((wake) => this.#waiting.push(wake));
    this.#busy++;
    try {
      const worker = await this.#worker(language);
      worker.worker.ref?.();
      try {
        return await work(worker);
      } finally {
        // An idle Worker must not keep the process alive.
        worker.worker.unref?.();
        this.#idle.push({ language, worker });
      }
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  /** Ends the Workers that are idle. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(({ worker }) => worker.terminate()));
  }

  async #worker(language: string): Promise<TesseractWorker> {
    const index = this.#idle.findLastIndex((idle) => idle.language === language);
    const [found] = index < 0 ? [] : this.#idle.splice(index, 1);
    if (found !== undefined) return found.worker;
    // One that knows another language makes place.
    if (this.#idle.length + this.#busy > this.#most) await this.#idle.shift()?.worker.terminate();
    return await this.#start(language);
  }

  async #start(language: string): Promise<TesseractWorker> {
    const files = language.split("+").map((one) => languageFile(one, this.#options.langPath));
    const { createWorker } = await importTesseract();
    const [first] = files;
    if (files.length === 1 && first !== undefined) return await start(createWorker, language, dirname(first));
    // tesseract.js takes all languages from one folder.
    const folder = await mkdtemp(join(tmpdir(), "lode-tesseract-"));
    try {
      await Promise.all(
        language.split("+").map((one, index) => copyFile(files[index] ?? "", join(folder, `${one}.traineddata.gz`))),
      );
      return await start(createWorker, language, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function start(createWorker: Tesseract["createWorker"], language: string, langPath: string): Promise<TesseractWorker> {
  return new Promise((resolve, reject) => {
    // Without a handler tesseract.js throws where nobody can catch it, and its own promise never settles.
    const errorHandler = (problem: unknown) => reject(problem instanceof Error ? problem : new Error(String(problem)));
    createWorker(language, LSTM_ONLY, { langPath, cacheMethod: "none", gzip: true, errorHandler }).then(
      resolve,
      errorHandler,
    );
  });
}

/** The image as a grey PNM file, which every Leptonica reads; Tesseract looks at nothing but lightness. */
function toPnm({ width, height, data }: PageImage): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + width * height);
  file.set(header);
  // ITU-R BT.601 luma, in 256ths.
  for (let from = 0, to = header.length; to < file.length; from += 4, to++) {
    file[to] = (77 * (data[from] ?? 0) + 150 * (data[from + 1] ?? 0) + 29 * (data[from + 2] ?? 0)) >> 8;
  }
  return file;
}

function toResult({ text, confidence, blocks }: TesseractPage): OcrResult {
  const words = (blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) => lines.flatMap(({ words }) => words))
  );
  return {
    content: text.trim(),
    metadata: { confidence: confidence / 100 },
    words: words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }): OcrWord => ({
      text,
      confidence: confidence / 100,
      x0,
      y0,
      x1,
      y1,
    })),
  };
}

/**
 * An OCR backend that reads with tesseract.js, which has to be installed, as have the data of the languages to read:
 * `tesseract.js` and `@tesseract.js-data/eng`. It works in Workers, started when a page first needs one.
 *
 * @param options Language data and number of Workers.
 * @returns The backend, to be registered or passed in `options.plugins.ocr`. Disposing of it ends its Workers.
 * @throws {LibraryLoadError} (as the cause of a `PluginError`, when a page is read) where the package or the language's
 * data is not installed.
 *
 * @example
 * ```ts
 * import { extractFile, tesseractOcr } from "lode";
 * await using ocr = tesseractOcr();
 * const { content } = await extractFile("tests/fixtures/scan.pdf", { plugins: { ocr } });
 * console.log(content);
 * ```
 */
export function tesseractOcr(options: TesseractOptions = {}): TesseractBackend {
  const { name = "tesseract", languages, concurrency = Math.min(MOST_WORKERS, navigator.hardwareConcurrency) } =
    options;
  const pool = new Pool(options, concurrency);
  return {
    name,
    ...(languages === undefined ? {} : { languages }),
    concurrency,
    async processImage(image, language): Promise<OcrResult> {
      const { data } = await pool.use(
        language,
        (worker) => worker.recognize(toPnm(image), {}, { text: true, blocks: true }),
      );
      return toResult(data);
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
