import type { Outcome, Result } from "../../judge/outcome.ts";
import type { Report } from "../report.ts";
import { counting, markOf } from "../rows.ts";
import type { Mark } from "../style.ts";
import { Link } from "./link.ts";
import { element, joined, longText, type Child, type Markup } from "./markup.ts";
import { byTarget, type OfTarget } from "./results.ts";
import { badge, fewOf, hasManyTargets, nameOf, part } from "./view.ts";

/** Where there are many targets: how each of them stands, the worst first, and on which of them each requirement falls short. */
export function targetsAtAGlance(report: Report): Markup | null {
  if (!hasManyTargets(report)) return null;
  const groups = byTarget(counting(report), report.targets);
  return part("targets", "Targets", [
    element(
      "table",
      { class: "targets" },
      element("caption", {}, "Requirements by target, each a must or a should"),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ["Target", "Unmet", "Unknown", "Waived", "Met"].map((word) => element("th", { scope: "col" }, word)),
        ),
      ),
      element(
        "tbody",
        {},
        groups
          .toSorted((a, b) => worst(a.results.filter(isCounted)) - worst(b.results.filter(isCounted)))
          .map(targetRow),
      ),
    ),
    shortOn(report),
  ]);
}

const isCounted = ({ level }: Result): boolean => level !== "may";

function targetRow(group: OfTarget): Markup {
  const results = group.results.filter(isCounted);
  return element(
    "tr",
    {},
    element(
      "th",
      { scope: "row" },
      element("a", { href: Link.toPlace(group.id) }, longText(group.name)),
      " ",
      element("small", {}, aboutTarget(group)),
    ),
    (["unmet", "unknown", "waived", "met"] as const).map((outcome) =>
      element(
        "td",
        {},
        countOf(
          results.filter((result) => result.outcome === outcome),
          outcome,
        ),
      ),
    ),
  );
}

function aboutTarget({ target }: OfTarget): Child {
  if (target === undefined) return null;
  const { role, hostname, name, state } = target;
  const words = [role, ...(hostname === null || hostname === name ? [] : [hostname])].join(", ");
  return state === "lost" ? [`${words}, `, badge("unknown", "lost")] : words;
}

/** How many of an outcome, with the mark of the worst of them; nothing where there is none. */
function countOf(results: readonly Result[], outcome: Outcome): Child {
  const [first] = results;
  if (first === undefined) return null;
  const worst = results.find(({ level }) => level === "must") ?? first;
  return badge(markOf(worst), `${results.length} ${outcome}`);
}

/** Each requirement that is unmet or unknown somewhere, with where. */
function shortOn(report: Report): Child {
  const byName = new Map<string, Result[]>();
  for (const result of counting(report).filter(isCounted)) {
    const name = nameOf(result);
    byName.set(name, [...(byName.get(name) ?? []), result]);
  }
  const rows = [...byName]
    .filter(([, results]) => results.some(isShort))
    .toSorted(([, a], [, b]) => worst(a) - worst(b));
  if (rows.length === 0) return null;
  return [
    element("h3", {}, "Where they fall short"),
    element(
      "dl",
      { class: "pairs" },
      rows.map(([name, results]) => [
        element("dt", {}, longText(name)),
        element("dd", {}, standings(results, report.targets.length)),
      ]),
    ),
  ];
}

const order: readonly Mark[] = ["unmet", "unknown", "warning", "note", "met"];
/** The worst comes first; what has no result at all is no better than what nobody could look at. */
const worst = (results: readonly Result[]): number =>
  results.length === 0 ? 1 : Math.min(...results.map((result) => order.indexOf(markOf(result))));
const isShort = ({ outcome }: Result): boolean => outcome === "unmet" || outcome === "unknown";

function standings(results: readonly Result[], targets: number): Child {
  const said = (["unmet", "unknown", "waived", "met"] as const).flatMap((outcome): Child[] => {
    const some = results.filter((result) => result.outcome === outcome);
    const [first] = some;
    if (first === undefined) return [];
    const names = [...new Set(some.flatMap(({ target }) => target ?? []))];
    const where =
      names.length > 1 && names.length === targets
        ? `on all ${targets}`
        : outcome === "met"
          ? `on ${names.length}`
          : fewOf(names);
    return [[badge(markOf(first), outcome), " ", longText(names.length === 0 ? "" : where)]];
  });
  return joined(said, "; ");
}
