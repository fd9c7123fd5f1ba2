/**
 * The part of `@std/assert` that the tests use, over `node:assert`. It stands in for the package of that name where JSR
 * cannot be reached (`links` in `deno.json`, `paths` in `tsconfig.json`).
 *
 * @module
 */

import nodeAssert from "node:assert/strict";

/** Fails unless `value` is true. */
export function assert(value: unknown, message?: string): asserts value {
  if (!value) nodeAssert.fail(message ?? "expected a true value");
}

/** Fails unless both are deeply equal. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  if (message === undefined) nodeAssert.deepEqual(actual, expected);
  else nodeAssert.deepEqual(actual, expected, message);
}

/** Fails unless both are the same object. */
export function assertStrictEquals<T>(actual: unknown, expected: T, message?: string): asserts actual is T {
  if (actual !== expected) nodeAssert.fail(message ?? `expected the same object, got ${String(actual)}`);
}

/** Fails unless `actual` contains `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  nodeAssert.ok(
    actual.includes(expected),
    message ?? `expected ${JSON.stringify(actual)} to contain ${JSON.stringify(expected)}`,
  );
}

/** Fails unless `actual` is an instance of `expected`. */
export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expected: T,
  message?: string,
): asserts actual is InstanceType<T> {
  nodeAssert.ok(actual instanceof expected, message ?? `expected a ${expected.name}, got ${String(actual)}`);
}

/** Fails unless the two numbers are closer than `tolerance`. */
export function assertAlmostEquals(actual: number, expected: number, tolerance = 1e-7): void {
  nodeAssert.ok(
    Math.abs(actual - expected) <= tolerance,
    `expected ${actual} to be within ${tolerance} of ${expected}`,
  );
}

/** Fails unless `call` throws a `type`; returns what it threw. */
export function assertThrows<E extends Error>(
  call: () => unknown,
  type: abstract new (...args: never[]) => E,
  includes?: string,
): E {
  try {
    call();
  } catch (error) {
    assertInstanceOf(error, type);
    if (includes !== undefined) assertStringIncludes(error.message, includes);
    return error as E;
  }
  return nodeAssert.fail(`expected a ${type.name} to be thrown`);
}

/** Fails unless the promise rejects with a `type`; resolves with what it rejected with. */
export async function assertRejects<E extends Error>(
  call: () => PromiseLike<unknown>,
  type: abstract new (...args: never[]) => E,
  includes?: string,
): Promise<E> {
  try {
    await call();
  } catch (error) {
    assertInstanceOf(error, type);
    if (includes !== undefined) assertStringIncludes(error.message, includes);
    return error as E;
  }
  return nodeAssert.fail(`expected a rejection with ${type.name}`);
}
