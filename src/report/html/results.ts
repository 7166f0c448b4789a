import { areas } from "../../kinds/declaration.ts";
import type { Result } from "../../judge/outcome.ts";
import type { Report, ReportedTarget } from "../report.ts";
import { counting, markOf, rowOf } from "../rows.ts";
import { areaWords, counted } from "../words.ts";
import { evidence } from "./evidence.ts";
import { element, longText, type Child, type Markup } from "./markup.ts";
import { hasManyTargets, nameOf, outcomeBadge, part } from "./view.ts";
import type { Id } from "./link.ts";

/** More targets than these are folded: the table of targets leads to each. */
const mostUnfolded = 3;

/** Each requirement in the order in which an operator works, expected beside observed, its evidence folded. */
export function requirements(report: Report): Markup | null {
  const results = counting(report);
  if (results.length === 0) return null;
  const isMany = hasManyTargets(report);
  const groups = byTarget(results, report.targets);
  // With one target there is nothing to tell apart.
  const shown = isMany
    ? groups.map((group) => ofTarget(group, report, groups.length <= mostUnfolded))
    : areasOf(results, report);
  const how = element(
    "p",
    { class: ["quiet", "screen"] },
    "Each line unfolds: who saw what, when, and how well it is known. Printed, all of them stand open.",
  );
  return part("requirements", isMany ? "Requirements on each target" : "Requirements", [how, shown]);
}

export type OfTarget = {
  readonly id: Id;
  readonly name: string;
  /** Absent for what is asked of no target: inputs and attestations. */
  readonly target?: ReportedTarget;
  readonly results: readonly Result[];
};

/** The results of each target, in the order of the report; those that are asked of none come last. */
export function byTarget(results: readonly Result[], targets: readonly ReportedTarget[]): readonly OfTarget[] {
  const known = new Map(targets.map((target) => [target.name, target]));
  const byName = new Map<string | null, Result[]>(targets.map(({ name }) => [name, []]));
  for (const result of results) {
    const group = byName.get(result.target);
    if (group === undefined) byName.set(result.target, [result]);
    else group.push(result);
  }
  return [...byName].map(([name, some], index) => {
    const target = name === null ? undefined : known.get(name);
    const base = { id: `target-${index}` as const, name: name ?? "Answers and attestations", results: some };
    return target === undefined ? base : { ...base, target };
  });
}

function ofTarget({ id, name, results }: OfTarget, report: Report, open: boolean): Markup {
  const bad = results.filter(({ outcome, level }) => level !== "may" && (outcome === "unmet" || outcome === "unknown"));
  const words =
    results.length === 0
      ? "no requirement counts here"
      : bad.length === 0
        ? "nothing unmet or unknown"
        : `${counted(bad.length, "requirement")} unmet or unknown`;
  return element(
    "details",
    { class: "target", open },
    element("summary", {}, element("h3", {}, longText(name)), " ", element("small", {}, words)),
    // A link to what is inside unfolds it.
    element("div", { id }, areasOf(results, report)),
  );
}

function areasOf(results: readonly Result[], report: Report): Child {
  const heading = hasManyTargets(report) ? "h4" : "h3";
  // Each line says what its parts are to whoever hears it; who sees it sees the columns.
  const heads = element(
    "div",
    { class: ["line", "heads"], "aria-hidden": "true" },
    ["Outcome", "Requirement", "Expected", "Observed"].map((word) => element("span", {}, word)),
  );
  const shown = areas.filter((area) => results.some((result) => result.area === area));
  const rows = shown.map((area) => {
    const some = results.filter((result) => result.area === area);
    return [
      element(heading, {}, areaWords[area]),
      element(
        "ul",
        { class: "rows" },
        some.map((result) => element("li", {}, rowMarkup(result, report))),
      ),
    ];
  });
  return [heads, rows];
}

function rowMarkup(result: Result, report: Report): Markup {
  const { expected, observed, below } = rowOf(result, report);
  const label = (word: string): Child => [element("span", { class: "label" }, word), " "];
  return element(
    "details",
    {},
    element(
      "summary",
      { class: ["line", markOf(result)] },
      element("span", {}, outcomeBadge(result)),
      " ",
      element("span", {}, element("b", {}, longText(nameOf(result))), " ", element("small", {}, result.level)),
      " ",
      element("span", {}, expected === "" ? null : [label("Expected"), longText(expected)]),
      " ",
      element(
        "span",
        {},
        label(result.outcome === "unknown" ? "Not known:" : "Observed"),
        longText(observed),
        below.map((one) => [" ", element("small", {}, longText(one))]),
      ),
    ),
    evidence(result, report),
  );
}
