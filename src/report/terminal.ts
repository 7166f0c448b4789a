import { moments, type Moment } from "../kinds/declaration.ts";
import type { Result } from "../judge/outcome.ts";
import { writeAdvice } from "./advice.ts";
import { writeChanges } from "./changes.ts";
import { writeHead } from "./head.ts";
import type { Report } from "./report.ts";
import { groupsOf } from "./rows.ts";
import { own, shown, type Style } from "./style.ts";
import { commandLines } from "./command-lines.ts";
import { spread, writeGroups } from "./table.ts";
import { writeVerdict, type VerdictOptions } from "./verdict-line.ts";
import { widthOf, wrapped } from "./width.ts";
import { momentWords } from "./words.ts";

export type TerminalOptions = VerdictOptions & {
  /** Also who saw what, below each row. */
  readonly verbose: boolean;
  /** The command that made the report, without its moment: what to type again. */
  readonly again: string;
  /** The command that asks for what is open. */
  readonly init: string;
};

/** A report for people: what was compared, each requirement in its group, what to do, and the verdict as the last line. */
export function writeTerminal(report: Report, { style, now, verbose, again, init }: TerminalOptions): string {
  const sections = [
    writeHead(report, style),
    [...writeGroups(groupsOf(report, verbose), style), ...writeLater(report, again, style)],
    writeChanges(report, style),
    writeAdvice(
      report,
      {
        again: report.moment === "install" ? again : `${again} --moment ${report.moment}`,
        init,
        // Both are about the same product or site, with the same answers.
        facts: init.replace(/^footing init\b/, "footing facts"),
      },
      style,
    ),
    ...leftBehind(report, again, style),
    [writeVerdict(report, { style, now })],
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `\n${own(text.join("\n\n"), style)}\n`;
}

/** What counts only at another moment, in one line a moment, so that it does not drown the rest. */
function writeLater(report: Report, again: string, style: Style): readonly string[] {
  const later = report.results.filter((result) => result.reasonCode === "later");
  if (later.length === 0) return [];
  const lines = moments.flatMap((moment) => {
    const count = later.filter((result) => momentOf(result) === moment).length;
    if (count === 0) return [];
    const words = `  ${count} about ${momentWords[moment]}`;
    const command = `${shown(again, style, 2000)} --moment ${moment}`;
    const fits = widthOf(words) + widthOf(command) + 2 <= style.columns;
    return fits ? spread(words, command, style) : [words, ...commandLines(command, style)];
  });
  return ["Later", ...lines];
}

/** The moment under which a later requirement is listed: the first at which it counts. */
const momentOf = (result: Result): Moment => moments.find((moment) => result.moments.includes(moment)) ?? "run";

/** The command behind its words where both fit on a line, else below them. */
function cleaning(again: string, style: Style): readonly string[] {
  const command = `${shown(again, style, 2000)} --clean`;
  const line = `Remove it: ${command}`;
  return widthOf(line) <= style.columns ? [line] : ["Remove it:", ...commandLines(command, style)];
}

function leftBehind(report: Report, again: string, style: Style): readonly (readonly string[])[] {
  const { leftovers, earlier, removed } = report;
  const list = (title: string, things: readonly string[], more: readonly string[] = []): readonly string[] =>
    things.length === 0
      ? []
      : [
          title,
          ...things.flatMap((one) => wrapped(shown(one, style, 600), style.columns - 2).map((line) => `  ${line}`)),
          ...more,
        ];
  return [
    list("Removed what an earlier run had left behind:", removed),
    list("Left behind by an earlier run:", earlier, cleaning(again, style)),
    list(
      "Left behind, to be removed by hand:",
      leftovers.filter((one) => !earlier.includes(one)),
    ),
  ];
}
