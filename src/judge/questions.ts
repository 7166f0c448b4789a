import { canonical } from "../facts/json.ts";
import type { Vantage } from "../facts/fact.ts";
import type { Arguments } from "../facts/snapshot.ts";
import { identityOf } from "../kinds/registry.ts";
import type { LookClause } from "../spec/clause.ts";
import { Reader } from "../spec/problem.ts";
import type { Requirement } from "../spec/requirement.ts";
import { answersRead } from "./answers-read.ts";
import { countsAt } from "./joined.ts";
import { closedUnderNeeds, inOrder } from "./order.ts";
import type { Result } from "./outcome.ts";
import { placesFor, targetFields, targetsFor, vantageOf, type Place } from "./place.ts";
import { questionAt, statesAt } from "./reference.ts";
import { judgeRequirement, unmetNeeds, type Judgements } from "./requirement.ts";
import type { Situation } from "./situation.ts";

/** One look to take. Looks that agree in target, kind, vantage and identity are one. */
export type Asking = {
  readonly target: string;
  readonly kind: string;
  /** From where it is looked at. */
  readonly vantage: Vantage;
  readonly arguments: Arguments;
  readonly fields: ReadonlySet<string>;
};

export const askingKey = (asking: Pick<Asking, "target" | "kind" | "vantage" | "arguments">): string =>
  canonical([asking.target, asking.kind, asking.vantage, identityOf(asking.kind, asking.arguments)]);

/** What to ask for a requirement as far as facts allow, and whether more may follow when more is known. */
export type Asked = { readonly askings: readonly Asking[]; readonly waiting: boolean };

const nothing: Asked = { askings: [], waiting: false };

/**
 * What must be looked at to judge some requirements, with what is known so far. It asks what judging reads, no more:
 * nothing where a condition is false or a requirement counts at another moment, nothing while what it needs is not met.
 */
export function askingsFor(
  requirements: readonly Requirement[],
  situation: Situation,
): readonly (Asked & { readonly requirement: Requirement })[] {
  const round: Round = { before: neededResults(requirements, situation), fields: fieldsRead(situation) };
  return requirements.map((requirement) => ({ requirement, ...askedFor(requirement, { situation, round }) }));
}

/** What is the same for all requirements that are asked about at once. */
type Round = { readonly before: Judgements; readonly fields: ReadonlyMap<string, ReadonlySet<string>> };

/** What requirements need, judged once for all. */
function neededResults(requirements: readonly Requirement[], situation: Situation): Judgements {
  const all = situation.file.requirements;
  const closed = closedUnderNeeds(new Set(requirements.flatMap(({ needs }) => needs)), all);
  const results = new Map<string, readonly Result[]>();
  for (const needed of inOrder(all.filter(({ id }) => closed.has(id)))) {
    results.set(needed.id, judgeRequirement(needed, situation, results));
  }
  return results;
}

/** Fields that other requirements read of an answer, by the id of the one that asks: they are looked at with it. */
export function fieldsRead(situation: Situation): Round["fields"] {
  const fields = new Map<string, Set<string>>();
  for (const { id, field } of situation.file.requirements
    .filter((one) => counts(one, situation))
    .flatMap(answersRead)) {
    fields.set(id, (fields.get(id) ?? new Set()).add(field));
  }
  return fields;
}

export const counts = ({ id, profiles, moments }: Requirement, { profile, moment, skip }: Situation): boolean =>
  (profiles === undefined || (profile !== null && profiles.includes(profile))) &&
  moments.includes(moment) &&
  !skip.has(id);

type Asks = { readonly situation: Situation; readonly round: Round };

function askedFor(requirement: Requirement, { situation, round }: Asks): Asked {
  const isPending = requirement.clauses.every((clause) => clause.is === "pending");
  if (!counts(requirement, situation) || (isPending && requirement.when === undefined)) return nothing;
  const parts = placesFor(requirement, situation).map((place) => askedAt(place, round));
  return { askings: parts.flatMap((part) => part.askings), waiting: parts.some((part) => part.waiting) };
}

function askedAt(place: Place, round: Round): Asked {
  const { requirement, situation } = place;
  const truth = requirement.when?.judge(statesAt(place)) ?? { is: "true" };
  if (truth.is === "false") return nothing;
  const ofTarget = targetAskings(place);
  if (truth.is !== "true") {
    const reads = [...(requirement.when?.reads ?? [])];
    return {
      askings: ofTarget,
      waiting: reads.some((name) => name.startsWith("answers.") || name.startsWith("target.")),
    };
  }
  if (place.target === null && targetsFor(requirement, situation).length === 0) return nothing;
  if (unmetNeeds(place, round.before).length > 0) return { askings: ofTarget, waiting: true };
  const looks = requirement.clauses
    .filter((clause) => countsAt(clause, requirement, situation.moment))
    .filter((clause) => clause.is === "look");
  const parts = looks.map((clause) => clauseAsking(clause, place, round.fields.get(requirement.id) ?? new Set()));
  return {
    askings: [...ofTarget, ...parts.flatMap((part) => (part === "open" || part === undefined ? [] : [part]))],
    waiting: parts.includes("open"),
  };
}

/** What a condition reads of the target itself. */
function targetAskings({ target, requirement }: Place): readonly Asking[] {
  if (target === null) return [];
  return [...(requirement.when?.reads ?? [])].flatMap((name): readonly Asking[] => {
    const asked = name.startsWith("target.") ? targetFields[name.slice(7)] : undefined;
    if (asked === undefined) return [];
    return [
      {
        target: target.name,
        kind: asked.kind,
        vantage: vantageOf(target),
        arguments: {},
        fields: new Set([asked.field]),
      },
    ];
  });
}

/** The look of one clause; "open" while a reference of it is not answered yet; nothing for what nobody is asked. */
function clauseAsking(clause: LookClause, place: Place, more: ReadonlySet<string>): Asking | "open" | undefined {
  if (clause.kind.askedOf.includes("nobody") || place.target === null) return undefined;
  const question = questionAt(clause, place, new Reader(place.situation.file.source));
  if (question === undefined) return undefined;
  if (question.is === "open") return question.reference.root === "answers" ? "open" : undefined;
  const fields = new Set([...clause.fields, ...more]);
  const vantage = place.vantage ?? vantageOf(place.target);
  return { target: place.target.name, kind: clause.kind.name, vantage, arguments: question.arguments, fields };
}
