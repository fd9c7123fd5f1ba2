/** Finds and imports the module of a model. @module */

import { statSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { ModelImportError } from "../errors.ts";
import { describe } from "../input.ts";
import type { ModelFunctions } from "./functions.ts";

/** Where a module was looked for, and why it was not taken from there. */
interface Attempt {
  readonly place: string;
  readonly problem: string;
}

const EXTENSIONS = [".ts", ".js", ".mjs"];

/** Folders that are looked through, from the working folder. */
const FOLDERS = ["", "models", "../models"];

/** Such as `npm:`, `jsr:`, `https:`, `data:`; a letter alone is a drive. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** Whether a path says where it starts, on any platform: `/x`, `C:\x`, `\\server\share`, `\\?\C:\x`. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[a-z]:[/\\])/i.test(path);
}

/**
 * The `file:` URL of an absolute path, whatever platform it comes from: `\` parts folders only on Windows and after a drive or
 * a server, where `C:\x`, `\\?\C:\x`, `\\server\share\x` and `\\?\UNC\server\share\x` are at home.
 */
export function pathToUrl(path: string): URL {
  const windows = /^(?:[a-z]:[/\\]|\\\\)/i.test(path);
  if (!windows) return encoded("", path);
  const plain = path.replace(/^\\\\[?.]\\/, "").replaceAll("\\", "/");
  if (/^[a-z]:\//i.test(plain)) return encoded("", `/${plain}`);
  const [, server = "", rest = ""] = /^(?:UNC)?\/*([^/]+)(\/.*)?$/i.exec(plain) ?? [];
  return encoded(server, rest);
}

/** Of the characters that mean something in URLs, those that paths may have. */
function encoded(server: string, path: string): URL {
  const safe = path.replaceAll("%", "%25").replaceAll("\\", "%5C").replaceAll("?", "%3F").replaceAll("#", "%23")
    .replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll("\t", "%09");
  return new URL(`file://${server}${safe}`);
}

/** The path of a folder with a path below it, both as their platform writes them. */
function below(folder: string, path: string): string {
  return folder === "" ? path : `${folder.replace(/[/\\]+$/, "")}/${path}`;
}

/** Files that a path may mean, in order. */
export function candidatesOf(path: string): string[] {
  return [
    path,
    ...EXTENSIONS.map((extension) => path + extension),
    ...EXTENSIONS.map((extension) => `${below(path, "index")}${extension}`),
  ];
}

/** Files that a specifier may mean, in order: those of the folders that are named come after those of the usual ones. */
export function places(specifier: string, folders: readonly string[], workingFolder: string): string[] {
  if (isAbsolute(specifier)) return candidatesOf(specifier);
  const path = specifier.replace(/^\.[/\\]/, "");
  return [...FOLDERS, ...folders].flatMap((folder) =>
    candidatesOf(below(isAbsolute(folder) ? folder : below(workingFolder, folder), path))
  );
}

/** Why a path is no file, or nothing if it is one. */
function problemOf(place: string): string | undefined {
  try {
    return statSync(pathToUrl(place)).isFile() ? undefined : "not a file";
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || name === "NotFound") return "not there";
    // Deno's own message names the permission.
    return message;
  }
}

async function importFrom(url: string, tried: readonly Attempt[]): Promise<object> {
  try {
    return await import(url) as object;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ModelImportError("MODEL_IMPORT", `${url} does not load: ${message}${list(tried)}`, { cause: error });
  }
}

function list(tried: readonly Attempt[]): string {
  return tried.length === 0
    ? ""
    : `\nTried before:\n${tried.map(({ place, problem }) => `  ${place}: ${problem}`).join("\n")}`;
}

async function importModule(named: string, folders: readonly string[]): Promise<object> {
  const specifier = named.startsWith("file:") ? fileURLToPath(named) : named;
  if (SCHEME.test(specifier)) return await importFrom(specifier, []);
  const tried: Attempt[] = [];
  for (const place of places(specifier, folders, process.cwd())) {
    const problem = problemOf(place);
    if (problem === undefined) return await importFrom(pathToUrl(place).href, tried);
    tried.push({ place, problem });
  }
  const found = isAbsolute(specifier) ? undefined : await importPackage(specifier, tried);
  if (found !== undefined) return found;
  throw new ModelImportError(
    "MODEL_IMPORT",
    `no module ${
      JSON.stringify(specifier)
    }; give a path, a file: URL, a package, or folders in options.candidates. Tried:\n` +
      tried.map(({ place, problem }) => `  ${place}: ${problem}`).join("\n"),
  );
}

/** A package as the working folder sees it, else as Lode itself does: import maps, and packages without a CommonJS entry. */
async function importPackage(name: string, tried: Attempt[]): Promise<object | undefined> {
  let url = name;
  try {
    url = pathToUrl(createRequire(pathToUrl(`${process.cwd()}/package.json`)).resolve(name)).href;
  } catch {
    try {
      return await import(name) as object;
    } catch (error) {
      tried.push({ place: `package ${name}`, problem: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
  return await importFrom(url, tried);
}

/** The functions of a module: what it exports, or the object that it exports by default. */
function functionsOf(module: object): object {
  const { default: main } = module as { readonly default?: unknown };
  const named = Object.values(module).filter((value) => typeof value === "function").length;
  const mainHas = typeof main === "function" ? 1 : 0;
  return typeof main === "object" && main !== null && named === mainHas ? main : module;
}

/** The names of an object's functions, its own and those that it inherits from its class. */
export function functionNames(object: object): string[] {
  const names = new Set<string>();
  for (let level = object; level !== null && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    Object.getOwnPropertyNames(level).forEach((name) => names.add(name));
  }
  return [...names].filter((name) =>
    name !== "constructor" && typeof (object as Record<string, unknown>)[name] === "function"
  );
}

/** The functions that `module` names or is. */
export async function openModule(
  module: string | URL | ModelFunctions,
  folders: readonly string[],
): Promise<ModelFunctions> {
  const isNamed = typeof module === "string" || module instanceof URL;
  if (!isNamed && (typeof module !== "object" || module === null)) {
    throw new ModelImportError(
      "MODEL_IMPORT",
      `expected a module specifier or an object of functions, got ${describe(module)}`,
    );
  }
  const functions = isNamed ? functionsOf(await importModule(String(module), folders)) : module;
  if (functionNames(functions).length === 0) {
    const what = isNamed ? `the module ${String(module)}` : "the object";
    throw new ModelImportError(
      "MODEL_IMPORT",
      `${what} has no function; expected some of transcribe, embedVideo, embedImages, analyzeVideo`,
    );
  }
  return functions as ModelFunctions;
}
