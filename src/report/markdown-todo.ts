import type { Result } from "../judge/outcome.ts";
import { holdingById, waitingById } from "./remembered.ts";
import type { Report } from "./report.ts";
import { titleOf, whyUnknown } from "./rows.ts";
import { shortfallSentence, statedWords } from "./sentence.ts";
import { visible } from "./text.ts";
import { listed } from "./words.ts";

/** One entry of a list of things to do; `result` where there is a remedy to tell. Texts are visible. */
export type Todo = { readonly sentence: string; readonly reference: string; readonly result?: Result };

/** What to do, the most urgent first, since a page is read from its top. */
export function todoOf(report: Report): readonly Todo[] {
  const unmet = report.results.filter(({ outcome, level }) => outcome === "unmet" && level !== "may");
  const unknown = report.results.filter(({ outcome, level }) => outcome === "unknown" && level !== "may");
  const ofLevel = (results: readonly Result[], level: Result["level"]): readonly Result[] =>
    results.filter((result) => result.level === level);
  return [
    ...mostWaitedFor(ofLevel(unmet, "must"), report).map((result) => shortfall(result, report)),
    ...settling(ofLevel(unknown, "must"), report),
    ...ofLevel(unmet, "should").map((result) => shortfall(result, report)),
    ...settling(ofLevel(unknown, "should"), report),
  ];
}

function mostWaitedFor(musts: readonly Result[], report: Report): readonly Result[] {
  const waiting = waitingById(report.results);
  return musts.toSorted((a, b) => (waiting.get(b.id) ?? 0) - (waiting.get(a.id) ?? 0));
}

const shortfall = (result: Result, report: Report): Todo => ({
  sentence: shortfallSentence(result, titleOf(result, report), visible),
  reference: visible(`${result.level}${statedWords(result)}`),
  result,
});

/** Unknowns that end in the same way, or have the same reason, are one thing to do. */
function settling(unknown: readonly Result[], report: Report): readonly Todo[] {
  const groups = new Map<string, readonly Result[]>();
  for (const result of unknown) {
    if (result.reasonCode === "waits" && waitsForKnown(result, report)) continue;
    const key = result.settle ?? whyUnknown(result, report);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((results): Todo => {
    const [first] = results;
    const titles = listed([...new Set(results.map((result) => titleOf(result, report)))]);
    const why = listed([...new Set(results.map((result) => whyUnknown(result, report)))]);
    const settle = first?.settle;
    const end = settle === undefined || why.includes(settle) ? "" : `; to settle it: ${settle}`;
    return { sentence: visible(`Not known: ${titles}: ${why}${end}`, { most: 600 }), reference: first?.level ?? "" };
  });
}

/** There is nothing to do about what waits, but about what it waits for. */
const waitsForKnown = ({ needs }: Result, { results }: Report): boolean =>
  needs.some((id) => (holdingById(results).get(id) ?? []).some(({ level }) => level !== "may"));
