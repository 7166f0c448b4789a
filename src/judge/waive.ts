import { isNamed } from "../facts/url-query.ts";
import type { LookClause } from "../spec/clause.ts";
import { readMatcher, type Matcher } from "../spec/matcher.ts";
import { Reader } from "../spec/problem.ts";
import type { Waiver } from "../spec/site.ts";
import { judgeClauses, type JudgedRequirement } from "./joined.ts";
import type { Result } from "./outcome.ts";
import type { Place } from "./place.ts";

/** A waiver counts to the end of its last day, UTC. */
export const isInForce = (waiver: Pick<Waiver, "until">, now: string): boolean => now.slice(0, 10) <= waiver.until;

/**
 * Takes an unmet result as waived if a waiver for it is in force and what it accepts is met. Everything else that was
 * expected is judged as before: a waiver of the size does not waive a disk that cannot be written.
 */
export function waive(result: Result, place: Place): Result {
  const { waivers, now } = place.situation;
  const fitting = waivers.filter(
    (waiver) =>
      waiver.requirement === result.id &&
      (waiver.subject === null || isNamed(result.subject, waiver.subject)) &&
      (waiver.target === null || waiver.target === result.target),
  );
  const inForce = fitting.filter((one) => isInForce(one, now));
  const tried = inForce.map((one) => ({ one, again: judgeClauses(place.requirement, place, acceptedBy(one)) }));
  const accepting = tried.find(({ again }) => again.outcome === "met")?.one;
  if (accepting !== undefined) return waived(result, accepting, acceptedWords(accepting, place));
  const [tooLittle] = tried;
  if (tooLittle !== undefined) {
    const { one, again } = tooLittle;
    return noted(result, `the waiver by ${one.by} accepts ${acceptedWords(one, place)}, ${whyNot(one, again)}`);
  }
  const [expired] = fitting;
  return expired === undefined ? result : noted(result, `the waiver by ${expired.by} expired on ${expired.until}`);
}

/** Why what a waiver accepts is not enough. */
function whyNot(waiver: Waiver, { outcome, field, reason, shortfalls = [] }: JudgedRequirement): string {
  const blind = field === undefined || field === "that" ? "something else" : field;
  if (outcome === "unknown") return `and ${blind} is not known, which cannot be waived: ${reason}`;
  const isShort = shortfalls.some(({ clause, judged }) => acceptedBy(waiver)(clause).has(judged.field));
  return isShort ? "and it falls short of that too" : `and something else falls short: ${reason}`;
}

const noted = (result: Result, words: string): Result => {
  const note = result.note === undefined ? words : `${result.note}; ${words}`;
  return { ...result, reason: `${result.reason}; ${words}`, note };
};

function waived(result: Result, { by, reason, until }: Waiver, accept: string): Result {
  return {
    ...result,
    outcome: "waived",
    reasonCode: "waived",
    reason: `${result.reason}; accepted by ${by} until ${until}`,
    waiver: { by, reason, until, accept },
  };
}

/** What a waiver accepts of one clause, read by its own fields: two branches may have a field of one name and two types. */
export const acceptedBy =
  (waiver: Waiver) =>
  (clause: LookClause): ReadonlyMap<string, Matcher> => {
    const accepted = new Map<string, Matcher>();
    for (const { field, node } of waiver.accept) {
      const declared = Object.hasOwn(clause.answers, field) ? clause.answers[field] : undefined;
      const matcher = declared === undefined ? undefined : readMatcher(declared, node, new Reader(waiver.source));
      if (matcher !== undefined) accepted.set(field, matcher);
    }
    return accepted;
  };

function acceptedWords(waiver: Waiver, { requirement }: Place): string {
  const looks = requirement.clauses.filter((clause) => clause.is === "look");
  const words = looks.flatMap((clause) =>
    [...acceptedBy(waiver)(clause)].map(([field, { text }]) => `${field} ${text}`),
  );
  return [...new Set(words)].join(", ");
}
