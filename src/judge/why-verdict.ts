import type { Outcome, Result, Verdict } from "./outcome.ts";

const mostNamed = 3;

/** The results that make a verdict what it is, in words. */
export function whyVerdict(verdict: Verdict, results: readonly Result[]): string {
  const musts = results.filter(({ level }) => level === "must");
  const shoulds = results.filter(({ level }) => level === "should");
  if (verdict === "not-ready") return whichAre("unmet", musts);
  if (verdict === "unverified") {
    const isUnknown = musts.some(({ outcome }) => outcome === "unknown");
    return isUnknown ? whichAre("unknown", musts) : "no must is met by an observation";
  }
  if (verdict === "ready") return "every must and should that counts is met";
  const lacking = (["unmet", "unknown"] as const).map((outcome) => whichAre(outcome, shoulds));
  return [...lacking, whichAre("waived", [...musts, ...shoulds])].filter((words) => words !== "").join("; ");
}

/** "unmet: memory (installed is 2 GB, and must be >= 4 GB)"; empty where there is none. */
function whichAre(outcome: Outcome, results: readonly Result[]): string {
  const reasons = new Map<string, string>();
  for (const { id, outcome: came, reason } of results) {
    if (came === outcome && !reasons.has(id)) reasons.set(id, `${id} (${reason})`);
  }
  if (reasons.size === 0) return "";
  const more = reasons.size > mostNamed ? ` and ${reasons.size - mostNamed} more` : "";
  return `${outcome}: ${[...reasons.values()].slice(0, mostNamed).join(", ")}${more}`;
}
