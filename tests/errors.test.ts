import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import { ERROR_TABLE } from "../src/native/generated/errors.ts";
import { lode } from "./support/lode.ts";

const CLASSES = [
  "EncryptedError",
  "InternalError",
  "InvalidOptionsError",
  "IoError",
  "LibraryLoadError",
  "LimitError",
  "MediaError",
  "ModelExecutionError",
  "ModelImportError",
  "OcrError",
  "ParseError",
  "PluginError",
  "TypeConversionError",
  "UnsupportedFormatError",
  "ValidationError",
] as const;

for (const name of CLASSES) {
  test(`${name} is exported, is a LodeError, and carries code, cause and place`, () => {
    const cause = { any: "thing" };
    const error = new lode[name]("CODE", "message", { cause, path: "a.pdf", page: 2, line: 3, offset: 4 });
    assertInstanceOf(error, lode.LodeError);
    assertInstanceOf(error, Error);
    const { code, message, path, page, line, offset } = error;
    assertEquals([error.name, code, message, path, page, line, offset], [name, "CODE", "message", "a.pdf", 2, 3, 4]);
    assertStrictEquals(error.cause, cause);
  });
}

test("an error without a cause or a place has none", () => {
  const error = new lode.ParseError("PARSE", "damaged");
  assert(!("cause" in error) && !("path" in error) && !("page" in error));
});

test("every code of the native side belongs to a class that is exported", () => {
  const names = new Set<string>([...CLASSES, "Cancelled"]);
  for (const { class: name } of Object.values(ERROR_TABLE)) assert(names.has(name), name);
});
