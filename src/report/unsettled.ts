import type { ReasonCode } from "../facts/reasons.ts";
import type { Result } from "../judge/outcome.ts";
import { commandLines } from "./command-lines.ts";
import { hanging, inset } from "./entry.ts";
import { holdingById } from "./remembered.ts";
import type { Report } from "./report.ts";
import { titlesOf, whyUnknown } from "./rows.ts";
import { shown, type Style } from "./style.ts";
import { isUnlooked } from "./verdict-line.ts";
import { listed } from "./words.ts";

/** More reasons than these are not told one by one: each stands in its row. */
const mostReasons = 3;

/** What is unknown and has nothing that is known to settle it, by its sort of reason; musts last. */
export function unsettledByReason(
  open: readonly Result[],
  report: Report,
): readonly (readonly [ReasonCode, readonly Result[]])[] {
  const groups = new Map<ReasonCode, readonly Result[]>();
  for (const result of open.filter((one) => needsEntry(one, report))) {
    groups.set(result.reasonCode, [...(groups.get(result.reasonCode) ?? []), result]);
  }
  const isMild = (results: readonly Result[]): boolean => results.every(({ level }) => level !== "must");
  return [...groups].toSorted(([, a], [, b]) => Number(isMild(b)) - Number(isMild(a)));
}

/** Entries on what is unknown and has nothing that is known to settle it, one for each sort of reason; musts last. */
export function unsettled(
  open: readonly Result[],
  report: Report,
  { facts, style }: { readonly facts: string; readonly style: Style },
): readonly { readonly isMust: boolean; readonly lines: readonly string[] }[] {
  return unsettledByReason(open, report).map(([code, results]) => ({
    isMust: results.some(({ level }) => level === "must"),
    lines:
      lookAgainWords[code] === undefined
        ? grouped(code, results, { report, style })
        : lookAgain(code, results, { report, facts, style }),
  }));
}

/** Told elsewhere: what can be settled, what this version cannot look at, what the operator leaves out or breaks off. */
function needsEntry(result: Result, report: Report): boolean {
  if (result.settle !== undefined || elsewhere.has(result.reasonCode) || isUnlooked(result, report)) return false;
  return result.reasonCode !== "waits" || !waitsForEntry(result, report);
}

const elsewhere: ReadonlySet<ReasonCode> = new Set(["not-yet"]);

/** Why facts of a file do not tell it, where looking again is all that there is to do. */
export const lookAgainWords: Readonly<Partial<Record<ReasonCode, string>>> = {
  old: "seen too long ago to count",
  interrupted: "the run was broken off before it was seen",
};

/** There is nothing to do about what waits, but about what it waits for: that has an entry unless it is a `may`. */
const waitsForEntry = ({ needs }: Result, { results }: Report): boolean =>
  needs.some((id) => (holdingById(results).get(id) ?? []).some(({ level }) => level !== "may"));

const named = (results: readonly Result[], report: Report): string => listed(titlesOf(results, report));

type Writing = { readonly report: Report; readonly style: Style };

function grouped(code: ReasonCode, results: readonly Result[], { report, style }: Writing): readonly string[] {
  const byWhy = new Map<string, readonly Result[]>();
  for (const result of results) {
    const why = whyUnknown(result, report);
    byWhy.set(why, [...(byWhy.get(why) ?? []), result]);
  }
  const texts =
    byWhy.size > mostReasons
      ? [`${named(results, report)}: why stands in their rows`]
      : [...byWhy].map(([why, some]) => `${named(some, report)}: ${why}`);
  const heads = texts.flatMap((text, index) => {
    const lines = hanging(shown(text, style, 2000), style, results);
    // Only the first bears the mark of the entry.
    return index === 0 ? lines : hanging(shown(text, style, 2000), { ...style, colour: false }).map(unmarked);
  });
  return [...heads, ...partlySettled(results, style), `${inset}footing explain ${code}`];
}

const unmarked = (line: string): string => line.replace(/^ +\S+/, (sign) => " ".repeat(sign.length));

/** What ends one of several reasons is not offered as if it ended them all. */
function partlySettled(results: readonly Result[], style: Style): readonly string[] {
  const steps = [...new Set(results.flatMap(({ partly }) => partly ?? []))];
  return steps.map((step) => `${inset}partly settles with ${shown(step, style)}`);
}

function lookAgain(
  code: ReasonCode,
  results: readonly Result[],
  { report, facts, style }: Writing & { readonly facts: string },
): readonly string[] {
  const text = `${named(results, report)}: ${lookAgainWords[code] ?? code}; look again`;
  return [...hanging(shown(text, style, 2000), style, results), ...commandLines(shown(facts, style, 2000), style)];
}
