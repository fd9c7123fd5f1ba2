/** The `lode` command: `deno run -A cli.ts`, `bun cli.ts`. @module */

import { main } from "./src/cli/main.ts";

const api = "Deno" in globalThis ? await import("./mod.ts") : await import("./bun.ts");
process.exitCode = await main(process.argv.slice(2), api);
