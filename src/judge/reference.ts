import { isCut } from "../facts/bounds.ts";
import { canonical } from "../facts/json.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { TypeName } from "../facts/types.ts";
import { stateOf } from "../spec/answers.ts";
import type { LookClause } from "../spec/clause.ts";
import type { State } from "../spec/condition-types.ts";
import { Reader } from "../spec/problem.ts";
import type { Requirement } from "../spec/requirement.ts";
import { resolveArguments, type ResolvedQuestion } from "../spec/resolve.ts";
import {
  standingFor,
  type Lookup,
  type OpenReason,
  type OpenReference,
  type Reference,
  type Resolved,
} from "../spec/template.ts";
import { reportTwins } from "../spec/twins.ts";
import { idsRead, neededId } from "./answers-read.ts";
import { knownField } from "./field.ts";
import type { Known } from "./known.ts";
import { inOrder } from "./order.ts";
import { askedOf, recordsAt, targetAttribute, targetsFor, type Place, vantagesAt } from "./place.ts";
import type { Situation, Target } from "./situation.ts";
import { chosenRow } from "./sizing.ts";

type Question = ResolvedQuestion | OpenReference | undefined;

/**
 * The arguments of a clause here, or the reference that is open, or undefined where a value is none of its type or two
 * items of its list are one and differ.
 */
export function questionAt(clause: LookClause, place: Place, reader: Reader): Question {
  const here = withoutLeftOut(clause, place);
  const question = resolveArguments(here, { lookup: lookupAt(place), reader, isSecret: isSecretIn(place.situation) });
  const { asides: _conditions, ...counting } = here;
  return question?.is === "asked" && reportTwins(counting, question.arguments, reader) ? undefined : question;
}

/** The clause with those items of its list alone that count here. */
function withoutLeftOut(clause: LookClause, place: Place): LookClause {
  const { asides, kind } = clause;
  const { item } = place;
  if (item !== undefined && kind.subjects !== undefined)
    return withItems(clause, kind.subjects.argument ?? "", (index) => index === item);
  if (asides?.some(({ when }) => when !== undefined) !== true) return clause;
  const counts = asides.map(({ when }) => when === undefined || when.judge(statesAt(place)).is === "true");
  return withItems(clause, kind.subjects?.argument ?? "", (index) => counts[index] === true);
}

/** The clause with some items of the list that an argument holds. */
export function withItems(clause: LookClause, argument: string, keep: (index: number) => boolean): LookClause {
  const entries = clause.arguments.entries.map((entry) =>
    entry.key !== argument || entry.value.is !== "list"
      ? entry
      : { ...entry, value: { ...entry.value, items: entry.value.items.filter((_, index) => keep(index)) } },
  );
  return { ...clause, arguments: { ...clause.arguments, entries } };
}

export const isSecretIn =
  (situation: Situation) =>
  (name: string): boolean =>
    situation.file.inputs.get(name)?.secret === true;

/** What `$inputs.x`, `$sizing.x`, `$answers.x.y` and `$for.x` stand for here. */
export function lookupAt(place: Place): Lookup {
  return (reference) => {
    const [name = "", field = ""] = reference.path;
    switch (reference.root) {
      case "inputs":
        return inputValue(reference, name, place.situation);
      case "sizing":
        return sizingValue(reference, name, place.situation);
      case "answers":
        return answerValue(reference, { id: name, field }, place);
      default:
        return reference.root === "for" && place.repeated !== null
          ? { is: "value", value: place.repeated, text: place.repeated }
          : open(reference, { code: "open-reference", text: `${reference.text} means nothing here` });
    }
  };
}

const open = (reference: Reference, why: OpenReason): Extract<Resolved, { is: "open" }> => ({
  is: "open",
  reference,
  why,
});

function inputValue(reference: Reference, name: string, situation: Situation): Resolved {
  const { answer, input } = situation.answers.get(name) ?? { answer: { is: "open" } as const, input: undefined };
  if (answer.is === "value") return standingFor(answer.value, input?.type);
  // A secret is put in its place where it is used; here it only counts as given.
  if (answer.is === "secret") return { is: "value", value: null, text: "" };
  if (answer.is === "open") {
    return open(reference, { code: "input-open", text: `needs ${name}`, settle: `--set ${name}=…` });
  }
  if (input?.type === "list") return { is: "value", value: [], text: "" };
  return { ...open(reference, { code: "open-reference", text: `${name} was answered with none` }), isNone: true };
}

function sizingValue(reference: Reference, name: string, situation: Situation): Resolved {
  const row = chosenRow(situation);
  if (row.is === "open") return open(reference, row.why);
  const value = row.row.values.get(name)?.text;
  if (value === undefined) return open(reference, { code: "open-reference", text: `the sizing has no ${name}` });
  return { is: "value", value, text: value };
}

type Answer = { readonly id: string; readonly field: string };

function answerValue(reference: Reference, of: Answer, place: Place): Resolved {
  const known = knownAnswer(of, place);
  const blind = (text: string): Resolved => open(reference, { code: "open-reference", text });
  if (known === undefined) return blind(whyNoAnswer(of.id, place));
  if (known.is === "unknown") return blind(`${of.id} did not answer ${of.field}: ${known.why.text}`);
  if (known.is !== "seen") return blind(`${of.id} has no ${of.field}`);
  return standingFor(known.value, answeredType(of, place));
}

function answeredType({ id, field }: Answer, { situation }: Place): TypeName | undefined {
  const clause = situation.file.requirements.find((one) => one.id === id)?.clauses[0];
  return clause?.is === "look" ? clause.answers[field]?.type : undefined;
}

/** What the names of a `when` stand for here. */
export function statesAt(place: Place): (name: string) => State {
  return (name) => {
    const [root = "", first = "", second = ""] = name.split(".");
    if (root === "inputs") {
      const answered = place.situation.answers.get(first);
      return answered === undefined
        ? { is: "unknown", why: `${first} is not answered`, code: "input-open" }
        : stateOf(answered);
    }
    if (root === "profile") return textState(place.situation.profile, "no profile was chosen");
    if (root === "version") return textState(place.situation.version, "the product's version is not known");
    if (root === "target") return targetState(first, place);
    const id = neededId(place.requirement, first);
    return stateOfKnown(knownAnswer({ id, field: second }, place), whyNoAnswer(id, place));
  };
}

const textState = (text: string | null, why: string): State =>
  text === null ? { is: "unknown", why, code: "input-open" } : { is: "value", value: text };

function targetState(name: string, place: Place): State {
  const { target } = place;
  if (target === null) return { is: "unknown", why: "there is no target" };
  if (name === "name" || name === "type" || name === "role") return { is: "value", value: target[name] };
  const value = targetAttribute(name, target, place.situation);
  return value === undefined
    ? { is: "unknown", why: `the ${name} of ${target.name} is not known` }
    : { is: "value", value };
}

/** A field as a condition reads it. What was seen and not kept has no value that could be read. */
export function stateOfKnown(known: Known | undefined, otherwise: string): State {
  if (known === undefined) return { is: "unknown", why: otherwise };
  if (known.is === "unknown") return { is: "unknown", why: known.why.text };
  if (known.is === "kept") return { is: "unknown", why: "its value is not kept" };
  if (known.is === "absent") return { is: "absent" };
  // A condition cannot tell what it found from what may stand in the rest.
  if (isCut(known.value)) return { is: "unknown", why: "it is too long to be judged", code: "limit" };
  return { is: "value", value: known.value, tolerance: known.tolerance };
}

type NeededLook = { readonly clause: LookClause; readonly records: readonly FactRecord[] };
type Looks = Map<string, NeededLook | undefined>;

const remembered = new WeakMap<Situation, { readonly size: number; readonly looks: Looks }>();

/** What a needed requirement's look answered here, or undefined where it does not apply or has no single answer. */
function knownAnswer({ id, field }: Answer, place: Place): Known | undefined {
  const { situation } = place;
  const requirement = situation.file.requirements.find((one) => one.id === id);
  const target = requirement === undefined ? undefined : answeringTarget(requirement, place);
  if (requirement === undefined || target === undefined) return undefined;
  const look = lookOf(requirement, target, { situation, looks: looksOf(situation) });
  return look === undefined
    ? undefined
    : knownField(field, look.clause.answers, { records: look.records, context: situation });
}

/** Why a needed requirement has no answer here. */
function whyNoAnswer(id: string, place: Place): string {
  const requirement = place.situation.file.requirements.find((one) => one.id === id);
  const targets = requirement === undefined ? [] : targetsFor(requirement, place.situation);
  if (requirement === undefined || targets.length < 2 || answeringTarget(requirement, place) !== undefined) {
    return `${id} was not looked at`;
  }
  const names = targets.flatMap((target) => target?.name ?? []);
  return `${id} is looked at on ${names.join(" and ")}, so it has no single answer for ${place.target?.name ?? "this"}`;
}

/** The target that speaks for a needed requirement: this one, or the only one there is; null where nobody is asked. */
function answeringTarget(
  requirement: Requirement,
  place: Pick<Place, "situation" | "target">,
): Target | null | undefined {
  if (askedOf(requirement).length === 0) return null;
  const targets = targetsFor(requirement, place.situation);
  const here = targets.find((target) => target?.name === place.target?.name);
  return here ?? (targets.length === 1 ? targets[0] : undefined);
}

type Remembering = { readonly situation: Situation; readonly looks: Looks };

/**
 * What the looks gave whose answers are read, remembered for as long as no fact is added. Worked out in the order of
 * needs: so a long chain of references is no deep recursion, and one that branches is not walked again and again.
 */
function looksOf(situation: Situation): Looks {
  const before = remembered.get(situation);
  if (before?.size === situation.facts.size) return before.looks;
  const looks: Looks = new Map();
  remembered.set(situation, { size: situation.facts.size, looks });
  const read = idsRead(situation.file);
  for (const requirement of inOrder(situation.file.requirements)) {
    if (!read.has(requirement.id)) continue;
    for (const target of targetsFor(requirement, situation)) lookOf(requirement, target, { situation, looks });
  }
  return looks;
}

function lookOf(
  requirement: Requirement,
  target: Target | null,
  { situation, looks }: Remembering,
): NeededLook | undefined {
  const key = canonical([requirement.id, target?.name ?? null]);
  if (looks.has(key)) return looks.get(key);
  // Filled in before it is known, so that nothing can go round.
  looks.set(key, undefined);
  const [vantage = null] = vantagesAt(requirement, target);
  const look = takenLook({ situation, requirement, target, repeated: null, vantage });
  looks.set(key, look);
  return look;
}

function takenLook(place: Place): NeededLook | undefined {
  const { requirement, situation } = place;
  const [clause] = requirement.clauses;
  if (clause.is !== "look" || requirement.joined !== "one" || !applies(place)) return undefined;
  const question = questionAt(clause, place, new Reader(situation.file.source));
  if (question?.is !== "asked") return undefined;
  return { clause, records: recordsAt(clause, question.arguments, place) };
}

/** A requirement that does not apply answers nothing, also where another asked the same question. */
function applies(place: Place): boolean {
  const { requirement, situation } = place;
  const { profile, moment } = situation;
  if (requirement.profiles !== undefined && (profile === null || !requirement.profiles.includes(profile))) return false;
  return requirement.moments.includes(moment) && requirement.when?.judge(statesAt(place)).is !== "false";
}
