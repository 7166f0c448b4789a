import { judgeAssumptions } from "./assumptions.ts";
import { closedUnderNeeds, inOrder } from "./order.ts";
import type { Result, Verdict } from "./outcome.ts";
import { judgeRequirement } from "./requirement.ts";
import type { Situation } from "./situation.ts";
import { countAll, countByLevel, exitCodeOf, verdictOf, type Counts, type CountsByLevel } from "./verdict.ts";

/** What would end some of the unknowns, and which. */
export type NextStep = { readonly settles: readonly string[]; readonly do: string };

export type Judgement = {
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1 | 3;
  readonly complete: boolean;
  /** Something was not seen any more when a run was broken off: this one, or the one that saw the facts. */
  readonly brokenOff: boolean;
  readonly results: readonly Result[];
  readonly counts: Counts;
  readonly countsByLevel: CountsByLevel;
  readonly next: readonly NextStep[];
};

export type JudgeOptions = { readonly strict?: boolean; readonly interrupted?: boolean };

/**
 * Judges a situation. Pure: no clock, no disk, no network. Results stand in the order of the file, the assumptions of
 * the sizing behind them.
 */
export function judge(situation: Situation, options: JudgeOptions = {}): Judgement {
  const { requirements } = situation.file;
  const only = situation.only === undefined ? undefined : closedUnderNeeds(situation.only, requirements);
  const counting = only === undefined ? requirements : requirements.filter((requirement) => only.has(requirement.id));
  const byId = new Map<string, readonly Result[]>();
  for (const requirement of inOrder(counting)) byId.set(requirement.id, judgeRequirement(requirement, situation, byId));
  const results = counting.flatMap((requirement) => byId.get(requirement.id) ?? []);
  const assumed = judgeAssumptions(situation).filter(({ id }) => only === undefined || only.has(id));
  const all = [...results, ...assumed];
  const brokenOff = options.interrupted === true || all.some(isBrokenOff);
  const whole = only === undefined && situation.skip.size === 0;
  const verdict = verdictOf(all, whole && options.interrupted !== true);
  return {
    verdict,
    exitCode: exitCodeOf(verdict, all, options.strict === true),
    complete: whole && !brokenOff,
    brokenOff,
    results: all,
    counts: countAll(all),
    countsByLevel: countByLevel(all),
    next: nextSteps(all),
  };
}

const isBrokenOff = ({ reasonCode, branches = [] }: Result): boolean =>
  reasonCode === "interrupted" || branches.some((branch) => branch.reasonCode === "interrupted");

/** Unknowns that one thing would settle, together; what settles most comes first. */
function nextSteps(results: readonly Result[]): readonly NextStep[] {
  const steps = new Map<string, Set<string>>();
  for (const { id, outcome, settle } of results) {
    if (outcome !== "unknown" || settle === undefined) continue;
    const settles = steps.get(settle) ?? new Set();
    settles.add(id);
    steps.set(settle, settles);
  }
  const all = [...steps].map(([step, settles]) => ({ settles: [...settles], do: step }));
  return all.toSorted((a, b) => b.settles.length - a.settles.length);
}
