/** The errors that Lode throws. @module */

import { ERROR_TABLE, type ErrorClassName } from "./native/generated/errors.ts";

/** Where in an input something went wrong, as far as is known. */
export interface ErrorPlace {
  /** The file, or the part inside a container, such as `word/document.xml`. */
  readonly path?: string;
  /** The page, from 1. */
  readonly page?: number;
  /** The line, from 1. */
  readonly line?: number;
  /** The byte offset. */
  readonly offset?: number;
}

/**
 * The base of everything that Lode throws.
 *
 * @example
 * ```ts
 * import { extractFile, LodeError } from "lode";
 * try {
 *   await extractFile("missing.pdf");
 * } catch (error) {
 *   if (error instanceof LodeError) console.log(error.code, error.path);
 * }
 * ```
 */
export class LodeError extends Error {
  /** A stable name for what went wrong, such as `NOT_FOUND` or `LIMIT_PAGES`. */
  readonly code: string;
  /** The file, or the part inside a container. */
  declare readonly path?: string;
  /** The page, from 1. */
  declare readonly page?: number;
  /** The line, from 1. */
  declare readonly line?: number;
  /** The byte offset. */
  declare readonly offset?: number;

  /** Makes an error; users only catch them. */
  constructor(code: string, message: string, place: ErrorPlace & { readonly cause?: unknown } = {}) {
    super(message, "cause" in place ? { cause: place.cause } : undefined);
    this.name = new.target.name;
    this.code = code;
    if (place.path !== undefined) this.path = place.path;
    if (place.page !== undefined) this.page = place.page;
    if (place.line !== undefined) this.line = place.line;
    if (place.offset !== undefined) this.offset = place.offset;
  }
}

/** An option is unknown, of the wrong type, or out of range. The message names its path, what was expected, what came. */
export class InvalidOptionsError extends LodeError {}
/** There is no reader for this kind of file. */
export class UnsupportedFormatError extends LodeError {}
/** The input is damaged beyond what can be recovered. */
export class ParseError extends LodeError {}
/** The input is encrypted: `PASSWORD_REQUIRED`, `PASSWORD_WRONG` or `ENCRYPTION_UNSUPPORTED`. */
export class EncryptedError extends LodeError {}
/** A limit was reached; `code` says which: `TIMEOUT`, `LIMIT_PAGES`, `LIMIT_PIXELS` and so on. */
export class LimitError extends LodeError {}
/** The operating system or the sandbox refused: `NOT_FOUND`, `PERMISSION_DENIED`, `IO`. */
export class IoError extends LodeError {}
/** Optical character recognition failed. */
export class OcrError extends LodeError {}
/** A plugin threw or rejected; `cause` is the very object that it threw. */
export class PluginError extends LodeError {}
/** A validator rejected a result; `cause` is the very object that it threw. */
export class ValidationError extends LodeError {}
/** Audio or video could not be read or written. */
export class MediaError extends LodeError {}
/** A module of model functions could not be loaded. */
export class ModelImportError extends LodeError {}
/** A model function threw or rejected; `cause` is the very object that it threw. */
export class ModelExecutionError extends LodeError {}
/** A function of yours returned something of the wrong type. */
export class TypeConversionError extends LodeError {}
/** The native library could not be loaded; the message is a diagnosis. */
export class LibraryLoadError extends LodeError {}
/** A defect in Lode. Please report it. */
export class InternalError extends LodeError {}

type ErrorConstructor = new (
  code: string,
  message: string,
  place?: ErrorPlace & { readonly cause?: unknown },
) => LodeError;

const CLASSES: Record<ErrorClassName, ErrorConstructor> = {
  InvalidOptionsError,
  UnsupportedFormatError,
  ParseError,
  EncryptedError,
  LimitError,
  IoError,
  OcrError,
  PluginError,
  ValidationError,
  MediaError,
  ModelImportError,
  ModelExecutionError,
  TypeConversionError,
  LibraryLoadError,
  // A cancelled job is never reported: whoever cancelled it has rejected with the signal's reason.
  Cancelled: InternalError,
  InternalError,
};

/** The error for a job that ran longer than its `timeout`. */
export function timeoutError(): LimitError {
  return new LimitError("TIMEOUT", "the job ran longer than its `timeout`; raise it, or give a smaller input");
}

/** What to say of a plugin that returned a promise in a synchronous call, and which call would wait for it. */
export function asyncInSync(description: string, alternative: string): string {
  return `${description} returned a promise in a synchronous call; make it synchronous, or use ${alternative}`;
}

/** An error as the native side reports it. */
export interface NativeError extends ErrorPlace {
  readonly code: number;
  readonly message: string;
  readonly sources: readonly string[];
  /** The host request whose function threw. */
  readonly request?: number;
}

/** A call site, kept so that an error that comes later can point at it. */
export interface Trace {
  readonly stack?: string;
}

/** Notes the caller of `above`. */
// deno-lint-ignore ban-types
export function trace(above: Function): Trace {
  const here: Trace = {};
  Error.captureStackTrace(here, above);
  return here;
}

/** As {@link trace}, for a call that is still on the stack when its error comes: noted then, since to note it takes its time. */
// deno-lint-ignore ban-types
export function lateTrace(above: Function): Trace {
  return {
    get stack() {
      return trace(above).stack ?? "";
    },
  };
}

/** Makes `error` point at the call in `at`. */
export function located<E extends Error>(error: E, at: Trace | undefined): E {
  const frames = at?.stack;
  if (frames !== undefined) {
    const start = frames.indexOf("\n    at ");
    const lines = start >= 0 ? frames.slice(start) : frames.startsWith("Error") ? "" : `\n${frames}`;
    Object.defineProperty(error, "stack", {
      value: `${error.name}: ${error.message}${lines}`,
      configurable: true,
      writable: true,
    });
  }
  return error;
}

/** Turns a native error into the class it belongs to. `thrown` is what a plugin threw, if one did. */
export function fromNative(error: NativeError, thrown: { readonly value: unknown } | undefined): LodeError {
  const known = ERROR_TABLE[error.code];
  const name = known?.name ?? "INTERNAL";
  const place: ErrorPlace & { cause?: unknown } = { ...error };
  if (thrown !== undefined) place.cause = thrown.value;
  else if (error.sources.length > 0) place.cause = chain(error.sources);
  return new CLASSES[known?.class ?? "InternalError"](name, error.message, place);
}

function chain(messages: readonly string[]): Error {
  const [first = "", ...rest] = messages;
  return rest.length > 0 ? new Error(first, { cause: chain(rest) }) : new Error(first);
}
