import type { Report } from "../report/report.ts";
import type { Style } from "../report/style.ts";
import { jsonPieces } from "../report/json.ts";
import { writeTerminal } from "../report/terminal.ts";
import { writeQuiet } from "../report/verdict-line.ts";
import type { Format } from "./outputs.ts";

/** How a report is to be written, beside what stands in it. */
export type Writing = {
  readonly style: Style;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly strict: boolean;
  /** The command without its options: what a reader types again. */
  readonly again: string;
  /** The command that asks for what is open. */
  readonly init: string;
  /** ISO 8601, UTC: what the age of facts is counted from. */
  readonly now: string;
};

/** A text, or pieces of one that is long. */
type Writer = (report: Report, writing: Writing) => string | Iterable<string>;

const writeWords: Writer = (report, writing) =>
  writing.quiet ? writeQuiet(report, writing) : writeTerminal(report, writing);

/** Who writes which format. Most runs want words or JSON: the others are loaded only where they are asked for. */
const writers: Readonly<Record<Format, () => Writer | Promise<Writer>>> = {
  tty: () => writeWords,
  json: () => jsonPieces,
  junit: async () => (await import("../report/junit.ts")).writeJunit,
  sarif: async () => (await import("../report/sarif.ts")).writeSarif,
  markdown: async () => (await import("../report/markdown.ts")).writeMarkdown,
  html: async () => (await import("../report/html/page.ts")).writeHtml,
  prometheus: async () => (await import("../report/prometheus.ts")).writePrometheus,
};

export const writerOf = async (format: Format): Promise<Writer> => await writers[format]();
