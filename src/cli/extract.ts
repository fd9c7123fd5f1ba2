/** `lode extract`. @module */

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ExtractOptions } from "../options.ts";
import type { BatchResult } from "../documents.ts";
import { type Api, EXIT } from "./main.ts";
import { progressBar } from "./progress.ts";
import { number, parse, UsageError } from "./usage.ts";

const OPTIONS = {
  format: { type: "string" },
  pages: { type: "string" },
  password: { type: "string", multiple: true },
  language: { type: "string" },
  ocr: { type: "string" },
  chunk: { type: "string" },
  keywords: { type: "string" },
  timeout: { type: "string" },
  json: { type: "boolean" },
  output: { type: "string", short: "o" },
} as const;

const EXTENSIONS = { text: "txt", markdown: "md", html: "html" } as const;

/** Extracts files to standard output, a file or a folder. */
export async function extract(args: readonly string[], api: Api): Promise<number> {
  const { values, positionals: files } = parse(args, OPTIONS);
  if (files.length === 0) throw new UsageError("extract: expected at least one file");
  const format = values.format ?? "text";
  if (!Object.hasOwn(EXTENSIONS, format)) {
    throw new UsageError(`--format: expected text, markdown or html, got ${JSON.stringify(format)}`);
  }
  const maxCharacters = number("chunk", values.chunk);
  const max = number("keywords", values.keywords);
  const options: ExtractOptions = {
    outputFormat: format as keyof typeof EXTENSIONS,
    pages: values.pages,
    password: values.password,
    ocr: { mode: (values.ocr ?? "auto") as "auto", language: values.language },
    chunking: maxCharacters === undefined ? undefined : { maxCharacters },
    keywords: max === undefined ? undefined : { max },
    timeout: number("timeout", values.timeout),
  };
  const write = writer(values.output, files.length, values.json === true ? "json" : EXTENSIONS[format as "text"]);
  const bar = progressBar(files.length);
  let failures = 0;
  for await (const entry of inOrder(files, api.extractMany(files, options))) {
    bar.step();
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

function writer(output: string | undefined, count: number, extension: string): (file: string, text: string) => void {
  if (output === undefined) return (_, text) => console.log(text);
  if (count === 1) return (_, text) => writeFileSync(output, text);
  mkdirSync(output, { recursive: true });
  return (file, text) => writeFileSync(join(output, `${basename(file)}.${extension}`), text);
}
