/** `lode formats`. @module */

import { type Api, EXIT } from "./main.ts";
import { parse } from "./usage.ts";

/** Lists the formats. */
export function formats(args: readonly string[], api: Api): number {
  const { values } = parse(args, { json: { type: "boolean" } });
  const list = api.supportedFormats();
  if (values.json === true) {
    console.log(JSON.stringify(list, null, 2));
    return EXIT.ok;
  }
  const width = Math.max(...list.map(({ name }) => name.length));
  for (const { name, extensions, mimeType } of list) {
    console.log(
      `${name.padEnd(width)}  ${extensions.map((extension) => `.${extension}`).join(" ").padEnd(28)}  ${mimeType}`,
    );
  }
  return EXIT.ok;
}
