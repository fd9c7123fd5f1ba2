/** The engines that are compared: each takes a path and its bytes, and returns text. They run in Bun and in Deno. */

/** Where each kind's files come from: extensions, and the engines that read them. The first is ours. */
export const KINDS = {
  pdf: { extensions: ["pdf"], engines: ["lode", "unpdf", "pypdfium2"] },
  docx: { extensions: ["docx"], engines: ["lode", "mammoth"] },
  xlsx: { extensions: ["xlsx", "xlsm"], engines: ["lode", "sheetjs"] },
  pptx: { extensions: ["pptx"], engines: ["lode", "officeparser"] },
  ods: { extensions: ["ods"], engines: ["lode", "officeparser"] },
};

const LOADERS = {
  async lode() {
    const { extractFile } = await import(
      "Deno" in globalThis ? "../../mod.ts" : "../../bun.ts"
    );
    return async (path) => (await extractFile(path)).content;
  },
  async unpdf() {
    const { extractText, getDocumentProxy } = await import("unpdf");
    return async (_, bytes) => {
      const document = await getDocumentProxy(new Uint8Array(bytes));
      try {
        return (await extractText(document, { mergePages: true })).text;
      } finally {
        await document.loadingTask.destroy();
      }
    };
  },
  async mammoth() {
    const { default: mammoth } = await import("mammoth");
    return async (_, bytes) => (await mammoth.extractRawText({ buffer: bytes })).value;
  },
  async sheetjs() {
    const { default: sheetjs } = await import("xlsx");
    return (_, bytes) => {
      const book = sheetjs.read(bytes, { type: "buffer" });
      return book.SheetNames.map((name) => sheetjs.utils.sheet_to_csv(book.Sheets[name])).join("\n");
    };
  },
  async officeparser() {
    const { parseOffice } = await import("officeparser");
    return async (_, bytes) => {
      const { value } = await (await parseOffice(bytes)).to("text");
      return value;
    };
  },
};

/** Loads an engine of JavaScript. */
export function load(name) {
  return LOADERS[name]();
}
