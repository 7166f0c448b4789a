import { writeHtml } from "../../src/report/html/page.ts";
import { writeJson } from "../../src/report/json.ts";
import { writeJunit } from "../../src/report/junit.ts";
import { writeMarkdown } from "../../src/report/markdown.ts";
import { writePrometheus } from "../../src/report/prometheus.ts";
import { writeSarif } from "../../src/report/sarif.ts";
import { writeTerminal } from "../../src/report/terminal.ts";
import type { Hostile } from "./reports.ts";

export const now = "2026-01-21T00:00:00.000Z";
const style = { columns: 80, colour: false, unicode: true } as const;

/** Every form of a report, as the command line writes it. */
export const everyFormat: Readonly<Record<string, (hostile: Hostile) => string>> = {
  tty: ({ report }) =>
    writeTerminal(report, { style, verbose: true, again: "footing check cht", init: "footing init cht", now }),
  json: ({ report }) => writeJson(report),
  junit: ({ report, strict }) => writeJunit(report, { strict }),
  sarif: ({ report }) => writeSarif(report),
  markdown: ({ report }) => writeMarkdown(report, { now }),
  html: ({ report }) => writeHtml(report, { now }),
  prometheus: ({ report }) => writePrometheus(report),
};
