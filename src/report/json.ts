import type { FactsFile, Report } from "./report.ts";
import { harmlessJson } from "./text.ts";

/**
 * The report, or the facts alone, as JSON that is harmless to print and whose values are as they were. It is made piece by
 * piece: that of hundreds of hosts has tens of megabytes, and stands in memory once.
 */
export function writeJson(report: Report | FactsFile): string {
  const keys = Object.entries(report).filter(([, value]) => value !== undefined);
  const parts = keys.map(([key, value]: [string, unknown]) => `  ${JSON.stringify(key)}: ${valueOf(value)}`);
  return `{\n${parts.join(",\n")}\n}\n`;
}

function valueOf(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return indented(value, 2);
  return `[\n${value.map((one) => `    ${indented(one, 4)}`).join(",\n")}\n  ]`;
}

/** A line break in a text is written as an escape, so that every one that is here is between values. */
const indented = (value: unknown, spaces: number): string =>
  harmlessJson(JSON.stringify(value, null, 2)).replaceAll("\n", `\n${" ".repeat(spaces)}`);
