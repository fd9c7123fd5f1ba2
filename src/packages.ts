/** Packages that are there only where someone installed them. @module */

import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { LibraryLoadError } from "./errors.ts";

/** The file that a package, or a path in one, stands for: looked for beside Lode, then in the program's own folder. */
export function findInPackage(specifier: string): string | undefined {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), "main.js")).href];
  for (const place of places.filter((place) => place.startsWith("file:"))) {
    try {
      return createRequire(place).resolve(specifier);
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** Imports a package that `user` needs; an error says how to install it. */
export async function importPackage(name: string, user: string): Promise<unknown> {
  try {
    // The very module that the program itself gets, with the settings that it made there.
    return await import(name);
  } catch {
    // Lode may live where such names mean nothing, for instance in Deno's cache.
  }
  const path = findInPackage(name);
  if (path === undefined) {
    throw new LibraryLoadError(
      "LIBRARY_LOAD",
      `${user} needs the package ${name}, which is not installed; add it with "npm install ${name}", ` +
        `"bun add ${name}" or "deno add npm:${name}"`,
    );
  }
  return await import(pathToFileURL(path).href);
}
