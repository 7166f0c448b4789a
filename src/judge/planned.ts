import type { Vantage } from "../facts/fact.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { LookClause } from "../spec/clause.ts";
import { Reader } from "../spec/problem.ts";
import { countsAt } from "./joined.ts";
import { closedUnderNeeds } from "./order.ts";
import { placesFor, vantageOf, type Place } from "./place.ts";
import { counts, fieldsRead } from "./questions.ts";
import { questionAt, statesAt } from "./reference.ts";
import type { Situation } from "./situation.ts";

/** A look that a run may take, as far as it can be told while nothing is known of the place. */
export type PlannedLook = {
  readonly requirement: string;
  readonly target: string;
  readonly kind: string;
  readonly vantage: Vantage;
  /** The condition under which it is taken, where that depends on what is seen. */
  readonly onlyIf: string | null;
  /** Requirements that have to be met first. */
  readonly after: readonly string[];
} & (
  | { readonly is: "asked"; readonly arguments: Arguments; readonly fields: ReadonlySet<string> }
  /** Some of what it asks is answered only on the way; or by what `settle` says, before. */
  | { readonly is: "open"; readonly why: string; readonly settle?: string }
);

/** Every look that judging may ask for, those included that wait for another or depend on what is seen. */
export function plannedLooks(situation: Situation): readonly PlannedLook[] {
  const { requirements } = situation.file;
  const only = situation.only === undefined ? undefined : closedUnderNeeds(situation.only, requirements);
  const more = fieldsRead(situation);
  return requirements
    .filter((one) => counts(one, situation) && only?.has(one.id) !== false)
    .flatMap((requirement) => placesFor(requirement, situation))
    .flatMap((place) => plannedAt(place, more.get(place.requirement.id) ?? new Set()));
}

function plannedAt(place: Place, more: ReadonlySet<string>): readonly PlannedLook[] {
  const { requirement, situation, target } = place;
  const truth = requirement.when?.judge(statesAt(place)) ?? { is: "true" };
  if (truth.is === "false" || target === null) return [];
  const onlyIf = truth.is === "true" ? null : (requirement.when?.text ?? null);
  const vantage = place.vantage ?? vantageOf(target);
  const base = { requirement: requirement.id, target: target.name, vantage, onlyIf, after: requirement.needs };
  return requirement.clauses
    .filter((clause) => countsAt(clause, requirement, situation.moment))
    .filter((clause) => clause.is === "look")
    .flatMap((clause): readonly PlannedLook[] => {
      if (clause.kind.askedOf.includes("nobody")) return [];
      return [{ ...base, kind: clause.kind.name, ...questionOf(clause, place, more) }];
    });
}

type Question =
  | { readonly is: "asked"; readonly arguments: Arguments; readonly fields: ReadonlySet<string> }
  | { readonly is: "open"; readonly why: string; readonly settle?: string };

function questionOf(clause: LookClause, place: Place, more: ReadonlySet<string>): Question {
  const question = questionAt(clause, place, new Reader(place.situation.file.source));
  if (question?.is === "asked") {
    return { is: "asked", arguments: question.arguments, fields: new Set([...clause.fields, ...more]) };
  }
  if (question === undefined) return { is: "open", why: "an argument is none of its type" };
  const { reference, why } = question;
  if (reference.root !== "answers") {
    return { is: "open", why: why.text, ...(why.settle === undefined ? {} : { settle: why.settle }) };
  }
  const [id = "", field = ""] = reference.path;
  return { is: "open", why: `the ${field} that ${id} answers` };
}
