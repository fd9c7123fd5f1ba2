/** Inputs that tests build for themselves. @module */

import { crc32, deflateRawSync, deflateSync } from "node:zlib";

const encoder = new TextEncoder();

/** The bytes of a text. */
export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/**
 * A PDF whose pages show one grey picture each, over the whole page, and no text: what a scanner makes. PDF 1.7, section 7.5
 * (file structure) and 8.9 (images).
 */
export function scannedPdf(pages: number, size = 72): Uint8Array<ArrayBuffer> {
  const numbers = Array.from({ length: pages }, (_, page) => 5 + page);
  const draw = `${size} 0 0 ${size} 0 0 cm /Scan Do`;
  return pdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((number) => `${number} 0 R`).join(" ")}] >>`,
    stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "z"),
    stream("", draw),
    ...numbers.map(() =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size} ${size}] /Contents 4 0 R /Resources << /XObject << /Scan 3 0 R >> >> >>`
    ),
  ]);
}

/** A PDF of pages that carry a line of text each. */
export function textPdf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const pages = lines.map((_, index) => 4 + 2 * index);
  return pdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${lines.length} /Kids [${pages.map((number) => `${number} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...lines.flatMap((line, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents ${
        5 + 2 * index
      } 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      stream("", `BT /F 12 Tf 20 100 Td (${line}) Tj ET`),
    ]),
  ]);
}

function stream(entries: string, data: string): string {
  return `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`;
}

/** A PDF of these objects, numbered from 1; the first is its catalog. */
export function pdf(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  let file = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return bytes(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`);
}

/** A ZIP archive of these files, deflated. PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const data = typeof content === "string" ? encoder.encode(content) : content;
    const name = encoder.encode(path);
    const packed = deflateRawSync(data);
    const common = new DataView(new ArrayBuffer(26));
    [20, 0, 8, 0, 0x21].forEach((value, index) => common.setUint16(index * 2, value, true));
    [crc32(data), packed.length, data.length].forEach((value, index) => common.setUint32(10 + index * 4, value, true));
    common.setUint16(22, name.length, true);
    const local = joined([encoder.encode("PK\x03\x04"), new Uint8Array(common.buffer), name, packed]);
    const place = new DataView(new ArrayBuffer(14));
    place.setUint32(10, offset, true);
    directory.push(
      joined([encoder.encode("PK\x01\x02\x14\0"), new Uint8Array(common.buffer), new Uint8Array(place.buffer), name]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = joined(directory);
  const end = new DataView(new ArrayBuffer(18));
  end.setUint16(4, directory.length, true);
  end.setUint16(6, directory.length, true);
  end.setUint32(8, central.length, true);
  end.setUint32(12, offset, true);
  return joined([...parts, central, encoder.encode("PK\x05\x06"), new Uint8Array(end.buffer)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A PNG of one color. W3C, Portable Network Graphics, third edition, sections 5 and 11.2. */
export function plainPng(
  width: number,
  height: number,
  color: readonly [number, number, number],
): Uint8Array<ArrayBuffer> {
  const number = (value: number) => {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, value);
    return new Uint8Array(view.buffer);
  };
  const chunk = (type: string, data: Uint8Array) => {
    const body = joined([encoder.encode(type), data]);
    return joined([number(data.length), body, number(crc32(body))]);
  };
  const row = [0, ...Array.from({ length: width }, () => color).flat()];
  const pixels = Uint8Array.from(Array.from({ length: height }, () => row).flat());
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", joined([number(width), number(height), Uint8Array.of(8, 2, 0, 0, 0)])),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", new Uint8Array()),
  ]);
}
