import type { FactsFile, Report } from "./report.ts";
import { harmlessJson } from "./text.ts";

/** The report, or the facts alone, as JSON that is harmless to print and whose values are as they were. */
export const writeJson = (report: Report | FactsFile): string => `${harmlessJson(JSON.stringify(report, null, 2))}\n`;
