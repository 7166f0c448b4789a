import { showDuration } from "../facts/units.ts";
import { forgivenSkew } from "../judge/field.ts";
import type { Outcome, Result } from "../judge/outcome.ts";
import type { Report } from "./report.ts";
import { own, shown, type Style } from "./style.ts";
import { spread } from "./table.ts";
import { widthOf, wrapped } from "./width.ts";
import { counted, tookWords, verdictWords } from "./words.ts";

/** So few results of a partial run are named one by one. */
const fewResults = 2;

export type VerdictOptions = {
  readonly style: Style;
  /** ISO 8601, UTC: what the age of facts is counted from. */
  readonly now: string;
};

/** The last line: the verdict, the counts, the time and the exit code. A partial run never says that a place is ready. */
export function writeVerdict(report: Report, { style, now }: VerdictOptions): string {
  const ending = `${tookWords(report.durationMs)}, exit ${report.exitCode}`;
  const { word, rest } = verdictParts(report, { style, now });
  return besideEnding({ lead: word === "" ? "" : `${word}   `, text: rest, ending }, style);
}

/** The verdict in capitals, empty where a part of the requirements alone is ready, and the counts that stand behind it. */
export function verdictParts(report: Report, { style, now }: VerdictOptions): Words {
  const { word, rest } = wholeOrPart(report, style);
  return { word, rest: `${rest}${ageWords(report, now)}` };
}

/** The verdict in a word, empty where none may be given, and what it is made of. */
export const wholeOrPart = (report: Report, style: Style): Words =>
  report.scope.complete ? { word: verdictWords[report.verdict], rest: countWords(report) } : partial(report, style);

type Parts = { readonly lead: string; readonly text: string; readonly ending: string };

/** What does not fit on one line hangs below the counts; time and exit code stay at the right edge of the last line. */
function besideEnding({ lead, text, ending }: Parts, style: Style): string {
  const indent = widthOf(lead);
  const room = style.columns - indent;
  const whole = wrapped(own(text, style), room);
  const isBeside = widthOf(whole.at(-1) ?? "") + widthOf(ending) + 2 <= room;
  const narrow = room - widthOf(ending) - 2;
  // Rather some words on the last line too than time and exit code alone.
  const lines = isBeside || narrow < leastWords ? whole : wrapped(own(text, style), narrow);
  const last = spread(lines.at(-1) ?? "", ending, { ...style, columns: room });
  return [...lines.slice(0, -1), ...last]
    .map((line, index) => (index === 0 ? lead : " ".repeat(indent)) + line)
    .join("\n");
}

/** Cells in which words can still be read. */
const leastWords = 16;

/**
 * Left out by the operator, or not reached before Ctrl-C: counted as "not looked at", not as unknown. Who judges facts
 * broke nothing off: what the run that saw them did not reach is unknown like all else that is not in them.
 */
export const isUnlooked = ({ reasonCode }: Result, { evidence }: Pick<Report, "evidence">): boolean =>
  reasonCode === "skipped" || (reasonCode === "interrupted" && evidence.from === "live");

const isLater = (result: Result): boolean => result.reasonCode === "later";

/**
 * Counts of all results, each once. A `may` that is unmet or unknown does not speak against the place, so it is told as a
 * note and not among what does.
 */
function countWords(report: Report): string {
  const looked = report.results.filter((result) => !isUnlooked(result, report));
  const notes = looked.filter(isNote).length;
  const count = (outcome: Outcome): number =>
    looked.filter((result) => result.outcome === outcome && !isNote(result)).length;
  const later = looked.filter(isLater).length;
  const parts = [
    [count("met"), "met"],
    [count("unmet"), "unmet"],
    [count("unknown"), "unknown"],
    [count("waived"), "waived"],
    [later, "later"],
    [count("not-applicable") - later, "not applicable"],
  ] as const;
  const said = parts
    .filter(([number, name]) => number > 0 || name === "met")
    .map(([number, name]) => `${number} ${name}`);
  return [...said, ...(notes === 0 ? [] : [counted(notes, "note")])].join(", ");
}

const isNote = ({ level, outcome }: Result): boolean =>
  level === "may" && (outcome === "unmet" || outcome === "unknown");

type Words = { readonly word: string; readonly rest: string };

function partial(report: Report, style: Style): Words {
  const looked = report.results.filter((result) => !isUnlooked(result, report));
  const [word, rest] = [partialWord(report), unlookedWords(looked, report)];
  const named = looked.filter((result) => result.outcome !== "not-applicable");
  if (!report.interrupted && named.length > 0 && named.length <= fewResults) {
    const each = named.map(
      (result) =>
        `${shown(result.id, style)}${result.subject === null ? "" : ` ${shown(result.subject, style, 40)}`}: ${result.outcome}`,
    );
    return { word, rest: `${each.join(", ")}; ${rest}` };
  }
  return { word, rest: `${countWords(report)}; ${rest}` };
}

/** Whether it was not this run that was broken off, but the one that saw the facts. */
const isEarlier = ({ interrupted, evidence }: Report): boolean => interrupted && evidence.from === "file";

function partialWord(report: Report): string {
  if (report.interrupted && !isEarlier(report)) return "INTERRUPTED";
  const isReady = report.verdict === "ready" || report.verdict === "ready-with-warnings";
  return isReady ? "" : verdictWords[report.verdict];
}

function unlookedWords(looked: readonly Result[], report: Report): string {
  const others = Math.max(0, report.scope.requirements - new Set(looked.map((result) => result.id)).size);
  // Where nothing was looked at, what was asked for is among them.
  const left = looked.length === 0 ? String(others) : counted(others, "other").replace(/^1 others?/, "1 other");
  if (!isEarlier(report)) return `${left} not looked at`;
  return `${others === 0 ? "" : `${left} not looked at; `}the run that looked was broken off`;
}

/** How old the oldest fact is, where the facts come from a file. */
export function ageWords({ evidence }: Report, now: string): string {
  if (evidence.from === "live" || evidence.oldestAt === null) return "";
  const seconds = (Date.parse(now) - Date.parse(evidence.oldestAt)) / 1000;
  return seconds >= -forgivenSkew
    ? `, as seen ${showDuration(Math.max(0, seconds))} ago`
    : ", seen at a time that is not known";
}

/** The line that tells a machine's log all there is to tell. */
export const writeQuiet = (report: Report, options: VerdictOptions): string =>
  `${own(writeVerdict(report, options), options.style)}\n`;
