import type { Arguments } from "../facts/snapshot.ts";
import type { Clause } from "../spec/clause.ts";
import type { Requirement } from "../spec/requirement.ts";
import { placesFor, type Place } from "./place.ts";
import { statesAt } from "./reference.ts";
import { isOfOtherProfile } from "./requirement.ts";
import type { Situation } from "./situation.ts";
import { connectsTo, itemsAt } from "./subjects.ts";

/** One line of a list of what is required: a requirement, or one item of the list that it holds. */
export type Listed = {
  readonly requirement: Requirement;
  /** The item's name, or whom the requirement connects to, what is open of it as `*`; null where it is neither. */
  readonly name: string | null;
  readonly item: Arguments | null;
  readonly why: string | null;
  readonly from: readonly string[];
  /** The conditions of which it is open whether they hold. */
  readonly when: readonly string[];
};

/** What is required as far as the answers tell: what certainly does not apply is left out, what may stands with its condition. */
export function listing(situation: Situation): readonly Listed[] {
  const { file, only, skip } = situation;
  return file.requirements
    .filter((one) => only?.has(one.id) !== false && !skip.has(one.id) && !isOfOtherProfile(one, situation))
    .flatMap((requirement) => {
      const [first] = placesFor(requirement, situation);
      const repeated = requirement.repeat?.values.map(({ source }) => source) ?? [null];
      return first === undefined ? [] : repeated.flatMap((value) => listedAt({ ...first, repeated: value }));
    });
}

function listedAt(place: Place): readonly Listed[] {
  const { requirement } = place;
  const truth = requirement.when?.judge(statesAt(place)) ?? { is: "true" };
  if (truth.is === "false") return [];
  const when = truth.is === "true" ? [] : [requirement.when?.text ?? ""];
  const from = "derived" in requirement.from ? [] : requirement.from.statements;
  const whole = { requirement, why: requirement.because ?? null, from, when };
  const clauses: readonly Clause[] = requirement.clauses;
  const items = clauses.flatMap((clause) => itemsAt(clause, place));
  if (items.length === 0) return [{ ...whole, ...connectsToAt(place) }];
  return items
    .filter(({ truth: own }) => own.is !== "false")
    .map(({ name, item, aside, truth: own }) => ({
      ...whole,
      name,
      item,
      why: aside?.why ?? whole.why,
      from: aside?.from ?? from,
      when: own.is === "true" ? when : [...when, aside?.when?.text ?? ""],
    }));
}

/** Whom a requirement without a list connects to: of several ways to meet it the first. */
function connectsToAt(place: Place): Pick<Listed, "name" | "item"> {
  const clauses: readonly Clause[] = place.requirement.clauses;
  const [first = { name: null, item: null }] = clauses.flatMap((clause) => connectsTo(clause, place) ?? []);
  return first;
}
