import type { Result, StatedAt } from "../../judge/outcome.ts";
import type { Report } from "../report.ts";
import { markOf } from "../rows.ts";
import type { Mark, Style } from "../style.ts";
import { listed } from "../words.ts";
import { Link, type Id } from "./link.ts";
import { apart, element, joined, type Child, type Markup } from "./markup.ts";

/** Words that a terminal would be given too; the page breaks lines by itself. */
export const pageStyle: Style = { columns: 1000, colour: false, unicode: true };

/** A part of the page with its heading. */
export const part = (id: Id, title: string, children: Child): Markup =>
  element("section", { id }, element("h2", {}, title), children);

/** A state by sign, word and colour: the sign comes with the class, and the word is always there. */
export const badge = (mark: Mark, word: string): Markup => element("b", { class: ["mark", mark] }, word);

export const outcomeBadge = (result: Pick<Result, "outcome" | "level">): Markup =>
  badge(markOf(result), result.outcome.replace("-", " "));

/** What tells a result from others of the same target. */
export function nameOf({ title, subject, vantage }: Pick<Result, "title" | "subject" | "vantage">): string {
  const from = vantage === null || vantage === "host" ? "" : ` (seen from the ${vantage})`;
  return `${title}${subject === null ? "" : ` ${subject}`}${from}`;
}

/** Whether results are of several targets: the controller may be one beside the only one that was named. */
export const hasManyTargets = ({ targets, results }: Report): boolean =>
  targets.length > 1 || results.some(({ target }) => target !== null && target !== targets[0]?.name);

/** So many names are told in a line. */
const mostNames = 6;
const mostTitles = 12;

export function fewOf(names: readonly string[], most = mostNames): string {
  if (names.length <= most + 1) return listed(names);
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** Names of results; where there are many targets, with those that they are about, told once where all are about the same. */
export function namesOf(results: readonly Result[], report: Report): string {
  const isMany = hasManyTargets(report);
  const byName = new Map<string, string[]>();
  for (const result of results) {
    const name = nameOf(result);
    byName.set(name, [...(byName.get(name) ?? []), ...(result.target === null ? [] : [result.target])]);
  }
  const where = (on: readonly string[]): string => {
    if (!isMany || on.length === 0) return "";
    return on.length > 1 && on.length === report.targets.length ? " (on all targets)" : ` (on ${fewOf(on)})`;
  };
  const places = new Set([...byName.values()].map(where));
  const [place = ""] = places;
  return places.size === 1
    ? `${fewOf([...byName.keys()], mostTitles)}${place}`
    : fewOf(
        [...byName].map(([name, on]) => `${name}${where(on)}`),
        mostTitles,
      );
}

/** A time as it is read: "2026-01-01 00:00:00 UTC". What is no time stays as it is. */
export const timeWords = (time: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(time) ? `${time.slice(0, 19).replace("T", " ")} UTC` : time;

/** A link, or the text alone where the address is none that may be followed. */
export function linked(address: string, words: string): Child {
  const link = Link.https(address);
  return link === null ? apart(words) : element("a", { href: link }, apart(words));
}

/** Where a requirement was stated: its statements by section, and the page that they stand on. */
export function statedAt(from: readonly StatedAt[], { sources }: Report): readonly Child[] {
  const bySource = new Map<string | null, string[]>();
  for (const origin of from) {
    if ("derived" in origin) continue;
    const { source, statement, section, item } = origin;
    const place = section === null ? statement : `${section}${item === null ? "" : `, item ${item}`} (${statement})`;
    bySource.set(source, [...(bySource.get(source) ?? []), place]);
  }
  const stated = [...bySource].map(([id, places]): Child => {
    const source = sources.find((one) => one.id === id);
    const statements = joined(
      [...new Set(places)].map((place) => apart(place)),
      "; ",
    );
    return source === undefined ? statements : [statements, " of ", linked(source.url, source.title)];
  });
  const derived = from.flatMap((origin): readonly Child[] =>
    "derived" in origin ? [["derived: ", apart(origin.derived, 600)]] : [],
  );
  return [...stated, ...derived];
}
