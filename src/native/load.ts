/** Finds the native library, and says what was tried when it cannot. @module */

import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { LibraryLoadError } from "../errors.ts";
import { ABI_VERSION } from "./generated/symbols.ts";
import { WIRE_CHECKSUM } from "./generated/wire.ts";
import { type Library, runtime } from "./library.ts";

/** A place where the library was looked for, and why it was not taken from there. */
export interface Attempt {
  /** What led there: `load()`, `LODE_LIBRARY`, a package, the workspace. */
  readonly source: string;
  /** The file, or the name of the package. */
  readonly path: string;
  /** Why not; absent for the one that was loaded. */
  readonly problem?: string;
}

interface Candidate {
  readonly source: string;
  readonly path: string;
  readonly problem?: string;
}

let loaded: Library | undefined;
let attempts: readonly Attempt[] = [];

/** The library, loaded now if it was not yet. */
export function library(): Library {
  return loaded ?? load();
}

/** Where the library was looked for. */
export function loadAttempts(): readonly Attempt[] {
  return attempts;
}

/**
 * Loads the native library now, from `path` if given. Without this call it is loaded when it is first needed.
 *
 * Looked for in this order: `path`, the environment variable `LODE_LIBRARY`, the platform package (`@lode/linux-x64-gnu`
 * and so on), the workspace's own `target/release`.
 *
 * @param path The library's file, for instance one that was embedded by `bun build --compile`.
 * @throws {LibraryLoadError} when it is nowhere to be had, or another one is loaded already; the message is a diagnosis.
 */
export function load(path?: string): Library {
  if (loaded !== undefined) {
    if (path !== undefined && path !== loaded.path) {
      throw new LibraryLoadError(
        "LIBRARY_LOAD",
        `expected load() before the first use; ${loaded.path} is loaded already`,
      );
    }
    return loaded;
  }
  const candidates = path === undefined ? findCandidates() : [{ source: "load()", path }];
  const tried: Attempt[] = [];
  // Asking the sandbox for a file that it was not told of would prompt: take one that it was told of, if there is one.
  const allowed = candidates.filter((candidate) =>
    candidate.problem === undefined && runtime().mayOpen(candidate.path)
  );
  for (const candidate of allowed.length > 0 ? allowed : candidates) {
    const problem = candidate.problem ?? tryOpen(candidate.path);
    tried.push(problem === undefined ? candidate : { ...candidate, problem });
    if (problem === undefined) break;
  }
  attempts = tried;
  if (loaded === undefined) throw diagnosis(tried);
  return loaded;
}

function tryOpen(path: string): string | undefined {
  let library: Library;
  try {
    library = runtime().open(path);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const abi = library.symbols.lode_abi_version();
  if (abi !== ABI_VERSION) {
    return `its ABI is version ${abi}, these bindings need ${ABI_VERSION}; install matching versions of Lode and its platform package`;
  }
  const checksum = library.symbols.lode_wire_checksum() >>> 0;
  if (checksum !== WIRE_CHECKSUM) {
    return `its results have layout ${checksum}, these bindings read ${WIRE_CHECKSUM}; install matching versions, or rebuild with "cargo build --release"`;
  }
  loaded = library;
  return undefined;
}

function findCandidates(): readonly Candidate[] {
  const named = runtime().environment("LODE_LIBRARY");
  if (named !== undefined && named !== "") return [{ source: "LODE_LIBRARY", path: named }];
  return [...platformPackages().map(fromPackage), ...fromWorkspace()];
}

/** Which C library a Linux system has is not guessed: both are tried, and the dynamic linker decides. */
export function platformNames(): readonly string[] {
  const platform = `${process.platform}-${process.arch}`;
  return process.platform === "linux" ? [`${platform}-gnu`, `${platform}-musl`] : [platform];
}

function platformPackages(): readonly string[] {
  return platformNames().map((name) => `@lode/${name}`);
}

/** The library's file name on this platform. */
function fileName(): string {
  switch (process.platform) {
    case "win32":
      return "lode.dll";
    case "darwin":
      return "liblode.dylib";
    default:
      return "liblode.so";
  }
}

function fromPackage(name: string): Candidate {
  try {
    const path = createRequire(import.meta.url).resolve(`${name}/${fileName()}`);
    return { source: "package", path };
  } catch {
    return { source: "package", path: name, problem: "not installed" };
  }
}

function fromWorkspace(): readonly Candidate[] {
  if (!import.meta.url.startsWith("file:")) return [];
  const path = fileURLToPath(new URL(`../../target/release/${fileName()}`, import.meta.url));
  return [{ source: "workspace", path }];
}

function diagnosis(tried: readonly Attempt[]): LibraryLoadError {
  const lines = tried.map(({ source, path, problem }) => `  ${source}: ${path}\n    ${problem}`);
  const place = tried.findLast((attempt) => attempt.path.includes("/") || attempt.path.includes("\\"));
  const hint = place === undefined ? "" : `\n${runtime().openHint(place.path)}`;
  return new LibraryLoadError(
    "LIBRARY_LOAD",
    `cannot load Lode's native library on ${process.platform}-${process.arch}. Tried:\n${lines.join("\n")}\n` +
      `Install the platform package (${
        platformPackages().join(" or ")
      }), name the file in LODE_LIBRARY or load(path), ` +
      `or, in a checkout, build it with "cargo build --release".${hint}`,
  );
}
