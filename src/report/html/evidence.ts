import type { Branch, Result } from "../../judge/outcome.ts";
import type { Report } from "../report.ts";
import { factsOf, markOf } from "../rows.ts";
import { expectedWords, observedWords } from "../words.ts";
import { looks } from "./facts.ts";
import { apart, element, joined, longText, type Child, type Markup } from "./markup.ts";
import { remedy } from "./remedy.ts";
import { badge, statedAt, timeWords } from "./view.ts";

/** All that an outcome rests on: why it is asked, who stated it, and every fact that decided, with its witness. */
export function evidence(result: Result, report: Report): Markup {
  return element(
    "div",
    { class: "evidence" },
    element("dl", { class: "pairs" }, aboutDemand(result, report), aboutOutcome(result)),
    result.remedy === null || result.outcome === "met" ? null : remedy(result.remedy),
    looks(factsOf(result, report)),
  );
}

function aboutDemand({ from, level, moments, needs, because }: Result, report: Report): Child {
  const asked = statedAt(from, report);
  return [
    asked.length === 0 ? null : pair("Asked by", joined(asked, "; ")),
    because === null ? null : pair("Why", longText(because)),
    pair("Level", `${level}, at ${moments.join(", ")}`),
    needs.length === 0 ? null : pair("Needs", needs.join(", ")),
  ];
}

function aboutOutcome(result: Result): Child {
  const { settle, partly, waiver, note, branches = [] } = result;
  const code = (text: string): Child => element("code", {}, longText(text));
  return [
    pair("Outcome", [longText(result.reason), " (", code(result.reasonCode), ")"]),
    // Each fact below says it of itself.
    result.grade === null || result.facts.length > 0 ? null : pair("Known", knownWords(result)),
    settle === undefined ? null : pair("Settles with", code(settle)),
    partly === undefined ? null : pair("Partly settles with", code(partly)),
    waiver === null ? null : pair("Waived", waiverWords(waiver)),
    note === undefined ? null : pair("Note", longText(note)),
    branches.map((branch) => pair(`By ${branch.kind}`, branchWords(branch, result.level))),
  ];
}

export const pair = (name: string, words: Child): Child => [element("dt", {}, name), element("dd", {}, words)];

const knownWords = ({ grade, observedAt, vantage }: Result): string =>
  [grade ?? "", vantage === null ? "" : `seen from the ${vantage}`, observedAt === null ? "" : timeWords(observedAt)]
    .filter((word) => word !== "")
    .join(", ");

export const waiverWords = ({ by, reason, until, accept }: NonNullable<Result["waiver"]>): Child => [
  "accepted by ",
  apart(by),
  ` until ${timeWords(until)}: `,
  apart(reason, 2000),
  "; accepted is ",
  apart(expectedWords(accept), 2000),
];

function branchWords(branch: Branch, level: Result["level"]): Child {
  const { outcome, expected, observed, reason } = branch;
  const seen = observed === null || outcome === "unknown" ? reason : observedWords(observed);
  return [
    badge(markOf({ outcome, level }), outcome),
    expected === null ? "" : ` expected ${expectedWords(expected)};`,
    ` ${outcome === "unknown" ? "" : "seen "}`,
    longText(seen),
  ];
}
