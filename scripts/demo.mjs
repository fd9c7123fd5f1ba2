/** Builds the library and prints a real PDF's Markdown, from Deno and from Bun. */

import { require } from "./run.mjs";

const file = process.argv[2] ?? "tests/fixtures/report.pdf";

require("cargo", ["build", "--release", "-p", "lode-ffi"]);
console.log(`\n=== Deno: ${file}\n`);
require("deno", ["run", "--allow-ffi", "--allow-read", "--allow-env", "examples/extract.ts", file]);
console.log(`\n=== Bun: ${file}\n`);
require("bun", ["examples/extract.ts", file]);
