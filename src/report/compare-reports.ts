import type { Outcome, Result } from "../judge/outcome.ts";
import { cut, differencesOf, type Compared } from "./differences.ts";
import type { Report } from "./report.ts";
import type { Change, Earlier, EarlierResult, Since, Stand } from "./since.ts";
import { demandChanged, heard, isSeenTheSame, whyChanged, whyGone, whyNew, type Comparing } from "./why-changed.ts";

/** A report with what changed since an earlier one. Nothing else of it becomes another. */
export function withSince(report: Compared, earlier: Earlier): Report {
  const { results, facts, ...head } = report;
  return { ...head, since: compareReports(earlier, report), results, facts };
}

export function compareReports(earlier: Earlier, report: Compared): Since {
  const comparing: Comparing = {
    earlier,
    report,
    differs: differencesOf(earlier, report),
    factsBefore: new Map(earlier.facts.map((one) => [one.id, one])),
    factsNow: new Map(report.facts.map((one) => [one.id, one])),
  };
  const pairs = pairsOf(earlier.results, report.results).filter((pair) => isComparable(pair, comparing));
  const isOther = ({ from, to }: Pair): boolean => from?.outcome !== to?.outcome;
  return {
    file: earlier.file,
    startedAt: earlier.startedAt,
    verdict: { from: earlier.verdict, to: report.verdict },
    complete: earlier.scope.complete && report.scope.complete,
    differs: comparing.differs,
    changes: pairs
      .filter(isOther)
      .toSorted((a, b) => gravity(a) - gravity(b))
      .map((pair) => changeOf(pair, comparing)),
    values: pairs
      .filter((pair) => !isOther(pair) && isSaidOtherwise(pair, comparing))
      .map((pair) => changeOf(pair, comparing)),
  };
}

type Pair =
  | { readonly from: EarlierResult | null; readonly to: Result }
  | { readonly from: EarlierResult; readonly to: null };

const keyOf = ({ id, target, vantage, subject }: Pick<Change, "id" | "target" | "vantage" | "subject">): string =>
  JSON.stringify([id, target, vantage, subject]);

/** Each result with the one that speaks of the same; what is gone comes last. */
function pairsOf(earlier: readonly EarlierResult[], results: readonly Result[]): readonly Pair[] {
  const left = new Map(earlier.map((one) => [keyOf(one), one]));
  const take = (key: string): EarlierResult | null => {
    const from = left.get(key) ?? null;
    left.delete(key);
    return from;
  };
  const same = results.map((to) => ({ from: take(keyOf(to)), to }));
  const alone = onlyOnes([...left.values()]);
  const fresh = onlyOnes(same.flatMap(({ from, to }) => (from === null ? [to] : [])));
  const paired = same.map((pair): Pair => {
    const { to } = pair;
    const other = fresh.get(to.id) === to ? alone.get(to.id) : undefined;
    // What counts nowhere has no target: the one result of an id is then the other's.
    const isMoved = other !== undefined && (other.target === null || to.target === null);
    return isMoved ? { from: take(keyOf(other)), to } : pair;
  });
  return [...paired, ...[...left.values()].map((from): Pair => ({ from, to: null }))];
}

/** Results that are the only one of their id, by that id. */
function onlyOnes<One extends { readonly id: string }>(some: readonly One[]): ReadonlyMap<string, One> {
  const counts = new Map<string, number>();
  for (const { id } of some) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Map(some.filter(({ id }) => counts.get(id) === 1).map((one) => [one.id, one]));
}

const isUnlooked = (stand: Stand | null): boolean =>
  stand !== null && (stand.reasonCode === "skipped" || stand.reasonCode === "interrupted");

/** What one of the runs was told not to look at has not changed, and what counts in neither is nobody's concern. */
function isComparable({ from, to }: Pair, { earlier, report }: Comparing): boolean {
  if (isUnlooked(from) || isUnlooked(to)) return false;
  if (from === null && earlier.scope.only.length > 0) return false;
  if (to === null && report.scope.only.length > 0) return false;
  return [from, to].some((stand) => stand !== null && stand.outcome !== "not-applicable");
}

/** Shown in another unit or a day older, the same is no other value. */
function isSaidOtherwise({ from, to }: Pair, comparing: Comparing): boolean {
  if (from === null || to === null) return false;
  if (from.reasonCode !== to.reasonCode || demandChanged(from, to, comparing) !== undefined) return true;
  return heard(from) !== heard(to) && !isSeenTheSame(from, to, comparing);
}

const badness: Readonly<Record<Outcome, number>> = { met: 0, "not-applicable": 0, waived: 1, unknown: 2, unmet: 3 };
const weights: Readonly<Record<Result["level"], number>> = { may: 0, should: 1, must: 2 };

/** Where a change stands among others: better first, then what came and went, worse last, a must last of all. */
function gravity({ from, to }: Pair): number {
  if (to === null) return 100;
  const step = badness[to.outcome] - (from === null ? 0 : badness[from.outcome]);
  const way = Math.sign(step) + 1;
  return way * 100 + (way === 2 ? weights[to.level] * 10 + badness[to.outcome] : 0);
}

function changeOf({ from, to }: Pair, comparing: Comparing): Change {
  if (to === null) return { ...about(from), level: null, from: standOf(from), to, why: cut(whyGone(from, comparing)) };
  const why = from === null ? whyNew(to, comparing) : whyChanged(from, to, comparing);
  return { ...about(to), level: to.level, from: from === null ? null : standOf(from), to: standOf(to), why: cut(why) };
}

type About = Pick<Change, "id" | "target" | "vantage" | "subject" | "title">;

const about = ({ id, target, vantage, subject, title }: About): About => ({
  id: cut(id),
  target: cut(target),
  vantage: cut(vantage),
  subject: cut(subject),
  title: cut(title),
});

const standOf = ({ outcome, reasonCode, reason, observed, expected }: Stand): Stand => ({
  outcome,
  reasonCode: cut(reasonCode),
  reason: cut(reason),
  observed: cut(observed),
  expected: cut(expected),
});
