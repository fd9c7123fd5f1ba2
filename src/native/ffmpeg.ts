/** Where FFmpeg's libraries may be: a package of their own, or the workspace's build. @module */

import { createRequire } from "node:module";
import { dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { LibraryLoadError } from "../errors.ts";
import { syncHub } from "./hub.ts";
import { runtime } from "./library.ts";
import { platformNames } from "./load.ts";

let searched = false;
let offered = false;

/** Folders to look in, in this order; the library itself looks at `LODE_FFMPEG` first. */
function folders(): string[] {
  const platform = `${process.platform}-${process.arch}`;
  const found: string[] = [];
  for (const name of platformNames()) {
    try {
      found.push(dirname(createRequire(import.meta.url).resolve(`@lode/ffmpeg-${name}/package.json`)));
    } catch {
      // Not installed.
    }
  }
  if (import.meta.url.startsWith("file:")) {
    found.push(fileURLToPath(new URL(`../../target/ffmpeg/${platform}`, import.meta.url)));
  }
  return found;
}

function search(options: { readonly path?: string; readonly packages?: readonly string[] }): void {
  const json = new TextEncoder().encode(JSON.stringify(options));
  syncHub().runSync({
    start: ({ symbols }, hub, job) => symbols.lode_ffmpeg_search(hub, json, json.length, job),
    read: () => undefined,
  });
}

function requirePermission(paths: readonly string[]): readonly string[] {
  const allowed = paths.filter((path) => runtime().mayOpen(path));
  const [first] = paths;
  if (allowed.length === 0 && first !== undefined) {
    throw new LibraryLoadError("LIBRARY_LOAD", `FFmpeg's libraries may not be opened: ${runtime().openHint(first)}`);
  }
  return allowed;
}

/** Loads FFmpeg's libraries from a folder now. */
export function loadFfmpeg(path: string): void {
  requirePermission([path]);
  search({ path });
  searched = true;
}

/** Says where FFmpeg's libraries may be, once, before a call that needs them for some inputs only. */
export function offerFfmpeg(): void {
  if (searched || offered) return;
  search({ packages: folders().filter((path) => runtime().mayOpen(path)) });
  offered = true;
}

/** Says where FFmpeg's libraries may be, once, before the first call that needs them. */
export function findFfmpeg(): void {
  if (searched) return;
  const named = runtime().environment("LODE_FFMPEG");
  if (named !== undefined && named !== "") return loadFfmpeg(named);
  search({ packages: requirePermission(folders()) });
  searched = true;
}
