/** Memory of graphics processors. @module */

import { nativeText } from "./common.ts";
import { library } from "./native/load.ts";

/** A graphics processor and its memory. */
export interface GpuMemory {
  /** Its number, from 0, as CUDA and `nvidia-smi` count without further settings. */
  readonly index: number;
  /** Its name, such as `NVIDIA H100 80GB HBM3`. */
  readonly name: string;
  /** Bytes in use. */
  readonly used: number;
  /** Bytes in all. */
  readonly total: number;
  /** Bytes that are free. */
  readonly free: number;
}

/** Bytes that the list may take: names are at most 96 bytes long, and there are never more than a few dozen. */
const LIST_BYTES = 1 << 16;

/**
 * How much memory each graphics processor has left, as NVIDIA's driver tells through NVML.
 *
 * @returns One entry for each; none where there is no NVIDIA driver.
 *
 * @example
 * ```ts
 * import { gpuMemory } from "lode";
 * for (const { index, name, free } of gpuMemory()) console.log(index, name, `${(free / 2 ** 30).toFixed(1)} GiB free`);
 * ```
 */
export function gpuMemory(): GpuMemory[] {
  const json = nativeText(
    "lode_gpu_memory",
    LIST_BYTES,
    (out, length) => library().symbols.lode_gpu_memory(out, out.length, length),
  );
  return JSON.parse(json) as GpuMemory[];
}
