/** Vectors of images without any weights: which colors they have, and where. Pictures that look alike are near each other. */

import type { FrameTensor } from "../../mod.ts";

/** Fields of the picture in each direction whose mean color counts. */
const FIELDS = 4;

/** Shades of each of red, green and blue. */
const SHADES = 4;

/** Pictures are small: only their colors are looked at. */
export const frames = { width: 64, height: 64, fit: "fill" } as const;

/** A vector of length 1 for each image. */
export function embedImages({ data, shape: [count, , height, width] }: FrameTensor): Float32Array[] {
  const area = height * width;
  return Array.from({ length: count }, (_, image) => {
    const vector = new Float32Array(FIELDS * FIELDS * 3 + SHADES ** 3);
    for (let pixel = 0; pixel < area; pixel++) {
      const color = [0, 1, 2].map((channel) => data[(image * 3 + channel) * area + pixel] ?? 0);
      const row = Math.floor(Math.floor(pixel / width) * FIELDS / height);
      const column = Math.floor((pixel % width) * FIELDS / width);
      const field = (row * FIELDS + column) * 3;
      color.forEach((value, channel) => vector[field + channel] = (vector[field + channel] ?? 0) + value);
      const shade = color.reduce((all, value) => all * SHADES + Math.min(SHADES - 1, Math.floor(value * SHADES)), 0);
      vector[FIELDS * FIELDS * 3 + shade] = (vector[FIELDS * FIELDS * 3 + shade] ?? 0) + 1;
    }
    const length = Math.hypot(...vector);
    return vector.map((value) => value / (length || 1));
  });
}
