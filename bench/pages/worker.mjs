/**
 * Lode in a process of its own: reads a line of JSON, `{ path, dpi, format }`, renders the file's first page to pixels in
 * JavaScript, and answers with a line: milliseconds until the pixels are there, milliseconds of CPU of all threads until the
 * file is closed again, and the page's size.
 */

import process from "node:process";
import { createInterface } from "node:readline";

const { renderPages } = await import(
  "Deno" in globalThis ? "../../mod.ts" : "../../bun.ts"
);

async function answer({ path, dpi, format }) {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  let wall, result;
  for await (const page of renderPages(path, { pages: "1", dpi, format })) {
    wall = performance.now() - started;
    // What is not looked at might not have been made.
    result = {
      width: page.width,
      height: page.height,
      sample: page.data[page.data.length >> 1],
    };
  }
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000, wall, ...result };
}

for await (const line of createInterface({ input: process.stdin })) {
  const result = await answer(JSON.parse(line)).catch((error) => ({
    error: String(error),
  }));
  console.log(JSON.stringify(result));
}
