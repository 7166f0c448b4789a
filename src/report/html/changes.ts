import type { Report } from "../report.ts";
import { markOf } from "../rows.ts";
import type { Change, Since, Stand } from "../since.ts";
import { differenceWords } from "../why-changed.ts";
import { counted } from "../words.ts";
import { apart, element, joined, longText, type Child, type Markup } from "./markup.ts";
import { badge, hasManyTargets, part, timeWords } from "./view.ts";

/** So many changes are shown one by one, so many values. */
const mostChanges = 200;
const mostValues = 50;

/** What changed since the report that --since names, the worst first. */
export function changes(report: Report): Markup | null {
  const { since } = report;
  if (since === undefined) return null;
  const isMany = hasManyTargets(report);
  const worstFirst = since.changes.toReversed();
  const more = worstFirst.length - mostChanges;
  return part("changes", `What changed since ${timeWords(since.startedAt)}`, [
    element("p", {}, "Compared with ", apart(since.file, 600), ". ", remarks(since)),
    worstFirst.length === 0
      ? element("p", {}, since.values.length === 0 ? "Nothing changed." : "No outcome changed.")
      : element(
          "ul",
          { class: "plain" },
          worstFirst.slice(0, mostChanges).map((change) => changed(change, isMany)),
        ),
    more > 0 ? element("p", {}, `And ${more} more, in the JSON report.`) : null,
    quietly(since, isMany),
  ]);
}

function remarks({ verdict, complete, differs }: Since): Child {
  // Of a part it is never said that the place is ready.
  const turned =
    complete && verdict.from !== verdict.to ? `The verdict was ${verdict.from}, and is ${verdict.to}. ` : "";
  const partly = complete ? "" : "Compared is only what both runs looked at. ";
  const other =
    differs.length === 0 ? null : ["What differs: ", apart(differs.map(differenceWords).join("; "), 2000), "."];
  return [turned, partly, other];
}

const titleOf = ({ title, subject, target }: Change, isMany: boolean): string =>
  [title, ...(subject === null ? [] : [subject]), ...(isMany && target !== null ? [`(${target})`] : [])].join(" ");

function changed(change: Change, isMany: boolean): Markup {
  const { level, from, to, why } = change;
  return element(
    "li",
    {},
    element("b", {}, longText(titleOf(change, isMany))),
    ": ",
    from === null ? "new" : standing(from, level),
    " → ",
    to === null ? "gone" : standing(to, level),
    ". ",
    apart(why, 600),
  );
}

function standing({ outcome }: Stand, level: Change["level"]): Markup {
  const word = outcome.replace("-", " ");
  return level === null || outcome === "not-applicable" ? badge("note", word) : badge(markOf({ outcome, level }), word);
}

/** What differs and decided nothing. */
function quietly({ values }: Since, isMany: boolean): Child {
  if (values.length === 0) return null;
  const said = values
    .slice(0, mostValues)
    .map((one): Child => [apart(titleOf(one, isMany), 600), " ", apart(one.why, 600)]);
  const more = values.length - said.length;
  return element(
    "details",
    {},
    element("summary", {}, `The same outcome, seen or asked otherwise: ${counted(values.length, "requirement")}`),
    element("p", {}, joined(said, "; "), more > 0 ? `; and ${more} more` : "", "."),
  );
}
