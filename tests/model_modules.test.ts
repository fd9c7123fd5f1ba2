import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { candidatesOf, pathToUrl, places } from "../src/models/module.ts";
import { inFolder } from "./support/folders.ts";
import { fixture, lode } from "./support/lode.ts";
import { rejection } from "./support/promises.ts";
import type { ModelFunctions } from "../mod.ts";

test("a module is found by its name without extension, by a folder with an index, by a URL, and by its whole path", async () => {
  await inFolder(async (folder) => {
    const source = "export const greet = (name) => `hello ${name}`;";
    await writeFile(join(folder, "model.mjs"), source);
    await mkdir(join(folder, "packed"));
    await writeFile(join(folder, "packed", "index.js"), source);
    const named = [
      "model",
      "./model.mjs",
      "packed",
      join(folder, "model"),
      pathToFileURL(join(folder, "model.mjs")),
      pathToFileURL(join(folder, "packed")).href,
    ];
    for (const module of named) {
      await using models = await lode.Models.open(module, { candidates: [folder] });
      assertEquals(await models.callFunction("greet", "you"), "hello you", String(module));
    }
  });
});

test("an object that a module exports by default is the model", async () => {
  await inFolder(async (folder) => {
    const source = "class Model { one = 1; plus(value) { return this.one + value; } }\nexport default new Model();";
    await writeFile(join(folder, "model.js"), source);
    await using models = await lode.Models.open(join(folder, "model.js"));
    assertEquals(await models.callFunction("plus", 2), 3);
  });
});

test("a module that is nowhere is an error that lists every place", async () => {
  const error = await rejection(lode.Models.open("no-such-model", { candidates: ["elsewhere"] }));
  assertInstanceOf(error, lode.ModelImportError);
  for (
    const place of [
      "no-such-model.ts",
      "models/no-such-model.mjs",
      "../models/no-such-model/index.js",
      "elsewhere/no-such-model",
    ]
  ) {
    assertStringIncludes(error.message, place);
  }
  assertStringIncludes(error.message, "package no-such-model");
  assertStringIncludes(error.stack ?? "", "model_modules.test.ts");
});

test("a module that does not load is an error with its own as the cause", async () => {
  await inFolder(async (folder) => {
    await writeFile(
      join(folder, "broken.js"),
      "throw new TypeError('no weights');\nexport const transcribe = () => '';",
    );
    const error = await rejection(lode.Models.open(join(folder, "broken.js")));
    assertInstanceOf(error, lode.ModelImportError);
    assertInstanceOf(error.cause, TypeError);
    assertStringIncludes(error.message, "no weights");
  });
});

test("a module or an object without functions is an error", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "empty.js"), "export const weights = [];");
    for (const module of [join(folder, "empty.js"), {}, 5 as unknown as ModelFunctions]) {
      await assertRejects(() => lode.Models.open(module), lode.ModelImportError);
    }
  });
});

test("a function that the model lacks is an error that names those it has", async () => {
  await using models = await lode.Models.open({ transcribe: () => "" });
  const error = await rejection(models.embedVideo(fixture("media/film.mp4")));
  assertInstanceOf(error, lode.ModelImportError);
  assertStringIncludes(error.message, "embedVideo");
  assertStringIncludes(error.message, "transcribe");
});

test("paths of Windows are URLs, with drives, servers and long prefixes", () => {
  const expected: [string, string][] = [
    ["C:\\models\\my model.ts", "file:///C:/models/my%20model.ts"],
    ["c:/models/a.ts", "file:///c:/models/a.ts"],
    ["\\\\?\\C:\\a\\b.js", "file:///C:/a/b.js"],
    ["\\\\server\\share\\a.ts", "file://server/share/a.ts"],
    ["\\\\?\\UNC\\server\\share\\a.ts", "file://server/share/a.ts"],
    ["D:\\50%#1?.ts", "file:///D:/50%25%231%3F.ts"],
    ["/home/a b/c.ts", "file:///home/a%20b/c.ts"],
    ["/odd\\name.ts", "file:///odd%5Cname.ts"],
  ];
  for (const [path, url] of expected) assertEquals(pathToUrl(path).href, url);
});

test("places are the working folder, models, ../models, then the candidates; an absolute path is alone", () => {
  const found = places("speech", ["C:\\ai", "more"], "/home/me");
  const firsts = found.filter((place) => place.endsWith("speech"));
  assertEquals(firsts, [
    "/home/me/speech",
    "/home/me/models/speech",
    "/home/me/../models/speech",
    "C:\\ai/speech",
    "/home/me/more/speech",
  ]);
  assertEquals(places("C:\\ai\\speech.ts", ["more"], "C:\\work"), candidatesOf("C:\\ai\\speech.ts"));
  assertEquals(candidatesOf("/a"), ["/a", "/a.ts", "/a.js", "/a.mjs", "/a/index.ts", "/a/index.js", "/a/index.mjs"]);
});
