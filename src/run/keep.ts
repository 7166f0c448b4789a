import type { Fact } from "../facts/fact.ts";
import { canonical, type JsonValue } from "../facts/json.ts";
import type { Kept, Place } from "../facts/snapshot.ts";
import { compare } from "../judge/compare.ts";
import { matchedKey } from "../judge/matched.ts";
import { placesFor, type Place as JudgedPlace } from "../judge/place.ts";
import { askingKey, type Asking } from "../judge/questions.ts";
import { acceptedBy } from "../judge/waive.ts";
import { isSecretIn, lookupAt } from "../judge/reference.ts";
import type { Situation } from "../judge/situation.ts";
import { kindNamed } from "../kinds/registry.ts";
import type { LookClause } from "../spec/clause.ts";
import { Reader } from "../spec/problem.ts";
import { resolveArguments, resolveExpectations } from "../spec/resolve.ts";
import type { Matcher } from "../spec/matcher.ts";
import type { Observed } from "./look.ts";

/** An observation as it is recorded. One that may not be kept has no value, only what it was matched with. */
export type Keeping = {
  readonly place: Place;
  readonly fact: Fact<JsonValue> | (Fact<JsonValue> & { readonly kept: Kept });
};

type Matching = { readonly asking: Asking; readonly situation: Situation };

/**
 * Matches values that are never kept (docs/reference/report.md) with every expectation of them, here where they are still known,
 * and lets go of them. What is recorded is their length, and which expectations held.
 */
export function keepMatched(observed: readonly Observed[], of: Matching): readonly Keeping[] {
  return observed.map(({ place, fact }): Keeping => {
    const declared = kindNamed(place.kind)?.answers[place.field];
    if (declared?.visibility !== "never" || fact.is !== "seen") return { place, fact };
    const value = typeof fact.value === "string" ? fact.value : canonical(fact.value);
    const matched = new Map<string, boolean>();
    for (const matcher of expectationsOf(place.field, of)) {
      const comparing = compare({ type: declared.type, value, tolerance: 0 }, matcher);
      if (comparing === "holds" || comparing === "fails") matched.set(matchedKey(matcher), comparing === "holds");
    }
    return {
      place,
      fact: { ...fact, value: null, kept: { length: value.length, matched: Object.fromEntries(matched) } },
    };
  });
}

/** Every expectation that some requirement, or a waiver of it, has of a field of this look. */
function expectationsOf(field: string, of: Matching): readonly Matcher[] {
  const { asking, situation } = of;
  return situation.file.requirements.flatMap((requirement) => {
    const clauses = requirement.clauses.filter((clause) => clause.is === "look");
    const reading = clauses.filter(({ kind, fields }) => kind.name === asking.kind && fields.has(field));
    if (reading.length === 0) return [];
    const places = placesFor(requirement, situation).filter((place) => place.target?.name === asking.target);
    return places.flatMap((place) => reading.flatMap((clause) => expectedAt(place, { clause, field, asking })));
  });
}

type Reading = { readonly clause: LookClause; readonly field: string; readonly asking: Asking };

/** What a clause expects of the field here, and what waivers accept of it, if it asks the same question. */
function expectedAt(place: JudgedPlace, { clause, field, asking }: Reading): readonly Matcher[] {
  const { situation } = place;
  const reader = new Reader(situation.file.source);
  const context = { lookup: lookupAt(place), reader, isSecret: isSecretIn(situation) };
  const question = resolveArguments(clause, context);
  if (question?.is !== "asked") return [];
  if (askingKey({ ...asking, arguments: question.arguments }) !== askingKey(asking)) return [];
  const expected = resolveExpectations(clause, question.arguments, context);
  const own = expected?.is === "expected" ? expected.matchers.get(field) : undefined;
  const waivers = situation.waivers.filter((waiver) => waiver.requirement === place.requirement.id);
  return [own, ...waivers.map((waiver) => acceptedBy(waiver)(clause).get(field))].filter((one) => one !== undefined);
}
