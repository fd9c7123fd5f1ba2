/**
 * Lode reads any file and says what is in it. This is the entry point for Bun; Deno's is `mod.ts`.
 *
 * @module
 */

import { bun } from "./src/native/bun.ts";
import { install } from "./src/native/library.ts";

install(bun);

export * from "./src/index.ts";
