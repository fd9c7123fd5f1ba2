/** Prints a file's Markdown: `deno run --allow-ffi --allow-read examples/extract.ts FILE`, or `bun examples/extract.ts FILE`. */

import process from "node:process";
import type * as Lode from "../mod.ts";

// In your own project this is one line: import { extractFile } from "lode".
const entry = "Deno" in globalThis ? "../mod.ts" : "../bun.ts";
const { extractFile } = await import(entry) as typeof Lode;

const { content, metadata, pages } = await extractFile(process.argv[2] ?? "tests/fixtures/report.pdf", {
  outputFormat: "markdown",
});
console.log(content);
console.error(`\n${pages.length} pages, ${metadata.words} words`);
