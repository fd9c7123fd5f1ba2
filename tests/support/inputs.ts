/** Inputs that tests build for themselves. @module */

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

function pdf(objects: readonly string[]): Uint8Array<ArrayBuffer> {
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
