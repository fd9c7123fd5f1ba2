/**
 * Plugins: functions of yours that take part in extraction. Each may be synchronous or asynchronous; which it is, is seen
 * from what it returns. Registered ones take part in every call, those in `options.plugins` in that call alone.
 *
 * @module
 */

import { InvalidOptionsError } from "./errors.ts";
import { describe } from "./input.ts";
import type { Extraction } from "./native/generated/types.ts";

/** A page, rendered. */
export interface PageImage {
  /** Number of the page, from 1. */
  readonly page: number;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Pixels, row by row from the top: red, green, blue, alpha; or as `renderPages` was asked for. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A word that was recognized. */
export interface OcrWord {
  /** The word. */
  readonly text: string;
  /** How sure the backend is, from 0 to 1. */
  readonly confidence?: number;
  /** Left edge in pixels. */
  readonly x0: number;
  /** Top edge in pixels. */
  readonly y0: number;
  /** Right edge in pixels. */
  readonly x1: number;
  /** Bottom edge in pixels. */
  readonly y1: number;
}

/** What an OCR backend found on a page. */
export interface OcrResult {
  /** The text; blank lines part paragraphs. */
  readonly content: string;
  /** Anything else the backend wants to say. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The words and where they are. */
  readonly words?: readonly OcrWord[];
}

/** Reads text off page images. */
export interface OcrBackend {
  /** Its name. */
  readonly name: string;
  /** Languages it knows, ISO 639-3; absent: any. */
  readonly languages?: readonly string[];
  /** How many pages it reads at once. Default 1. */
  readonly concurrency?: number;
  /** Reads a page. */
  readonly processImage: (image: PageImage, language: string) => OcrResult | Promise<OcrResult>;
}

/** Changes an extraction. */
export interface PostProcessor {
  /** Its name. */
  readonly name: string;
  /** `early`: before chunks, keywords and languages are found; `middle` and `late`: after. Default `middle`. */
  readonly stage?: "early" | "middle" | "late";
  /** Returns the extraction to go on with. */
  readonly process: (extraction: Extraction) => Extraction | Promise<Extraction>;
}

/** Rejects an extraction by throwing. */
export interface Validator {
  /** Its name. */
  readonly name: string;
  /** Higher ones come first. Default 0. */
  readonly priority?: number;
  /** Throws to reject; the call fails with a `ValidationError` whose cause is what was thrown. */
  readonly validate: (extraction: Extraction) => void | Promise<void>;
}

/** Plugins for one call. */
export interface Plugins {
  /** Used instead of the registered backends. */
  readonly ocr?: OcrBackend;
  /** Run after the registered ones of their stage. */
  readonly postProcessors?: readonly PostProcessor[];
  /** Run along with the registered ones. */
  readonly validators?: readonly Validator[];
}

const ocrBackends = new Map<string, OcrBackend>();
const postProcessors = new Map<string, PostProcessor>();
const validators = new Map<string, Validator>();

/** The function that makes a plugin one of its kind. */
const METHODS = { ocr: "processImage", postProcessors: "process", validators: "validate" } as const;

/** Throws unless `plugin` has a name and `method`; `place` is where it was passed. */
function checkPlugin(plugin: unknown, method: string, place: string): void {
  if (typeof plugin !== "object" || plugin === null) throw refused(place, "a plugin", plugin);
  const { name, [method]: call } = plugin as Record<string, unknown>;
  if (typeof name !== "string" || name === "") throw refused(place, "a plugin with a name", name);
  if (typeof call !== "function") throw refused(`${place} ${JSON.stringify(name)}`, `${method} to be a function`, call);
}

function refused(place: string, expected: string, got: unknown): InvalidOptionsError {
  return new InvalidOptionsError("INVALID_OPTIONS", `${place}: expected ${expected}, got ${describe(got)}`);
}

/** Throws unless `plugins` are what a call may be given. */
export function checkPlugins(plugins: Plugins | undefined): void {
  if (plugins === undefined) return;
  if (typeof plugins !== "object" || plugins === null) throw refused("options.plugins", "an object", plugins);
  for (const [key, value] of Object.entries(plugins) as [string, unknown][]) {
    const place = `options.plugins.${key}`;
    if (!Object.hasOwn(METHODS, key)) throw refused("options.plugins", Object.keys(METHODS).join(", "), key);
    if (value === undefined) continue;
    const list = key === "ocr" ? [value] : value;
    if (!Array.isArray(list)) throw refused(place, "an array", value);
    list.forEach((plugin) => checkPlugin(plugin, METHODS[key as keyof typeof METHODS], place));
  }
}

function register<P extends { readonly name: string }>(plugins: Map<string, P>, plugin: P, method: string): void {
  checkPlugin(plugin, method, "plugin");
  plugins.set(plugin.name, plugin);
}

/** Registers an OCR backend; one of the same name is replaced. */
export function registerOcrBackend(backend: OcrBackend): void {
  register(ocrBackends, backend, METHODS.ocr);
}

/** Registers a post-processor; one of the same name is replaced. */
export function registerPostProcessor(processor: PostProcessor): void {
  register(postProcessors, processor, METHODS.postProcessors);
}

/** Registers a validator; one of the same name is replaced. */
export function registerValidator(validator: Validator): void {
  register(validators, validator, METHODS.validators);
}

/** Removes an OCR backend; tells whether there was one of this name. */
export function unregisterOcrBackend(name: string): boolean {
  return ocrBackends.delete(name);
}

/** Removes a post-processor; tells whether there was one of this name. */
export function unregisterPostProcessor(name: string): boolean {
  return postProcessors.delete(name);
}

/** Removes a validator; tells whether there was one of this name. */
export function unregisterValidator(name: string): boolean {
  return validators.delete(name);
}

/** Names of the registered OCR backends. */
export function listOcrBackends(): string[] {
  return [...ocrBackends.keys()];
}

/** Names of the registered post-processors. */
export function listPostProcessors(): string[] {
  return [...postProcessors.keys()];
}

/** Names of the registered validators. */
export function listValidators(): string[] {
  return [...validators.keys()];
}

/** Removes all OCR backends. */
export function clearOcrBackends(): void {
  ocrBackends.clear();
}

/** Removes all post-processors. */
export function clearPostProcessors(): void {
  postProcessors.clear();
}

/** Removes all validators. */
export function clearValidators(): void {
  validators.clear();
}

/** The registered backend of this name, or the first that knows the language. */
export function findOcrBackend(name: string | undefined, language: string): OcrBackend | undefined {
  if (name === undefined) {
    return [...ocrBackends.values()].find(({ languages }) => languages === undefined || languages.includes(language));
  }
  const backend = ocrBackends.get(name);
  if (backend === undefined) {
    const known = listOcrBackends().join(", ") || "none";
    throw new InvalidOptionsError(
      "INVALID_OPTIONS",
      `options.ocr.backend: expected one of the registered (${known}), got ${describe(name)}`,
    );
  }
  return backend;
}

/** Which of the registered post-processors run in a call. */
export type PostProcessorSelection = boolean | {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
};

function checkSelection(selection: unknown): void {
  const place = "options.postProcessors";
  if (selection === undefined || typeof selection === "boolean") return;
  if (typeof selection !== "object" || selection === null) throw refused(place, "true, false or an object", selection);
  for (const [key, names] of Object.entries(selection)) {
    if (key !== "include" && key !== "exclude") throw refused(place, "include or exclude", key);
    if (names !== undefined && !Array.isArray(names)) throw refused(`${place}.${key}`, "an array of names", names);
  }
}

/** The post-processors of a call, in the order in which they run. */
export function selectPostProcessors(
  selection: PostProcessorSelection | undefined,
  plugins: Plugins | undefined,
): readonly PostProcessor[] {
  checkSelection(selection);
  const { include, exclude } = typeof selection === "object" ? selection : {};
  const registered = [...postProcessors.values()].filter(({ name }) =>
    selection !== false && include?.includes(name) !== false && exclude?.includes(name) !== true
  );
  return [...registered, ...plugins?.postProcessors ?? []];
}

/** The validators of a call, in the order in which they run. */
export function selectValidators(plugins: Plugins | undefined): readonly Validator[] {
  return [...validators.values(), ...plugins?.validators ?? []].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
}
