/** What ends a call before it is done: its signal, its timeout. @module */

import { timeoutError } from "./errors.ts";

/** The bounds of one call, which all of its steps share. */
export interface Bounds {
  readonly signal: AbortSignal | undefined;
  /** When its time is up, by `performance.now()`. */
  readonly deadline: number;
}

/** The bounds of a call that starts now. */
export function bounds(signal: AbortSignal | undefined, timeout: number | undefined): Bounds {
  return { signal, deadline: timeout === undefined ? Infinity : performance.now() + timeout };
}

/** Milliseconds until the deadline; undefined where there is none. */
export function timeLeft({ deadline }: Bounds): number | undefined {
  return deadline === Infinity ? undefined : Math.max(0, deadline - performance.now());
}

/** What `promise` comes to, unless the call is aborted or its time is up first. */
export async function bounded<T>(promise: Promise<T>, bounds: Bounds): Promise<T> {
  const { signal } = bounds;
  const left = timeLeft(bounds);
  if (signal === undefined && left === undefined) return await promise;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal?.reason);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = left === undefined ? undefined : setTimeout(() => reject(timeoutError()), left);
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
