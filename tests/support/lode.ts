/** The library under test: the entry point of the runtime that runs the tests. @module */

import type * as Lode from "../../mod.ts";

const entry = "Deno" in globalThis ? "../../mod.ts" : "../../bun.ts";

/** Everything that Lode exports. */
export const lode: typeof Lode = await import(entry) as typeof Lode;

/** The path of a fixture. */
export function fixture(name: string): string {
  return decodeURIComponent(new URL(`../fixtures/${name}`, import.meta.url).pathname);
}
