import type { Outcome, Result, Verdict } from "./outcome.ts";

const mostNamed = 5;

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

/** "unmet: memory, disk"; empty where there is none. */
function whichAre(outcome: Outcome, results: readonly Result[]): string {
  const ids = [...new Set(results.filter((result) => result.outcome === outcome).map(({ id }) => id))];
  if (ids.length === 0) return "";
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : "";
  return `${outcome}: ${ids.slice(0, mostNamed).join(", ")}${more}`;
}
