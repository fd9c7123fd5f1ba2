/** `lode doctor`. @module */

import process from "node:process";
import { type Api, EXIT } from "./main.ts";
import { parse } from "./usage.ts";

/** Tells where the native library was looked for, and what the machine offers. */
export function doctor(args: readonly string[], api: Api): number {
  const { values } = parse(args, { json: { type: "boolean" } });
  const found = attempt(() => api.version());
  const report = {
    runtime: "Deno" in globalThis ? `Deno ${Deno.version.deno}` : `Bun ${process.versions["bun"] ?? "unknown"}`,
    platform: `${process.platform}-${process.arch}`,
    version: found.value,
    problem: found.problem,
    library: api.loadAttempts(),
    simd: found.value === undefined ? undefined : api.detectSimd(),
    formats: found.value === undefined ? undefined : api.supportedFormats().length,
    ffmpeg: found.value === undefined ? undefined : ffmpeg(api),
    gpus: found.value === undefined ? undefined : api.gpuMemory(),
  };
  if (values.json === true) console.log(JSON.stringify(report, null, 2));
  else print(report);
  return found.value === undefined ? EXIT.failed : EXIT.ok;
}

/** What is known of FFmpeg; without it everything but media works. */
function ffmpeg(api: Api): string {
  const found = attempt(() => {
    const { version, path, decoders, encoders } = api.codecs();
    return `${version} in ${path}, ${decoders.length} decoders, ${encoders.length} encoders`;
  });
  return found.value ?? `not loaded: ${found.problem}`;
}

function attempt(call: () => string): { readonly value?: string; readonly problem?: string } {
  try {
    return { value: call() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function print(report: {
  readonly runtime: string;
  readonly platform: string;
  readonly version: string | undefined;
  readonly problem: string | undefined;
  readonly library: ReturnType<Api["loadAttempts"]>;
  readonly simd: ReturnType<Api["detectSimd"]> | undefined;
  readonly formats: number | undefined;
  readonly ffmpeg: string | undefined;
  readonly gpus: ReturnType<Api["gpuMemory"]> | undefined;
}): void {
  console.log(`runtime   ${report.runtime} on ${report.platform}`);
  console.log(`lode      ${report.version ?? "not loaded"}`);
  for (const { source, path, problem } of report.library) {
    console.log(`library   ${source}: ${path}: ${problem ?? "loaded"}`);
  }
  if (report.simd !== undefined) console.log(`simd      ${report.simd.bestLevel}`);
  if (report.formats !== undefined) console.log(`formats   ${report.formats}`);
  if (report.ffmpeg !== undefined) console.log(`ffmpeg    ${report.ffmpeg}`);
  if (report.gpus?.length === 0) console.log("gpu       none of NVIDIA's");
  for (const { index, name, free, total } of report.gpus ?? []) {
    console.log(`gpu       ${index}: ${name}, ${gibibytes(free)} of ${gibibytes(total)} GiB free`);
  }
  if (report.problem !== undefined) console.log(`\n${report.problem}`);
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
