/** What happens to an extraction after it was read: post-processors, enrichment, validators. @module */

import { bounded, type Bounds } from "./bounds.ts";
import { asyncInSync, PluginError, TypeConversionError, ValidationError } from "./errors.ts";
import { describe } from "./input.ts";
import type { Extraction } from "./native/generated/types.ts";
import { isPromise } from "./ocr.ts";
import { checkPlugins, type PostProcessor, selectPostProcessors, selectValidators, type Validator } from "./plugins.ts";
import { ENRICHMENTS, type ExtractOptions } from "./options.ts";

/** The plugins of one call. */
export interface Pipeline {
  readonly early: readonly PostProcessor[];
  /** `middle`, then `late`. */
  readonly after: readonly PostProcessor[];
  readonly validators: readonly Validator[];
}

/** The plugins that `options` and the registry make for a call. */
export function pipeline(options: ExtractOptions): Pipeline {
  checkPlugins(options.plugins);
  const selected = selectPostProcessors(options.postProcessors, options.plugins);
  const stage = (wanted: string) => selected.filter(({ stage = "middle" }) => stage === wanted);
  return {
    early: stage("early"),
    after: [...stage("middle"), ...stage("late")],
    validators: selectValidators(options.plugins),
  };
}

/** Whether enrichment must wait for processors that may change the text first. */
export function defersEnrichment({ early }: Pipeline, options: ExtractOptions): boolean {
  return (early.length > 0 || options.models !== undefined) &&
    ENRICHMENTS.some((name) => options[name] !== undefined && options[name] !== false);
}

/**
 * One step of the pipeline at a time: yields what a plugin or the enrichment returned, is resumed with its settled value.
 * Written once, driven by {@link drive} and {@link driveSync}.
 */
export type Steps = Generator<Step, Extraction, unknown>;

/** Something to wait for, and what to say if it fails. */
export interface Step {
  readonly returned: unknown;
  /** Turns what was thrown into the error that the caller gets. */
  readonly failed: (thrown: unknown) => Error;
  /** The plugin, for the error of an asynchronous one in a synchronous call. */
  readonly description: string;
}

/** Something that makes another extraction of one. */
export type Change = (extraction: Extraction) => Extraction | Promise<Extraction>;

/** Runs the plugins over `extraction`; what `models` say comes before them, `enrich` in between, if given. */
export function* steps(
  extraction: Extraction,
  { early, after, validators }: Pipeline,
  models: Change | undefined,
  enrich: Change | undefined,
): Steps {
  let current = extraction;
  if (models !== undefined) current = yield* change(models, current, "options.models");
  for (const processor of early) current = yield* process(processor, current);
  if (enrich !== undefined) current = yield* change(enrich, current, "enrichment");
  for (const processor of after) current = yield* process(processor, current);
  for (const validator of validators) yield* validate(validator, current);
  return current;
}

/** A step of Lode's own: its errors are what the caller gets. */
function* change(change: Change, extraction: Extraction, description: string): Steps {
  return (yield { returned: change(extraction), failed: (error) => error as Error, description }) as Extraction;
}

function* process(processor: PostProcessor, extraction: Extraction): Steps {
  const description = `post-processor ${JSON.stringify(processor.name)}`;
  const failed = (thrown: unknown) =>
    new PluginError("PLUGIN", `${description} threw: ${message(thrown)}`, { cause: thrown });
  const result = yield { returned: attempt(() => processor.process(extraction), failed), failed, description };
  if (typeof result !== "object" || result === null || typeof (result as Extraction).content !== "string") {
    const got = typeof result === "object" && result !== null ? "an object without content" : describe(result);
    throw new TypeConversionError("TYPE_CONVERSION", `${description}: expected an extraction with content, got ${got}`);
  }
  return result as Extraction;
}

function* validate(validator: Validator, extraction: Extraction): Generator<Step, void, unknown> {
  const description = `validator ${JSON.stringify(validator.name)}`;
  const failed = (thrown: unknown) =>
    new ValidationError("VALIDATION", `${description} rejected the result: ${message(thrown)}`, { cause: thrown });
  yield { returned: attempt(() => validator.validate(extraction), failed), failed, description };
}

function attempt<T>(call: () => T, failed: (thrown: unknown) => Error): T {
  try {
    return call();
  } catch (thrown) {
    throw failed(thrown);
  }
}

function message(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Runs the steps, waiting for what comes later, as long as `bounds` allow. */
export async function drive(steps: Steps, bounds: Bounds): Promise<Extraction> {
  let next = steps.next();
  while (next.done !== true) {
    const { returned, failed } = next.value;
    next = steps.next(isPromise(returned) ? await bounded(settled(returned, failed), bounds) : returned);
  }
  return next.value;
}

async function settled(returned: PromiseLike<unknown>, failed: Step["failed"]): Promise<unknown> {
  try {
    return await returned;
  } catch (thrown) {
    throw failed(thrown);
  }
}

/** Runs the steps; one that would come later is an error, which names the call that waits: `alternative`. */
export function driveSync(steps: Steps, alternative: string): Extraction {
  let next = steps.next();
  while (next.done !== true) {
    const { returned, description } = next.value;
    if (isPromise(returned)) {
      Promise.resolve(returned).catch(() => {});
      throw new PluginError("PLUGIN_ASYNC", asyncInSync(description, alternative));
    }
    next = steps.next(returned);
  }
  return next.value;
}
