import { atLeast, grades, type Grade } from "../facts/fact.ts";
import type { Moment } from "../kinds/declaration.ts";
import { clauseMoments, type Clause } from "../spec/clause.ts";
import type { Requirement } from "../spec/requirement.ts";
import { judgeClause, unknownFor, type Accepted } from "./clause.ts";
import type { Branch, Judged } from "./outcome.ts";
import type { Place } from "./place.ts";
import { reasonsTogether, settlingAll } from "./settling.ts";
import { subjectsAt } from "./subjects.ts";

/** `note`: what a reader should know beside the reason. */
type Noted = Judged & { readonly note?: string };
export type JudgedRequirement = Noted & { readonly branches?: readonly Branch[] };

export const clauseKind = (clause: Clause): string => (clause.is === "pending" ? clause.kind : clause.kind.name);

/** The word that a report uses for the kind of a requirement. */
export const requirementKind = (requirement: Requirement): string =>
  requirement.joined === "one" ? clauseKind(requirement.clauses[0]) : requirement.joined;

/** Judges what a requirement asks, its branches joined. */
export function judgeClauses(requirement: Requirement, place: Place, accepted?: Accepted): JudgedRequirement {
  if (requirement.joined === "one") return judgeClause(requirement.clauses[0], place, accepted);
  const branches = branchesAt(requirement, place.situation.moment).map(({ clause, counts }): Branch => ({
    kind: clauseKind(clause),
    ...(counts || clause.is === "pending" ? judgeBranch(clause, place, accepted) : notYet(clause)),
  }));
  const whole = requirement.joined === "anyOf" ? anyOf(branches) : allOf(branches);
  return { ...whole, branches: branches.map(({ ownShortfall: _own, shortfalls: _shortfalls, ...branch }) => branch) };
}

type CountingBranch = { readonly clause: Clause; readonly counts: boolean };

/**
 * Where a requirement names no moments, each branch counts when its kind does. One that does not count now is left out:
 * the others decide. Only of `anyOf` one that is still to come stays, and is open: it may yet be what is met.
 */
function branchesAt(requirement: Requirement, moment: Moment): readonly CountingBranch[] {
  const all = requirement.clauses.map((clause) => ({ clause, counts: countsAt(clause, requirement, moment) }));
  const isToCome = requirement.joined === "anyOf" && moment === "install";
  return isToCome ? all : all.filter(({ counts }) => counts);
}

export const countsAt = (
  clause: Clause,
  { joined, namesMoments }: Pick<Requirement, "joined" | "namesMoments">,
  moment: Moment,
): boolean => joined === "one" || namesMoments || clauseMoments(clause).includes(moment);

const notYet = (clause: Clause): Judged =>
  unknownFor("not-observed", `${clauseKind(clause)} counts at ${clauseMoments(clause).join(", ")}`);

/** A branch is one answer, so one whose kind answers of several things is met if all of them are. */
function judgeBranch(clause: Clause, place: Place, accepted?: Accepted): Judged {
  const listed = subjectsAt(clause, place);
  if (listed === undefined) return judgeClause(clause, place, accepted);
  const { subjects, blind } = listed;
  const kind = clauseKind(clause);
  const each = subjects.map(({ name, index }) => {
    const here = { ...place, subject: name, ...(index === undefined ? {} : { item: index }) };
    const judged = judgeClause(clause, here, accepted);
    return { kind, ...judged, reason: `${name}: ${judged.reason}` };
  });
  return allOf(blind === undefined ? each : [...each, { kind, ...unknownFor(blind.code, blind.text, blind.settle) }]);
}

/** One met makes it met; all unmet, unmet; else unknown. An observed shortfall outweighs an attestation of the same. */
function anyOf(branches: readonly Branch[]): Noted {
  // Of the same: a disk short of inodes says nothing of its encryption.
  const observed = branches.some(
    ({ ownShortfall, grade }) => ownShortfall === true && grade !== null && atLeast(grade, "observed"),
  );
  const counting = observed ? branches.filter((one) => one.kind !== "attest") : branches;
  const whole = anyOfCounting(counting);
  const isOutweighed = observed && branches.some((one) => one.kind === "attest" && one.outcome === "met");
  return isOutweighed && whole.outcome !== "met" ? withNote(whole, outweighed) : whole;
}

const outweighed = "it was attested, but what was seen counts";
const withNote = (judged: Judged, note: string): Noted => ({ ...judged, reason: `${judged.reason}; ${note}`, note });

function anyOfCounting(counting: readonly Branch[]): Judged {
  const met = counting.find((one) => one.outcome === "met");
  if (met !== undefined) return withoutKind(met);
  const unmet = counting.filter((one) => one.outcome === "unmet");
  const [first] = unmet;
  if (first !== undefined && unmet.length === counting.length)
    return { ...together(first, unmet, " or "), outcome: "unmet" };
  return cheapest(counting.filter((one) => one.outcome === "unknown"));
}

/** All met makes it met; one unmet, unmet; else unknown. */
function allOf(branches: readonly Branch[]): Judged {
  for (const outcome of ["unmet", "unknown"] as const) {
    const deciding = branches.filter((one) => one.outcome === outcome);
    const [first] = deciding;
    if (first !== undefined) return { ...together(first, deciding, " and "), outcome };
  }
  const [first] = branches.filter((one) => one.outcome === "met");
  if (first === undefined) throw new Error("a requirement without branches was not refused");
  const whole = together(first, branches, " and ");
  const rest = whole.facts.filter((id) => id !== first.facts[0]);
  return { ...whole, grade: weakestOf(branches), outcome: "met", facts: [first.facts[0], ...rest] };
}

/** A whole is known as well as its least known part. */
const weakestOf = (branches: readonly Branch[]): Grade | null =>
  grades.find((grade) => branches.some((one) => one.grade === grade)) ?? null;

function withoutKind(branch: Branch): Judged {
  const { kind: _kind, ...judged } = branch;
  return judged;
}

const words = (parts: readonly (string | null)[], by: string): string | null => {
  const found = [...new Set(parts.filter((part) => part !== null))];
  return found.length === 0 ? null : found.join(by);
};

type Together = Omit<Judged, "outcome" | "facts"> & { readonly facts: readonly string[] };

/** The words of several branches, the first of which decides code and field. */
function together(first: Branch, branches: readonly Branch[], by: " or " | " and "): Together {
  const expected = branches.map((one) => one.expected);
  const observed = branches.map((one) => one.observed);
  const { settle: _settle, partly: _partly, ...whole } = withoutKind(first);
  return {
    ...whole,
    reason: reasonsTogether(branches.map((one) => one.reason)),
    expected: words(expected, by),
    observed: words(observed, ", "),
    facts: [...new Set(branches.flatMap((one) => one.facts))],
    shortfalls: branches.flatMap((one) => one.shortfalls ?? []),
    ...settlingAll(branches),
  };
}

/** Of several open branches, the one that is settled most cheaply: an answer by a person before a change of the place. */
function cheapest(unknown: readonly Branch[]): Judged {
  const [first] = unknown;
  if (first === undefined) throw new Error("anyOf is neither met, nor unmet, nor unknown");
  const easy =
    unknown.find((one) => one.reasonCode === "input-open") ?? unknown.find((one) => one.settle !== undefined);
  const looked = unknown.find((one) => one.reasonCode !== "input-open" && one.reasonCode !== "not-yet") ?? first;
  const reason = easy === undefined || easy === looked ? looked.reason : `${looked.reason}; or ${easy.reason}`;
  const { settle: _settle, partly: _partly, ...whole } = together(looked, unknown, " or ");
  // One branch that is met is enough: what ends its reasons ends it.
  const { settle, partly } = easy ?? looked;
  return {
    ...whole,
    reason,
    outcome: "unknown",
    ...(settle === undefined ? {} : { settle }),
    ...(partly === undefined ? {} : { partly }),
  };
}
