/** `lode duplicates`. @module */

import { readFileSync, writeFileSync } from "node:fs";
import type { DuplicateReport } from "../duplicate_report.ts";
import type { DuplicateOptions } from "../duplicates.ts";
import { type Api, EXIT } from "./main.ts";
import { meter } from "./progress.ts";
import { choice, number, parse, UsageError } from "./usage.ts";

const OPTIONS = {
  "min-block-size": { type: "string" },
  "min-lines": { type: "string" },
  threshold: { type: "string" },
  types: { type: "string" },
  identifiers: { type: "string" },
  literals: { type: "string" },
  languages: { type: "string" },
  ignore: { type: "string", multiple: true },
  "no-gitignore": { type: "boolean" },
  generated: { type: "boolean" },
  baseline: { type: "string" },
  "write-baseline": { type: "string" },
  timeout: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean" },
  output: { type: "string", short: "o" },
} as const;

const FORMATS = ["text", "json", "sarif", "html"] as const;

type Values = ReturnType<typeof parse<typeof OPTIONS>>["values"];

function list(text: string | undefined): string[] | undefined {
  return text?.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

function toOptions(values: Values): DuplicateOptions {
  return {
    minBlockSize: number("min-block-size", values["min-block-size"]),
    minLines: number("min-lines", values["min-lines"]),
    threshold: number("threshold", values.threshold),
    // The native side says what is wrong with other numbers.
    types: list(values.types)?.map((word) => number("types", word) as 1 | 2 | 3),
    identifiers: choice("identifiers", ["ignore", "consistent", "exact"], values.identifiers),
    literals: choice("literals", ["ignore", "exact"], values.literals),
    languages: list(values.languages),
    ignorePatterns: values.ignore,
    gitignore: values["no-gitignore"] === true ? false : undefined,
    skipGenerated: values.generated === true ? false : undefined,
    baseline: values.baseline === undefined ? undefined : readFileSync(values.baseline, "utf8"),
    timeout: number("timeout", values.timeout),
  };
}

function written(report: DuplicateReport, format: (typeof FORMATS)[number]): string {
  switch (format) {
    case "text":
      return report.toString();
    case "json":
      return JSON.stringify(report, null, 2);
    case "sarif":
      return JSON.stringify(report.toSarif(), null, 2);
    case "html":
      return report.toHtml();
  }
}

/** Reports the copies in files and folders. */
export async function duplicates(args: readonly string[], api: Api): Promise<number> {
  const { values, positionals: paths } = parse(args, OPTIONS);
  if (paths.length === 0) throw new UsageError("duplicates: expected at least one file or folder");
  const format = values.json === true ? "json" : choice("format", FORMATS, values.format) ?? "text";
  const bar = meter();
  const report = await api.findDuplicates(paths, { ...toOptions(values), onProgress: bar.show });
  bar.end();
  const text = written(report, format);
  if (values.output === undefined) console.log(text);
  else writeFileSync(values.output, text);
  if (values["write-baseline"] !== undefined) writeFileSync(values["write-baseline"], report.baseline());
  return report.classes.length > 0 ? EXIT.failed : EXIT.ok;
}
