import type { NextStep } from "../judge/judge.ts";
import type { Result } from "../judge/outcome.ts";
import { isOfLost, lostTargets } from "./hosts.ts";
import type { Report } from "./report.ts";

export type Steps = {
  /** What is unknown and counts. */
  readonly open: readonly Result[];
  /** Steps that settle some of it by answers, each a list of options `--set`. */
  readonly answers: readonly NextStep[];
  readonly others: readonly NextStep[];
};

/** What would settle the unknowns that count. A `may` counts for nothing, and nothing is to be done about it. */
export function stepsOf(report: Pick<Report, "results" | "next" | "targets">): Steps {
  const lost = lostTargets(report);
  const open = report.results.filter(
    (result) => result.outcome === "unknown" && result.level !== "may" && !isOfLost(result, lost),
  );
  const ids = new Set(open.map((result) => result.id));
  const steps = report.next
    .map((step) => ({ ...step, settles: step.settles.filter((id) => ids.has(id)) }))
    .filter((step) => step.settles.length > 0);
  const isAnswer = (step: NextStep): boolean => step.do.startsWith("--set ");
  return { open, answers: steps.filter(isAnswer), others: steps.filter((step) => !isAnswer(step)) };
}
