/** The library under test: the entry point of the runtime that runs the tests. @module */

import type * as Lode from "../../mod.ts";

/** Everything that Lode exports. */
export const lode: typeof Lode = "Deno" in globalThis ? await import("../../mod.ts") : await import("../../bun.ts");

/** The path of a fixture. */
export function fixture(name: string): string {
  return decodeURIComponent(new URL(`../fixtures/${name}`, import.meta.url).pathname);
}
