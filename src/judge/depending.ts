import type { Moment } from "../kinds/declaration.ts";
import type { Clause } from "../spec/clause.ts";
import { entryOf } from "../spec/placed.ts";
import type { Requirement } from "../spec/requirement.ts";
import { clauseReferences } from "../spec/resolve.ts";
import type { Sizing } from "../spec/sizing.ts";
import { assumptionId } from "./assumptions.ts";
import { isUndecided, restingOf, type Interview, type Resting } from "./open-inputs.ts";
import { closedUnderNeeds } from "./order.ts";

/** What of a file counts in the run that the answers are for. */
export type Scope = {
  /** Undefined: whenever something counts. */
  readonly moment?: Moment;
  /** Undefined: all. */
  readonly only?: ReadonlySet<string>;
  readonly skip: ReadonlySet<string>;
};

/** A requirement, or what the sizing assumes, and the inputs that its outcome still rests on. */
export type Depending = {
  readonly title: string;
  /** Why it matters, where the file says so. */
  readonly because: string | null;
  /** An answer to one of these may change its outcome now. */
  readonly now: ReadonlySet<string>;
  /** Of those the ones that decide whether it applies. */
  readonly deciding: ReadonlySet<string>;
  /** These may matter once others are answered. */
  readonly later: ReadonlySet<string>;
};

const none: ReadonlySet<string> = new Set();

/** Everything whose outcome may depend on an input, as far as answers go. What does not apply is left out. */
export function dependingOn(interview: Interview, scope: Scope): readonly Depending[] {
  const { requirements, sizing } = interview.file;
  const only = scope.only === undefined ? undefined : closedUnderNeeds(scope.only, requirements);
  const counts = (id: string): boolean => !scope.skip.has(id) && only?.has(id) !== false;
  const counting = requirements.filter((one) => counts(one.id) && countsThen(one, interview, scope));
  const assumes = (sizing?.assumes ?? []).filter((_, index) => counts(assumptionId(index)));
  return [
    ...counting.flatMap((one) => ofRequirement(one, interview)),
    ...assumes.flatMap(({ when, text }) => ofAssumption(text, restingOf(when, interview))),
  ];
}

const countsThen = ({ profiles, moments }: Requirement, { profile }: Interview, { moment }: Scope): boolean =>
  (profiles === undefined || profile === null || profiles.includes(profile)) &&
  (moment === undefined || moments.includes(moment));

function ofAssumption(title: string, resting: Resting): readonly Depending[] {
  if (resting.is !== "unknown") return [];
  const because = "the sizing table holds only then";
  return [{ title, because, now: resting.inputs, deciding: resting.inputs, later: resting.inputs }];
}

function ofRequirement(requirement: Requirement, interview: Interview): readonly Depending[] {
  const { title, because = null, when } = requirement;
  const resting = restingOf(when, interview);
  if (resting.is === "false") return [];
  const clauses: readonly Clause[] = requirement.clauses;
  const reads = clauses.map((clause) => readBy(clause, interview));
  const now = new Set(reads.flatMap((one) => one.now));
  const later = new Set([...inputsRead(when?.reads ?? none), ...reads.flatMap((one) => [...one.now, ...one.later])]);
  if (resting.is !== "unknown") return [{ title, because, now, deciding: none, later }];
  // While an answer decides whether it applies, another changes nothing; what only looking decides may well apply.
  return [{ title, because, now: resting.byLooking ? now : resting.inputs, deciding: resting.inputs, later }];
}

const inputsRead = (reads: ReadonlySet<string>): readonly string[] =>
  [...reads].flatMap((name) => (name.startsWith("inputs.") ? [name.slice("inputs.".length)] : []));

/** Inputs that something reads, and those that it may read once others are answered. */
type Reads = { readonly now: readonly string[]; readonly later: readonly string[] };

/** Inputs that a clause names: in its arguments, in what it expects, or through the sizing. */
function readBy(clause: Clause, interview: Interview): Reads {
  if (clause.is !== "look") return { now: [], later: [] };
  const { arguments: asked, expect } = clauseReferences(clause);
  const references = [...asked, ...expect];
  const inputs = references.flatMap(({ root, path: [name = ""] }) => (root === "inputs" ? [name] : []));
  const { sizing } = interview.file;
  const isSized = sizing !== undefined && references.some(({ root }) => root === "sizing");
  const sized = isSized ? readBySizing(sizing, interview) : { now: [], later: [] };
  const judged = clause.kind.name === "input" ? entryOf(clause.arguments, "name")?.value : undefined;
  return { ...sized, now: [...inputs, ...sized.now, ...(judged?.is === "scalar" ? [judged.source] : [])] };
}

/** Inputs that choose the row of the sizing: its number, then the condition of a row that is reached. */
function readBySizing({ by, rows }: Sizing, interview: Interview): Reads {
  const number = numberOf(by, interview);
  if (number === undefined) return { now: [by], later: inputsOfRows(rows) };
  for (const { when, upTo = Infinity } of rows) {
    const resting = restingOf(when, interview);
    // Whichever way this row falls, what follows is worked out when it is known.
    if (resting.is === "unknown") return { now: [...resting.inputs], later: inputsOfRows(rows) };
    if (resting.is === "true" && number <= upTo) break;
  }
  return { now: [], later: [] };
}

const inputsOfRows = (rows: Sizing["rows"]): readonly string[] =>
  rows.flatMap(({ when }) => inputsRead(when?.reads ?? none));

function numberOf(by: string, interview: Interview): number | undefined {
  const answer = interview.answers.get(by)?.answer;
  return answer?.is === "value" && !isUndecided(by, interview) ? Number(answer.value) : undefined;
}
