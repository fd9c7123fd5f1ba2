import { test } from "node:test";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { bytes } from "./support/inputs.ts";
import { lode } from "./support/lode.ts";
import { never, rejection, thrown } from "./support/promises.ts";
import type { ExtractBytesOptions, Extraction, PostProcessor, Validator } from "../mod.ts";

const TEXT = bytes("The text of the file.");

function extract(options: ExtractBytesOptions = {}): Promise<Extraction> {
  return lode.extractBytes(TEXT, { mimeType: "text/plain", ...options });
}

/** A processor that adds its name to the content. */
function adding(name: string, stage?: PostProcessor["stage"]): PostProcessor {
  const process = (extraction: Extraction) => ({ ...extraction, content: `${extraction.content} ${name}` });
  return stage === undefined ? { name, process } : { name, stage, process };
}

/** A processor that returns `value`, whatever its type. */
function returning(value: unknown): PostProcessor {
  return { name: "fake", process: () => value as Extraction };
}

test("a processor's return value is the result, at once or later", async () => {
  const later: PostProcessor = {
    name: "later",
    process: async (extraction) => await { ...extraction, content: "later" },
  };
  assertStringIncludes((await extract({ plugins: { postProcessors: [adding("now")] } })).content, "file. now");
  assertEquals((await extract({ plugins: { postProcessors: [later] } })).content, "later");
});

test("processors run early, middle, late; within a stage in the order of registration", async () => {
  const postProcessors = [
    adding("late", "late"),
    adding("middle1"),
    adding("early", "early"),
    adding("middle2", "middle"),
  ];
  const { content } = await extract({ plugins: { postProcessors } });
  assert(content.endsWith("early middle1 middle2 late"), content);
});

test("registered processors run unless they are left out", async () => {
  lode.registerPostProcessor(adding("one"));
  lode.registerPostProcessor(adding("two"));
  try {
    assertEquals(lode.listPostProcessors(), ["one", "two"]);
    const ends = async (postProcessors: ExtractBytesOptions["postProcessors"]): Promise<string> =>
      (await extract({ postProcessors })).content.split("file.")[1]?.trim() ?? "";
    assertEquals(await ends(undefined), "one two");
    assertEquals(await ends(true), "one two");
    assertEquals(await ends(false), "");
    assertEquals(await ends({ include: ["two"] }), "two");
    assertEquals(await ends({ exclude: ["two"] }), "one");
    assertEquals(await ends({ include: ["one", "two"], exclude: ["one"] }), "two");
  } finally {
    lode.clearPostProcessors();
  }
});

test("registering a processor of the same name replaces it; unregistering tells whether it was there", async () => {
  lode.registerPostProcessor(returning({ content: "old" }));
  lode.registerPostProcessor(returning({ content: "new" }));
  assertEquals((await extract()).content, "new");
  assertEquals([lode.unregisterPostProcessor("fake"), lode.unregisterPostProcessor("fake")], [true, false]);
  assertEquals(lode.listPostProcessors(), []);
});

test("processors of the call run after registered ones of their stage", async () => {
  lode.registerPostProcessor(adding("registered"));
  try {
    const { content } = await extract({ plugins: { postProcessors: [adding("passed")] } });
    assert(content.endsWith("registered passed"), content);
  } finally {
    lode.clearPostProcessors();
  }
});

for (const value of [undefined, null, "text", 42, {}, { content: 42 }]) {
  test(`a processor that returns ${JSON.stringify(value) ?? "undefined"}: TypeConversionError that names it`, async () => {
    const postProcessors = [returning(value)];
    await assertRejects(
      () => extract({ plugins: { postProcessors } }),
      lode.TypeConversionError,
      'post-processor "fake"',
    );
  });
}

for (const object of [new RangeError("broken"), { reason: "broken" }, undefined]) {
  test(`a processor that throws or rejects with ${String(object)}: PluginError, the very object its cause`, async () => {
    const throwing = {
      name: "fake",
      process: (): never => {
        throw object;
      },
    };
    const rejecting = { name: "fake", process: () => Promise.reject(object) };
    for (const processor of [throwing, rejecting]) {
      const error = await assertRejects(
        () => extract({ plugins: { postProcessors: [processor] } }),
        lode.PluginError,
        '"fake"',
      );
      assertStrictEquals(error.cause, object);
      assert("cause" in error);
    }
  });
}

test("validators run by priority, highest first, after the processors", async () => {
  const order: string[] = [];
  const validator = (name: string, priority?: number): Validator => ({
    name,
    ...(priority === undefined ? {} : { priority }),
    validate: ({ content }) => void order.push(content.endsWith("processed") ? name : "too early"),
  });
  lode.registerValidator(validator("registered", 5));
  try {
    const validators = [validator("last", -1), validator("default"), validator("first", 10)];
    await extract({ plugins: { validators, postProcessors: [adding("processed", "late")] } });
    assertEquals(order, ["first", "registered", "default", "last"]);
    assertEquals(lode.listValidators(), ["registered"]);
    assertEquals(lode.unregisterValidator("registered"), true);
  } finally {
    lode.clearValidators();
  }
});

for (const object of [new Error("too short"), "too short", undefined]) {
  test(`a validator that throws or rejects with ${String(object)}: ValidationError, the very object its cause`, async () => {
    const throwing = {
      name: "strict",
      validate: (): never => {
        throw object;
      },
    };
    const rejecting = { name: "strict", validate: () => Promise.reject(object) };
    for (const validator of [throwing, rejecting]) {
      const error = await assertRejects(
        () => extract({ plugins: { validators: [validator] } }),
        lode.ValidationError,
        '"strict"',
      );
      assertEquals(error.code, "VALIDATION");
      assertStrictEquals(error.cause, object);
    }
  });
}

test("a validator that rejects keeps those after it from running", async () => {
  let ran = false;
  const validators: Validator[] = [
    { name: "no", priority: 1, validate: () => Promise.reject(new Error("no")) },
    { name: "next", validate: () => void (ran = true) },
  ];
  await assertRejects(() => extract({ plugins: { validators } }), lode.ValidationError);
  assertEquals(ran, false);
});

test("processors and validators that never answer end with the timeout", async () => {
  const waiting: ExtractBytesOptions["plugins"][] = [
    { postProcessors: [{ name: "stuck", process: () => never() }] },
    { postProcessors: [{ name: "stuck", stage: "early", process: () => never() }] },
    { validators: [{ name: "stuck", validate: () => never() }] },
  ];
  for (const plugins of waiting) {
    const error = await assertRejects(() => extract({ plugins, timeout: 50 }), lode.LimitError);
    assertEquals(error.code, "TIMEOUT");
  }
});

test("aborting while a processor works rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = { because: "enough" };
  const process = (): Promise<Extraction> => {
    controller.abort(reason);
    return never();
  };
  const plugins = { postProcessors: [{ name: "slow", process }] };
  assertStrictEquals(await rejection(extract({ plugins, signal: controller.signal })), reason);
});

test("asynchronous plugins in a synchronous call: PluginError that names them and the call to use", () => {
  const rejecting = () => Promise.reject(new Error("nobody hears this"));
  const cases: [ExtractBytesOptions["plugins"], string][] = [
    [{ postProcessors: [{ name: "slow", process: rejecting }] }, 'post-processor "slow"'],
    [{ validators: [{ name: "slow", validate: rejecting }] }, 'validator "slow"'],
  ];
  for (const [plugins, name] of cases) {
    const error = thrown(() => lode.extractBytesSync(TEXT, { mimeType: "text/plain", plugins }));
    assertInstanceOf(error, lode.PluginError);
    assertEquals(error.code, "PLUGIN_ASYNC");
    assertStringIncludes(error.message, name);
    assertStringIncludes(error.message, "use extractBytes");
  }
});

test("processors may extract files themselves, waiting or not", async () => {
  const later: PostProcessor = {
    name: "later",
    process: () => lode.extractBytes(bytes("inside"), { mimeType: "text/plain" }),
  };
  assertEquals((await extract({ plugins: { postProcessors: [later] } })).content.trim(), "inside");
  const now: PostProcessor = {
    name: "now",
    process: () => lode.extractBytesSync(bytes("inside"), { mimeType: "text/plain" }),
  };
  assertEquals((await extract({ plugins: { postProcessors: [now] } })).content.trim(), "inside");
});

test("plugins without a name or a function are refused", () => {
  assertThrows(
    () => lode.registerPostProcessor({ name: "" } as PostProcessor),
    lode.InvalidOptionsError,
    "a plugin with a name",
  );
  assertThrows(() => lode.registerPostProcessor({ name: "x" } as PostProcessor), lode.InvalidOptionsError, "process");
  assertThrows(() => lode.registerValidator({ name: "x" } as Validator), lode.InvalidOptionsError, "validate");
});

test("plugins passed with a call that are no plugins are refused", async () => {
  const wrong: unknown[] = [
    { ocr: {} },
    { ocr: { name: "x" } },
    { postProcessors: [{}] },
    { validators: [{ name: "x" }] },
    { ocrs: [] },
    7,
  ];
  for (const plugins of wrong) {
    const error = await assertRejects(() => extract({ plugins: plugins as never }), lode.InvalidOptionsError);
    assertStringIncludes(error.message, "options.plugins");
  }
});

test("a selection of processors that is none is refused", async () => {
  for (const postProcessors of ["all", { only: ["x"] }, { include: "x" }, null]) {
    const error = await assertRejects(
      () => extract({ postProcessors: postProcessors as never }),
      lode.InvalidOptionsError,
    );
    assertStringIncludes(error.message, "options.postProcessors");
  }
});
