/**
 * Frames of a video on one sheet, as a PNG file:
 * `deno run --allow-ffi --allow-read --allow-write examples/contact_sheet.ts VIDEO SHEET.png [COLUMNS] [ROWS]`.
 */

import { videoFrames } from "../mod.ts";

const [video, sheet, columns = "4", rows = "4"] = Deno.args;
if (video === undefined || sheet === undefined) {
  throw new Error("usage: contact_sheet.ts VIDEO SHEET.png [COLUMNS] [ROWS]");
}
const [across, down] = [Number(columns), Number(rows)];
const [width, height] = [240, 135];

const pixels = new Uint8Array(across * width * down * height * 3);
let index = 0;
for await (
  const { data } of videoFrames(video, { count: across * down, width, height, fit: "contain", format: "rgb" })
) {
  const [left, top] = [(index % across) * width, Math.floor(index / across) * height];
  for (let row = 0; row < height; row++) {
    const line = data.subarray(row * width * 3, (row + 1) * width * 3);
    pixels.set(line, ((top + row) * across * width + left) * 3);
  }
  index++;
}
await Deno.writeFile(sheet, await png(pixels, across * width, down * height));
console.log(`${sheet}: ${index} frames`);

/** An RGB picture as a PNG file (PNG specification, third edition, sections 5 and 11). */
async function png(rgb: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const lines = new Uint8Array(height * (width * 3 + 1));
  // A 0 before each line: it is not filtered.
  for (let row = 0; row < height; row++) {
    lines.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1);
  }
  const packed = new Blob([lines]).stream().pipeThrough(new CompressionStream("deflate"));
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2], 8);
  const parts = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", new Uint8Array(await new Response(packed).arrayBuffer())),
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

/** CRC-32 (PNG specification, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
