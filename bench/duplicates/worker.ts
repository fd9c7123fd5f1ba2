/** A scan from Bun, as a user's script does it: `bun worker.ts FOLDER LANGUAGES TYPES`. Prints what was found. */

import process from "node:process";
import { findDuplicates } from "../../bun.ts";

const [folder = ".", languages = "", types = "1,2"] = process.argv.slice(2);
const { classes, stats } = await findDuplicates(folder, {
  languages: languages === "" ? undefined : languages.split(","),
  types: types.split(",").map(Number) as (1 | 2 | 3)[],
  // A tree that was fetched may bring rules of its own that leave out all of it.
  gitignore: false,
});
console.error(
  `lode: ${classes.length} classes, ${stats.totalLines} lines, ${stats.totalTokens} tokens`,
);
