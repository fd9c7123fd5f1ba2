/** Tables in Markdown. @module */

/**
 * Writes a table as one of GitHub's Markdown tables.
 *
 * The last of the header rows stands above the line, or the first row where there is no header, since such a table cannot
 * be without one.
 */
export function tableMarkdown(cells: readonly (readonly string[])[], headerRows: number): string {
  const [first] = cells;
  if (first === undefined || first.length === 0) return "";
  const lines = cells.map((row) => `| ${row.map(escapeCell).join(" | ")} |`);
  lines.splice(Math.max(headerRows, 1), 0, `|${" --- |".repeat(first.length)}`);
  return lines.join("\n");
}

function escapeCell(cell: string): string {
  return /[|\\\r\n]/.test(cell) ? cell.replace(/[|\\]/g, "\\$&").replace(/\r\n?|\n/g, "<br>") : cell;
}
