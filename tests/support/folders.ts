/** Folders for tests. @module */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is there until the end of `work`. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lode-test-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
