import { atLeast } from "../facts/fact.ts";
import type { Level } from "../spec/requirement.ts";
import type { Outcome, Result, Verdict } from "./outcome.ts";

export type Counts = Readonly<Record<Outcome, number>>;
export type CountsByLevel = Readonly<Record<Level, Counts>>;

const count = (results: readonly Result[]): Counts => {
  const counts = { met: 0, unmet: 0, unknown: 0, "not-applicable": 0, waived: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
};

export const countAll = count;

export const countByLevel = (results: readonly Result[]): CountsByLevel => {
  const of = (level: Level): Counts => count(results.filter((result) => result.level === level));
  return { must: of("must"), should: of("should"), may: of("may") };
};

const isObserved = (result: Result): boolean => result.grade !== null && atLeast(result.grade, "observed");

/**
 * The verdict of the whole (docs/reference/exit-codes.md): the first that fits. A `may` is ignored. In a complete run
 * some must has to be met by an observation, so that nothing is ready for want of looking.
 */
export function verdictOf(results: readonly Result[], complete: boolean): Verdict {
  const musts = results.filter((result) => result.level === "must");
  const shoulds = results.filter((result) => result.level === "should");
  const any = (of: readonly Result[], outcome: Outcome): boolean => of.some((result) => result.outcome === outcome);
  if (any(musts, "unmet")) return "not-ready";
  if (any(musts, "unknown")) return "unverified";
  if (complete && !musts.some((result) => result.outcome === "met" && isObserved(result))) return "unverified";
  // A selection in which nothing counts here and now shows nothing.
  if ([...musts, ...shoulds].every((result) => result.outcome === "not-applicable")) return "unverified";
  const waived = any(musts, "waived") || any(shoulds, "waived");
  return waived || any(shoulds, "unmet") || any(shoulds, "unknown") ? "ready-with-warnings" : "ready";
}

/**
 * The exit code of a verdict. With `strict` a should that is unmet or unknown is as bad as a must; a waived one is
 * consent.
 */
export function exitCodeOf(verdict: Verdict, results: readonly Result[], strict: boolean): 0 | 1 | 3 {
  if (verdict === "not-ready") return 1;
  if (verdict === "unverified") return 3;
  const warned = results.some(
    ({ level, outcome }) => level === "should" && (outcome === "unmet" || outcome === "unknown"),
  );
  return strict && warned ? 1 : 0;
}
