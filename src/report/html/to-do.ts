import { canonical } from "../../facts/json.ts";
import type { Result } from "../../judge/outcome.ts";
import { urgent } from "../advice.ts";
import { alike } from "../alike.ts";
import type { Report } from "../report.ts";
import { markOf, rowOf } from "../rows.ts";
import { stepsOf } from "../steps.ts";
import { counted, expectedWords } from "../words.ts";
import { entry } from "./entry.ts";
import { element, joined, longText, type Child, type Markup } from "./markup.ts";
import { copied, remedy } from "./remedy.ts";
import { settling } from "./settling.ts";
import { fewOf, hasManyTargets, nameOf, part, statedAt } from "./view.ts";

/** What to do, the most urgent first: the page is read from its top. */
export function toDo(report: Report): Markup | null {
  const unmet = report.results.filter(({ outcome, level }) => outcome === "unmet" && level !== "may");
  const musts = urgent(
    unmet.filter(({ level }) => level === "must"),
    report,
  ).toReversed();
  const shoulds = unmet.filter(({ level }) => level === "should");
  const entries = [
    ...alike(musts, mendedAlike).map((some) => shortfall(some, report)),
    ...settling(stepsOf(report), report),
    ...alike(shoulds, mendedAlike).map((some) => shortfall(some, report)),
    ...leftBehind(report),
  ];
  if (entries.length === 0) return null;
  return part("what-to-do", "What to do, the most urgent first", element("ol", { class: "to-do" }, entries));
}

/** What falls short on several targets and is mended in the same way is one thing to do. */
const mendedAlike = ({ id, subject, vantage, expected, because, remedy: mends }: Result): string =>
  canonical([id, subject, vantage, expected, because, mends]);

function shortfall(some: readonly [Result, ...Result[]], report: Report): Markup {
  const [result] = some;
  const asked = statedAt(result.from, report);
  // What the sizing assumes is said by its title; the condition behind it is for the author.
  const expected = result.kind === "sizing" || result.expected === null ? "" : expectedWords(result.expected);
  const waiting = waitingFor(result, report);
  return entry(
    markOf(result),
    { word: result.outcome, title: nameOf(result) },
    element(
      "p",
      { class: "compared" },
      expected === "" ? null : [element("b", {}, "Expected"), " ", longText(expected), " "],
      element("b", {}, "Observed"),
      " ",
      longText(seenWhere(some, report)),
    ),
    result.because === null ? null : element("p", {}, element("b", {}, "Why"), " ", longText(result.because)),
    result.remedy === null ? null : remedy(result.remedy),
    element(
      "p",
      { class: "quiet" },
      `A ${result.level}`,
      asked.length === 0 ? null : [", asked by ", joined(asked, "; ")],
      waiting === 0 ? null : `. ${counted(waiting, "other")} ${waiting === 1 ? "waits" : "wait"} for it`,
      ".",
    ),
  );
}

/** "3.9 GB installed", or with many targets what was seen on which of them. */
function seenWhere(some: readonly [Result, ...Result[]], report: Report): string {
  const seen = (result: Result): string => rowOf(result, report).observed;
  if (!hasManyTargets(report)) return seen(some[0]);
  const byWords = new Map<string, string[]>();
  for (const result of some) {
    const words = seen(result);
    byWords.set(words, [...(byWords.get(words) ?? []), result.target ?? "this place"]);
  }
  return fewOf([...byWords].map(([words, on]) => `${words} on ${fewOf(on)}`));
}

const waitingFor = ({ id }: Result, { results }: Report): number =>
  new Set(results.filter(({ reasonCode, needs }) => reasonCode === "waits" && needs.includes(id)).map((one) => one.id))
    .size;

function leftBehind({ leftovers, earlier }: Report): readonly Markup[] {
  const byHand = leftovers.filter((one) => !earlier.includes(one));
  const list = (title: string, things: readonly string[], more: Child): readonly Markup[] =>
    things.length === 0
      ? []
      : [
          entry(
            "warning",
            { word: "left behind", title },
            element(
              "ul",
              {},
              things.map((thing) => element("li", {}, longText(thing))),
            ),
            more,
          ),
        ];
  return [
    ...list("Remove by hand what this run could not", byHand, null),
    ...list("An earlier run left something behind", earlier, [
      element("p", {}, "It is removed by the same command with"),
      copied(["--clean"]),
    ]),
  ];
}
