/** The `lode` command: `deno run -A cli.ts`, `bun cli.ts`. @module */

import process from "node:process";
import { type Api, main } from "./src/cli/main.ts";

// Named at run time: neither runtime can load the other's entry point.
const entry = "Deno" in globalThis ? "./mod.ts" : "./bun.ts";
const api = await import(entry) as Api;
process.exitCode = await main(process.argv.slice(2), api);
