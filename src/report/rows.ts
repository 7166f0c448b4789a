import { areas, type Area } from "../kinds/declaration.ts";
import { kindNamed } from "../kinds/registry.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { Result } from "../judge/outcome.ts";
import type { Report } from "./report.ts";
import type { Mark } from "./style.ts";
import { areaWords, expectedWords, listed, observedWords } from "./words.ts";

/** One line of the list: what was asked, what must be, what was seen or why it was not. Texts are not yet made visible. */
export type Row = {
  readonly mark: Mark;
  readonly title: string;
  readonly expected: string;
  readonly observed: string;
  /** Lines of their own below: who accepted it, who saw it. */
  readonly below: readonly string[];
};

export type Group = { readonly title: string; readonly rows: readonly Row[] };

/** Results that count here and now; those set aside are counted elsewhere. */
export const counting = (report: Report): readonly Result[] =>
  report.results.filter((result) => result.outcome !== "not-applicable");

/** The groups of a report in the order in which an operator works. */
export function groupsOf(report: Report, verbose: boolean): readonly Group[] {
  const results = counting(report);
  const title = (area: Area): string => areaWords[area];
  // Each reason is pointed to once, where it stands first.
  const explained = new Set<string>();
  const told = new Set<string>();
  return areas.flatMap((area): Group[] => {
    const rows = results
      .filter((result) => result.area === area)
      .map((result) => {
        const row = rowOf(result, report);
        if (!verbose) return row;
        return { ...row, below: [...row.below, ...witnesses(result, report, told), ...explaining(result, explained)] };
      });
    return rows.length === 0 ? [] : [{ title: title(area), rows }];
  });
}

/** The title of a result, with what tells it from others of the same requirement. */
export function titleOf(result: Result, report: Report): string {
  const subject = result.subject === null ? "" : ` ${result.subject}`;
  const isElsewhere = report.targets.length > 1 && result.target !== null;
  const where = [
    ...(isElsewhere ? [result.target ?? ""] : []),
    // From within a container all is seen that is seen of it: its target's name says so.
    ...(result.vantage === "engine" ? ["engine"] : []),
  ];
  return `${result.title}${subject}${where.length === 0 ? "" : ` (${where.join(", ")})`}`;
}

export function markOf({ outcome, level }: Pick<Result, "outcome" | "level">): Mark {
  if (outcome === "met") return "met";
  if (level === "may") return "note";
  if (outcome === "waived" || level === "should") return "warning";
  return outcome === "unmet" ? "unmet" : "unknown";
}

export function rowOf(result: Result, report: Report): Row {
  const title = titleOf(result, report);
  // What the sizing assumes is its title; the condition behind it is for the author.
  const expected = result.kind === "sizing" ? "" : expectedWords(result.expected ?? "");
  return {
    mark: markOf(result),
    title,
    // "Root" that must be "root" says the same thing twice.
    expected: expected.toLowerCase() === title.toLowerCase() ? "" : expected,
    observed: result.outcome === "unknown" ? whyUnknown(result, report) : seen(result, report),
    below: [...acceptedBy(result), ...(result.note === undefined ? [] : [result.note])],
  };
}

/** Why nothing is known, in the words that would end it where there are such. */
export function whyUnknown(result: Result, report: Pick<Report, "results">): string {
  if (result.reasonCode === "waits") return `waits for ${listed(awaited(result, report))}`;
  if (result.reasonCode === "not-yet") return "this version cannot look yet";
  if (result.reasonCode === "input-open" && result.settle?.startsWith("--") === true) return `needs ${result.settle}`;
  // The time to the millisecond, once for each look, would hide the rest: that it is too old says it all.
  const parts = result.reason.split("; ").map((one) => (tooOld.test(one) ? "seen too long ago" : one));
  return [...new Set(parts)].join("; ");
}

const tooOld = /^seen on \S+, which is older than is accepted$/;

/** Titles of the needed requirements that hold this one back. */
function awaited(result: Result, report: Pick<Report, "results">): readonly string[] {
  const holding = report.results.filter(
    (one) => result.needs.includes(one.id) && (one.outcome === "unmet" || one.outcome === "unknown"),
  );
  const titles = [...new Set(holding.map((one) => one.title))];
  return titles.length === 0 ? result.needs : titles;
}

function seen(result: Result, report: Report): string {
  const observed = result.observed === null ? result.reason : observedWords(result.observed);
  const records = factsOf(result, report);
  const remarks = [...new Set([...records.flatMap(pathsOf), ...records.flatMap((record) => record.note ?? [])])];
  return [observed, ...remarks].join(", ");
}

/** Where each fact of a report stands, made once: hundreds of hosts have tens of thousands. */
const places = new WeakMap<Report, ReadonlyMap<string, number>>();

function placesIn(report: Report): ReadonlyMap<string, number> {
  const known = places.get(report) ?? new Map(report.facts.map(({ id }, index) => [id, index]));
  places.set(report, known);
  return known;
}

/** The facts that decided a result, in the order of the report. */
export function factsOf(result: Result, report: Report): readonly FactRecord[] {
  const known = placesIn(report);
  const indexes = [...new Set(result.facts)].flatMap((id) => known.get(id) ?? []);
  return indexes.toSorted((a, b) => a - b).flatMap((index) => report.facts[index] ?? []);
}

/** The paths that were asked about: "81 GB free" says little without. */
function pathsOf(record: FactRecord): readonly string[] {
  const declared = kindNamed(record.kind)?.arguments ?? {};
  return Object.entries(record.arguments).flatMap(([name, value]) =>
    declared[name]?.type === "path" && typeof value === "string" ? [value] : [],
  );
}

/** Where the reason of what is not met is explained, unless that was said before. */
function explaining({ outcome, reasonCode }: Result, explained: Set<string>): readonly string[] {
  if (outcome === "met" || explained.has(reasonCode)) return [];
  explained.add(reasonCode);
  return [`why: footing explain ${reasonCode}`];
}

const acceptedBy = ({ waiver }: Result): readonly string[] =>
  waiver === null ? [] : [`accepted by ${waiver.by} until ${waiver.until}: ${waiver.reason}`];

/** Who saw what. A fact that was told below a row before is not told again. */
function witnesses(result: Result, report: Report, told: Set<string>): readonly string[] {
  const records = factsOf(result, report).filter((record) => !isUnattested(record));
  const fresh = records.filter(({ id }) => !told.has(id));
  for (const { id } of fresh) told.add(id);
  const again = fresh.length === records.length ? [] : [fresh.length === 0 ? "as above" : "the rest as above"];
  return [...fresh.map(witnessWords), ...again];
}

/** Nobody saw it, and the row says so. */
const isUnattested = ({ kind, state }: FactRecord): boolean => kind === "attest" && state === "unknown";

function witnessWords(record: FactRecord): string {
  const said = record.state === "seen" ? "seen" : record.state === "absent" ? "seen to be absent" : "not seen";
  return `${record.field} ${said} by ${record.by}, ${record.grade}, ${Math.round(record.ms)} ms`;
}
