/** A bar chart as SVG. */

const BAR = 22;
const LABELS = 180;
const WIDTH = 720;

/** Horizontal bars with their values, on a linear scale. */
export function barChart(title, bars) {
  const largest = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - LABELS - 80) / largest;
  const body = bars.map(({ label, value }, index) => {
    const y = 40 + index * (BAR + 8);
    return `<text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${label}</text>` +
      `<rect x="${LABELS}" y="${y}" width="${(value * scale).toFixed(1)}" height="${BAR}" fill="#3b6ea5"/>` +
      `<text x="${(LABELS + value * scale + 6).toFixed(1)}" y="${y + 15}">${value.toFixed(1)}×</text>`;
  });
  const height = 56 + bars.length * (BAR + 8);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13">` +
    `<text x="${LABELS}" y="24" font-weight="bold">${title}</text>${body.join("")}</svg>\n`;
}
