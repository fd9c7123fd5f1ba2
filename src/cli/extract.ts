/** `lode extract`. @module */

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ExtractOptions } from "../options.ts";
import type { BatchResult } from "../documents.ts";
import { hasTesseract } from "../tesseract.ts";
import { type Api, EXIT } from "./main.ts";
import { progressBar } from "./progress.ts";
import { choice, number, parse, UsageError } from "./usage.ts";

const OPTIONS = {
  format: { type: "string" },
  pages: { type: "string" },
  password: { type: "string", multiple: true },
  language: { type: "string" },
  ocr: { type: "string" },
  chunk: { type: "string" },
  keywords: { type: "string" },
  timeout: { type: "string" },
  models: { type: "string" },
  json: { type: "boolean" },
  output: { type: "string", short: "o" },
} as const;

const EXTENSIONS = { text: "txt", markdown: "md", html: "html" } as const;

const OCR_MODES = ["auto", "always", "never"] as const;

type Values = ReturnType<typeof parse<typeof OPTIONS>>["values"];

function toOptions(values: Values): ExtractOptions {
  const maxCharacters = number("chunk", values.chunk);
  const max = number("keywords", values.keywords);
  return {
    outputFormat: choice("format", Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[], values.format) ?? "text",
    pages: values.pages,
    password: values.password,
    ocr: { mode: choice("ocr", OCR_MODES, values.ocr) ?? "auto", language: values.language },
    chunking: maxCharacters === undefined ? undefined : { maxCharacters },
    keywords: max === undefined ? undefined : { max },
    timeout: number("timeout", values.timeout),
  };
}

/** Extracts files to standard output, a file or a folder. */
export async function extract(args: readonly string[], api: Api): Promise<number> {
  const { values, positionals: files } = parse(args, OPTIONS);
  if (files.length === 0) throw new UsageError("extract: expected at least one file");
  const options = toOptions(values);
  // Its Workers start when a page needs them.
  await using ocr = options.ocr?.mode !== "never" && hasTesseract() ? api.tesseractOcr() : undefined;
  const plugins = ocr === undefined ? undefined : { ocr };
  await using models = values.models === undefined ? undefined : await api.Models.open(values.models);
  const extension = values.json === true ? "json" : EXTENSIONS[options.outputFormat ?? "text"];
  const write = writer(values.output, files, extension);
  const bar = progressBar(files.length);
  let failures = 0;
  for await (const entry of inOrder(files, api.extractMany(files, { ...options, plugins, models }))) {
    bar.step();
    if (entry.error instanceof api.InvalidOptionsError) throw entry.error;
    if (entry.error !== undefined) {
      failures++;
      console.error(`lode: ${String(entry.input)}: ${entry.error.code}: ${entry.error.message}`);
      continue;
    }
    const { result } = entry;
    write(
      String(entry.input),
      values.json === true ? JSON.stringify({ file: entry.input, ...result }) : result.content,
    );
    for (const { code, message } of result.warnings) {
      console.error(`lode: ${String(entry.input)}: warning: ${code}: ${message}`);
    }
  }
  bar.end();
  return failures > 0 ? EXIT.failed : EXIT.ok;
}

/** Results as they come, in the order of the files. */
async function* inOrder(files: readonly string[], results: AsyncIterable<BatchResult>): AsyncGenerator<BatchResult> {
  const early = new Map<string, BatchResult[]>();
  let next = 0;
  for await (const result of results) {
    const same = early.get(String(result.input)) ?? [];
    early.set(String(result.input), [...same, result]);
    for (let file = files[next]; file !== undefined; file = files[next]) {
      const [ready, ...rest] = early.get(file) ?? [];
      if (ready === undefined) break;
      early.set(file, rest);
      next++;
      yield ready;
    }
  }
}

/** Writes to standard output, to one file, or for several to files in a folder. */
function writer(
  output: string | undefined,
  files: readonly string[],
  extension: string,
): (file: string, text: string) => void {
  if (output === undefined) return (_, text) => console.log(text);
  if (files.length === 1) return (_, text) => writeFileSync(output, text);
  mkdirSync(output, { recursive: true });
  const taken = new Set<string>();
  return (file, text) => {
    const name = freeName(basename(file), extension, taken);
    taken.add(name);
    writeFileSync(join(output, name), text);
  };
}

/** The name for a file's text: with a number where a file of the same name in another folder came before. */
function freeName(base: string, extension: string, taken: ReadonlySet<string>): string {
  let name = `${base}.${extension}`;
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}.${extension}`;
  return name;
}
