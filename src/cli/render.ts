/** `lode render`. @module */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Api, EXIT } from "./main.ts";
import { number, parse, UsageError } from "./usage.ts";

const OPTIONS = {
  dpi: { type: "string" },
  pages: { type: "string" },
  password: { type: "string", multiple: true },
  output: { type: "string", short: "o" },
} as const;

/** Writes pages as PNG files. */
export async function render(args: readonly string[], api: Api): Promise<number> {
  const { values, positionals: [file, ...others] } = parse(args, OPTIONS);
  if (file === undefined || others.length > 0) throw new UsageError("render: expected one file");
  const folder = values.output ?? ".";
  mkdirSync(folder, { recursive: true });
  const { pages, password } = values;
  for await (const image of api.renderPages(file, { dpi: number("dpi", values.dpi), pages, password, format: "png" })) {
    const path = join(folder, `page-${image.page}.png`);
    writeFileSync(path, image.data);
    console.log(path);
  }
  return EXIT.ok;
}
