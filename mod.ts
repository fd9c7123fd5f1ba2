/**
 * Lode reads any file and says what is in it. This is the entry point for Deno; Bun's is `bun.ts`.
 *
 * @example
 * ```ts
 * import { extractFile } from "lode";
 * console.log((await extractFile("tests/fixtures/report.pdf")).content);
 * ```
 *
 * @module
 */

import { deno } from "./src/native/deno.ts";
import { install } from "./src/native/library.ts";

install(deno);

export * from "./src/index.ts";
