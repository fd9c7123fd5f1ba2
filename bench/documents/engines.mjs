/**
 * The engines that are compared: each takes paths, and gives the length of each file's text, or nothing for a file that it
 * cannot read. They run in Bun and in Deno, and read the files themselves.
 */

import { readFileSync } from "node:fs";

/**
 * Where each kind's files come from: extensions, and the engines that read them. The first is ours, called for one file at a
 * time; so are those with its name before the hyphen: synchronously, and for all files in one call.
 */
export const KINDS = {
  pdf: {
    extensions: ["pdf"],
    engines: ["lode", "lode-sync", "lode-batch", "unpdf", "pypdfium2"],
  },
  docx: {
    extensions: ["docx"],
    engines: ["lode", "lode-sync", "lode-batch", "mammoth"],
  },
  xlsx: {
    extensions: ["xlsx", "xlsm"],
    engines: ["lode", "lode-sync", "lode-batch", "sheetjs"],
  },
  pptx: {
    extensions: ["pptx"],
    engines: ["lode", "lode-sync", "lode-batch", "officeparser"],
  },
  ods: {
    extensions: ["ods"],
    engines: ["lode", "lode-sync", "lode-batch", "officeparser"],
  },
};

function lode() {
  return import("Deno" in globalThis ? "../../mod.ts" : "../../bun.ts");
}

/** An engine that reads one file after another. */
function each(extract) {
  return async (paths) => {
    const lengths = [];
    for (const path of paths) {
      try {
        lengths.push((await extract(path)).length);
      } catch {
        lengths.push(undefined);
      }
    }
    return lengths;
  };
}

const LOADERS = {
  async lode() {
    const { extractFile } = await lode();
    return each(async (path) => (await extractFile(path)).content);
  },
  async "lode-sync"() {
    const { extractFileSync } = await lode();
    return each((path) => extractFileSync(path).content);
  },
  async "lode-batch"() {
    const { batchExtractFiles } = await lode();
    return async (paths) => (await batchExtractFiles(paths)).map(({ result }) => result?.content.length);
  },
  async unpdf() {
    const { extractText, getDocumentProxy } = await import("unpdf");
    return each(async (path) => {
      const document = await getDocumentProxy(
        new Uint8Array(readFileSync(path)),
      );
      try {
        return (await extractText(document, { mergePages: true })).text;
      } finally {
        await document.loadingTask.destroy();
      }
    });
  },
  async mammoth() {
    const { default: mammoth } = await import("mammoth");
    return each(async (path) => (await mammoth.extractRawText({ buffer: readFileSync(path) })).value);
  },
  async sheetjs() {
    const { default: sheetjs } = await import("xlsx");
    return each((path) => {
      const book = sheetjs.read(readFileSync(path), { type: "buffer" });
      return book.SheetNames.map((name) => sheetjs.utils.sheet_to_csv(book.Sheets[name])).join("\n");
    });
  },
  async officeparser() {
    const { parseOffice } = await import("officeparser");
    return each(async (path) => (await (await parseOffice(readFileSync(path))).to("text")).value);
  },
};

/** Loads an engine of JavaScript. */
export function load(name) {
  return LOADERS[name]();
}
