import { canonical } from "../facts/json.ts";
import { areas } from "../kinds/declaration.ts";
import { kindNamed } from "../kinds/registry.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { Result } from "../judge/outcome.ts";
import { factsById, holdingById } from "./remembered.ts";
import { hostName, hostNames, hostRows, isOfLost, lostTargets } from "./hosts.ts";
import type { Report } from "./report.ts";
import type { Mark } from "./style.ts";
import type { Group, Row } from "./row.ts";
import { areaWords, expectedWords, listed, observedWords } from "./words.ts";

/** Results that count here and now; those set aside are counted elsewhere. */
export const counting = (report: Report): readonly Result[] =>
  report.results.filter((result) => result.outcome !== "not-applicable");

/** The groups of a report in the order in which an operator works. */
export function groupsOf(report: Report, verbose: boolean): readonly Group[] {
  const lost = lostTargets(report);
  const results = counting(report).filter((result) => !isOfLost(result, lost));
  // Each reason is pointed to once, where it stands first.
  const explained = new Set<string>();
  const told = new Set<string>();
  const hosts = hostRows(report);
  const groups = areas.flatMap((area): Group[] => {
    const own = results.filter((result) => result.area === area);
    if (own.length === 0) return [];
    const rows = verbose
      ? own.map((result) => {
          const row = rowOf(result, report);
          const below = [...row.below, ...witnesses(result, report, told), ...explaining(result, explained)];
          return { ...row, below };
        })
      : rowsOf(own, report);
    return [{ title: areaWords[area], rows }];
  });
  return hosts.length === 0 ? groups : [{ title: "Hosts", rows: hosts }, ...groups];
}

/**
 * One row for what was found alike on several hosts. It names them only where others were found otherwise. What is met
 * needs no host to look at: there the values stand beside one another.
 */
function rowsOf(results: readonly Result[], report: Report): readonly Row[] {
  const alike = new Map<string, Alike>();
  const asked = new Map<string, number>();
  for (const result of results) {
    const row = { ...rowOf(result, report), title: plainTitleOf(result) };
    const which = canonical([result.id, result.subject, result.vantage]);
    const found = row.mark === "met" ? [row.mark, row.expected] : row;
    const key = canonical([which, found]);
    const group = alike.get(key) ?? { row, which, observed: new Set(), targets: [] };
    group.observed.add(row.observed);
    group.targets.push(...(result.target === null ? [] : [result.target]));
    alike.set(key, group);
    asked.set(which, (asked.get(which) ?? 0) + 1);
  }
  return [...alike.values()].map(({ row, which, observed, targets }) => {
    const told = { ...row, observed: severalWords([...observed]) };
    const isOfAll = targets.length === asked.get(which) && targets.length > 1;
    if (report.targets.length < 2 || targets.length === 0 || isOfAll) return told;
    return { ...told, below: [`on ${hostNames(targets)}`, ...row.below] };
  });
}

type Alike = {
  readonly row: Row;
  /** The requirement, subject and vantage that it is about. */
  readonly which: string;
  readonly observed: Set<string>;
  readonly targets: string[];
};

const severalWords = (observed: readonly string[]): string =>
  observed.length > 3 ? `${observed.slice(0, 2).join("; ")}; and ${observed.length - 2} others` : observed.join("; ");

/** Titles of results, each once, with the hosts that it is about where there are several: "Engine (app1 and app2)". */
export function titlesOf(results: readonly Result[], report: Report): readonly string[] {
  if (report.targets.length < 2) return [...new Set(results.map(plainTitleOf))];
  const order = report.targets.map(({ name }) => name);
  const hosts = new Map<string, ReadonlySet<string>>();
  for (const result of results) {
    const before = hosts.get(plainTitleOf(result)) ?? [];
    hosts.set(plainTitleOf(result), new Set([...before, ...(result.target === null ? [] : [result.target])]));
  }
  return [...hosts].map(([title, names]) =>
    names.size === 0 ? title : `${title} (${hostNames(order.filter((name) => names.has(name)))})`,
  );
}

const withSubject = ({ title, subject }: Result): string => (subject === null ? title : `${title} ${subject}`);

/** The title of a result without the host that it is about. */
const plainTitleOf = (result: Result): string =>
  `${withSubject(result)}${result.vantage === "engine" ? " (engine)" : ""}`;

/** The title of a result, with what tells it from others of the same requirement. */
export function titleOf(result: Result, report: Report): string {
  const isElsewhere = report.targets.length > 1 && result.target !== null;
  const where = [
    ...(isElsewhere ? [hostName(result.target ?? "")] : []),
    // From within a container all is seen that is seen of it: its target's name says so.
    ...(result.vantage === "engine" ? ["engine"] : []),
  ];
  return `${withSubject(result)}${where.length === 0 ? "" : ` (${where.join(", ")})`}`;
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
  const holding = holdingById(report.results);
  const titles = [...new Set(result.needs.flatMap((id) => (holding.get(id) ?? []).map((one) => one.title)))];
  return titles.length === 0 ? result.needs : titles;
}

function seen(result: Result, report: Report): string {
  const observed = result.observed === null ? result.reason : observedWords(result.observed);
  const records = factsOf(result, report);
  const remarks = [...new Set([...records.flatMap(pathsOf), ...records.flatMap((record) => record.note ?? [])])];
  return [observed, ...remarks].join(", ");
}

/** The facts that decided a result, in the order of the report. */
export function factsOf(result: Result, report: Report): readonly FactRecord[] {
  const byId = factsById(report.facts);
  return [...new Set(result.facts)]
    .flatMap((id) => byId.get(id) ?? [])
    .toSorted((a, b) => a.at - b.at)
    .map(({ record }) => record);
}

/** The paths that were asked about: "81 GB free" says little without. Of several those that the witness names. */
function pathsOf(record: FactRecord): readonly string[] {
  const declared = kindNamed(record.kind)?.arguments ?? {};
  const paths = Object.entries(record.arguments).flatMap(([name, value]) =>
    declared[name]?.type === "path" && typeof value === "string" ? [value] : [],
  );
  const named = paths.filter((path) => record.by.includes(path));
  return named.length > 0 || paths.length > 1 ? named : paths;
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
