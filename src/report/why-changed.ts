import { canonical } from "../facts/json.ts";
import type { Result } from "../judge/outcome.ts";
import { asVerb } from "../judge/words.ts";
import type { Compared } from "./differences.ts";
import { whyUnknown } from "./rows.ts";
import type { Difference, Earlier, EarlierFact, EarlierResult, Stand } from "./since.ts";
import { expectedWords, observedWords } from "./words.ts";

/** The two reports, and what they do not have in common. */
export type Comparing = {
  readonly earlier: Earlier;
  readonly report: Compared;
  readonly differs: readonly Difference[];
  /** The facts of both, by their ids. */
  readonly factsBefore: ReadonlyMap<string, EarlierFact>;
  readonly factsNow: ReadonlyMap<string, EarlierFact>;
};

export const arrow = " → ";

/** So many answers are named as the cause of one change. */
const mostAnswers = 3;

/** Why a requirement that stands in both reports stands otherwise: what decided first, then what else changed about it. */
export function whyChanged(from: EarlierResult, to: Result, comparing: Comparing): string {
  const demand = demandChanged(from, to, comparing);
  const answers = demand === undefined && !dependsOnAnswers(from, to) ? [] : answersFor(from, to, comparing);
  const isAnswered = answers.length > 0 && answerCodes.includes(from.reasonCode);
  const seen = isAnswered ? [`now ${heardNow(to, comparing.report)}`] : standingNow(from, to, { comparing, demand });
  const causes = [
    ...(isAnswered ? [...answers, ...seen] : seen),
    demand,
    ...(isAnswered ? [] : answers),
    acceptance(from, to),
  ].flatMap((cause) => cause ?? []);
  return (causes.length === 0 ? otherwise(to, comparing) : causes).join("; ");
}

type Told = { readonly comparing: Comparing; readonly demand: string | undefined };

/** What came of it: why it counts now or does not, or what was seen otherwise. */
function standingNow(from: EarlierResult, to: Result, { comparing, demand }: Told): readonly string[] {
  if (from.outcome === "not-applicable" || to.outcome === "not-applicable") return countsNow(from, to, comparing);
  // In another unit, since the demand is written in another.
  if (demand !== undefined && isSeenTheSame(from, to, comparing)) return [];
  return [seenOtherwise(from, to, comparing.report) ?? []].flat();
}

/** Why a requirement is new, and how it stands. */
export function whyNew(to: Result, comparing: Comparing): string {
  const cause = whyAlone(to, comparing.earlier.targets, comparing) ?? [];
  return [cause, `now ${heardNow(to, comparing.report)}`].flat().join("; ");
}

export const whyGone = (from: EarlierResult, comparing: Comparing): string =>
  whyAlone(from, comparing.report.targets, comparing) ?? "it is asked no more";

type Targets = readonly { readonly name: string }[];

/** Why one report alone speaks of it: `others` are the targets of the one that does not. */
function whyAlone(one: EarlierResult | Result, others: Targets, { differs }: Comparing): string | undefined {
  if (one.target !== null && !others.some(({ name }) => name === one.target)) {
    return `the other run did not look at ${one.target}`;
  }
  const changed = differs.find(({ what }) => what === "edition" || what === "requirements");
  return changed === undefined ? undefined : differenceWords(changed);
}

/** "moment install → run"; of a file only that it changed, since a digest says nothing to people. */
export function differenceWords({ what, name, from, to }: Difference): string {
  if (what === "requirements") return "the requirements file changed";
  const about = what === "answer" ? (name ?? "") : name === null ? what : `${what} of ${name}`;
  return `${about} ${from ?? "none"}${arrow}${to ?? "none"}`;
}

/** What is compared of a stand: what was seen, or why nothing was. */
export const heard = (stand: Stand): string =>
  stand.outcome === "unknown" ? stand.reason : (stand.observed ?? stand.reason);

const heardNow = (to: Result, report: Compared): string =>
  to.outcome === "unknown" ? whyUnknown(to, report) : observedWords(heard(to));

function seenOtherwise(from: EarlierResult, to: Result, report: Compared): string | undefined {
  if (heard(from) === heard(to)) return undefined;
  const [before, after] = apart(from, to);
  const now = to.outcome === "unknown" ? whyUnknown(to, report) : observedWords(after);
  return `${from.outcome === "unknown" ? before : observedWords(before)}${arrow}${now}`;
}

/** The facts of one are among those of the other, with the same values: only how they are shown may differ. */
export function isSeenTheSame(from: EarlierResult, to: Result, comparing: Comparing): boolean {
  if (from.outcome === "unknown" || to.outcome === "unknown") return false;
  const before = new Map(said(from.facts, comparing.factsBefore));
  const after = new Map(said(to.facts, comparing.factsNow));
  const both = [...after].filter(([place]) => before.has(place));
  const isWhole = both.length > 0 && both.length === Math.min(before.size, after.size);
  return isWhole && both.every(([place, value]) => before.get(place) === value);
}

const said = (
  ids: readonly string[],
  facts: ReadonlyMap<string, EarlierFact>,
): readonly (readonly [string, string])[] =>
  ids.flatMap((id) => {
    const fact = facts.get(id);
    if (fact === undefined) return [];
    const { kind, target, subject, field, state, value } = fact;
    return [[canonical([kind, target, subject, field, fact.arguments]), canonical([state, value])] as const];
  });

/** Of two lists of values only what differs, where the same values stand in both. */
function apart(from: Stand, to: Stand): readonly [string, string] {
  const whole = [heard(from), heard(to)] as const;
  if (from.outcome === "unknown" || to.outcome === "unknown") return whole;
  const [before, after] = [namedParts(whole[0]), namedParts(whole[1])];
  const both = [...before.keys()].filter((name) => after.has(name) && before.get(name) !== after.get(name));
  const only = (parts: ReadonlyMap<string, string>): string => both.map((name) => parts.get(name) ?? "").join(", ");
  return both.length === 0 ? whole : [only(before), only(after)];
}

/** "240 GB size, readOnly: no" by the names of its values; nothing where a part has none. */
function namedParts(text: string): ReadonlyMap<string, string> {
  const parts = text.split(", ").map((part): [string | undefined, string] => {
    const [, first, , last] =
      /^(?:([a-z][A-Za-z]*)(: .*| absent| unknown| not kept)|\S+(?: [A-Za-z%]+)? ([a-z][A-Za-z]*))$/s.exec(part) ?? [];
    return [first ?? last, part];
  });
  return parts.some(([name]) => name === undefined)
    ? new Map()
    : new Map(parts.map(([name = "", part]) => [name, part]));
}

/** What is demanded, where it is another thing than before; a default that decides only in one of them is none. */
export function demandChanged(from: Stand, to: Stand, { differs }: Comparing): string | undefined {
  if (from.expected === null || to.expected === null || differs.length === 0) return undefined;
  const [before, after] = [from.expected.split(", "), to.expected.split(", ")];
  const [shorter, longer] = before.length <= after.length ? [before, after] : [after, before];
  const same = shorter.every((part) => longer.some((one) => one === part || one.endsWith(` ${part}`)));
  if (same) return undefined;
  return `must ${asVerb(expectedWords(to.expected))}, before ${expectedWords(from.expected)}`;
}

/** What sets a requirement aside, by the reason that it has then. */
const setAsideBy: ReadonlyMap<string, Difference["what"]> = new Map([
  ["later", "moment"],
  ["other-profile", "profile"],
]);

/** Why a requirement counts that did not, or does not any more; and how it stands if it counts now. */
function countsNow(from: EarlierResult, to: Result, { differs, report }: Comparing): readonly string[] {
  const idle = from.outcome === "not-applicable" ? from : to;
  const what = setAsideBy.get(idle.reasonCode);
  const changed = differs.find((one) => one.what === what);
  const counted = changed === undefined ? (idle === to ? [to.reason] : []) : [differenceWords(changed)];
  if (idle === to) return counted;
  return [...counted, heardNow(to, report)];
}

const answerCodes: readonly string[] = ["input-open", "open-reference", "condition-open", "condition-false"];
const dependsOnAnswers = (from: Stand, to: Stand): boolean =>
  answerCodes.includes(from.reasonCode) || answerCodes.includes(to.reasonCode);

/** Answers that changed: those that its own words name, else all. */
function answersFor(from: Stand, to: Stand, { differs, report }: Comparing): readonly string[] {
  const answers = differs.filter(({ what }) => what === "answer");
  const words = new Set(`${from.reason} ${to.reason} ${report.sizing?.by ?? ""}`.split(/[^A-Za-z0-9]+/));
  const named = answers.filter(({ name }) => words.has(name ?? ""));
  const some = named.length === 0 ? answers : named;
  const more = some.length > mostAnswers ? [`${some.length - mostAnswers} more answers`] : [];
  return [...some.slice(0, mostAnswers).map(differenceWords), ...more];
}

/** A waiver that came, or counts no more. */
function acceptance(from: EarlierResult, to: Result): string | undefined {
  if (to.waiver !== null) {
    return from.outcome === "waived" ? undefined : `accepted by ${to.waiver.by} until ${to.waiver.until}`;
  }
  if (from.outcome !== "waived" || to.outcome === "met") return undefined;
  return to.note ?? `the waiver by ${from.waiver?.by ?? "somebody"} is there no more`;
}

/** Nothing that was seen or asked differs: another Footing judges, or time has passed. */
function otherwise(to: Result, { differs }: Comparing): readonly string[] {
  const changed = differs.filter(({ what }) => what === "footing" || what === "edition" || what === "requirements");
  return [...changed.map(differenceWords), to.reason];
}
