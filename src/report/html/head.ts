import type { Result, Verdict } from "../../judge/outcome.ts";
import type { Level } from "../../spec/requirement.ts";
import { placeWords, productWords, remarks } from "../head.ts";
import type { Report } from "../report.ts";
import type { Mark } from "../style.ts";
import { ageWords, isUnlooked, wholeOrPart } from "../verdict-line.ts";
import { counted } from "../words.ts";
import { element, longText, type Markup } from "./markup.ts";
import { badge, fewOf, nameOf, pageStyle, timeWords } from "./view.ts";

const verdictMarks: Readonly<Record<Verdict, Mark>> = {
  ready: "met",
  "ready-with-warnings": "warning",
  "not-ready": "unmet",
  unverified: "unknown",
};

/** Where a word about the whole may not be given, what stands in its place. */
const partWord = "A PART WAS LOOKED AT";

/** "NOT READY: CHT, requirements of 2024-05, web01", for the window and the list of open pages. */
export function titleWords(report: Report): string {
  const { word } = wholeOrPart(report, pageStyle);
  return `${word === "" ? partWord : word}: ${productWords(report, pageStyle)}, ${placeName(report)}`;
}

/** The question, its answer, and what the answer rests on. */
export function head(report: Report, now: string): Markup {
  const { word, rest } = wholeOrPart(report, pageStyle);
  const mark = word === "" || report.interrupted ? "note" : verdictMarks[report.verdict];
  return element(
    "header",
    { id: "verdict", class: ["verdict", mark] },
    element("p", { class: "quiet" }, longText(productWords(report, pageStyle))),
    element("h1", {}, longText(question(report))),
    element("p", { class: "answer" }, badge(mark, word === "" ? partWord : word)),
    element("p", {}, longText(plainly(report))),
    element("p", { class: "counts" }, longText(`${rest}${ageWords(report, now)}`)),
    element(
      "p",
      { class: "quiet" },
      longText(placeWords(report, pageStyle)),
      ` – ${report.evidence.from === "live" ? "looked at" : "judged"} ${timeWords(report.startedAt)}, ${momentSaid[report.moment]}`,
    ),
    remarks(report, pageStyle).map((line) => element("p", { class: "quiet" }, longText(line))),
  );
}

const momentSaid: Readonly<Record<Report["moment"], string>> = {
  install: "for installing it",
  run: "for running it",
  upgrade: "for upgrading it",
};

/** Of a part the question is not even asked. */
function question(report: Report): string {
  const { name } = report.product;
  if (!report.scope.complete || report.interrupted) return `A part of what ${name} requires of ${placeName(report)}`;
  return `${report.targets.length > 1 ? "Are" : "Is"} ${placeName(report)} ready for ${name}?`;
}

function placeName({ targets }: Report): string {
  const [target, second] = targets;
  if (second !== undefined) return `these ${targets.length} targets`;
  return target?.hostname ?? (target === undefined || target.name === "local" ? "this place" : target.name);
}

/** The verdict in a sentence for somebody who does not know the words. */
function plainly(report: Report): string {
  const { verdict, scope, interrupted, results } = report;
  const isWhole = scope.complete && !interrupted;
  // What the operator left out, or broke off, is told by the count of what was not looked at.
  const musts = results.filter((result) => result.level === "must" && !isUnlooked(result, report));
  const unmet = musts.filter(({ outcome }) => outcome === "unmet");
  const unknown = musts.filter(({ outcome }) => outcome === "unknown");
  return [
    ...(isWhole ? [] : [partSaid(report)]),
    ...(unmet.length === 0 ? [] : [mustsSaid(unmet, "unmet")]),
    ...(unknown.length === 0 ? [] : [mustsSaid(unknown, "unknown"), "What was not seen is never taken for granted."]),
    ...(isWhole ? [endings[verdict](report)] : []),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function partSaid({ interrupted, verdict }: Report): string {
  const what = interrupted ? "The run was broken off" : "Not all requirements were looked at";
  return verdict === "not-ready" && !interrupted ? `${what}.` : `${what}, so nothing is said about the whole.`;
}

function mustsSaid(results: readonly Result[], outcome: string): string {
  const names = fewOf([...new Set(results.map(nameOf))]);
  return `${counted(results.length, "must")} ${results.length === 1 ? "is" : "are"} ${outcome}: ${names}.`;
}

const open = ({ countsByLevel }: Report, level: Level): number =>
  countsByLevel[level].unmet + countsByLevel[level].unknown;

/** What is left to say of a whole place. */
const endings: Readonly<Record<Verdict, (report: Report) => string>> = {
  "not-ready": () => "",
  unverified: (report) =>
    open(report, "must") > 0 ? "" : "No must was met by an observation, so nothing shows that it is ready.",
  ready: () => "Every must and should that counts here is met.",
  "ready-with-warnings": (report) => {
    const shoulds = open(report, "should");
    const waived = report.counts.waived;
    return [
      "No must is unmet or unknown.",
      ...(shoulds === 0 ? [] : [`${counted(shoulds, "should")} ${shoulds === 1 ? "is" : "are"} unmet or unknown.`]),
      ...(waived === 0 ? [] : [`${waived} ${waived === 1 ? "is" : "are"} waived: accepted by a person, until a date.`]),
    ].join(" ");
  },
};
