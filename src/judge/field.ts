import { agree, type Agreed } from "../facts/agree.ts";
import { atLeast, grades, type Fact, type Grade, type Why } from "../facts/fact.ts";
import type { JsonValue } from "../facts/json.ts";
import { isReasonCode, isShortfallCode, reason, type Reason, type ShortfallCode } from "../facts/reasons.ts";
import { toFact, type FactRecord } from "../facts/snapshot.ts";
import { typeRow, type Value } from "../facts/types.ts";
import type { Field } from "../kinds/declaration.ts";
import { kindNamed } from "../kinds/registry.ts";
import type { Matcher } from "../spec/matcher.ts";
import { longestMatched } from "../spec/pattern.ts";
import { compare } from "./compare.ts";
import { derive } from "./derive.ts";
import { keptField } from "./kept.ts";
import type { FieldContext, Known } from "./known.ts";
import { matchedKey } from "./matched.ts";

type Look = { readonly records: readonly FactRecord[]; readonly context: FieldContext };

/** What the records of one look say of a field: several observers agreed, garbled and old values taken for unknown. */
export function knownField(name: string, answers: Readonly<Record<string, Field>>, look: Look): Known {
  const field = Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (field === undefined) return { is: "unknown", why: reason("not-observed", `${name} is no field`), facts: [] };
  if (field.derived !== undefined) {
    const { from, since } = field.derived;
    const known = { from: knownField(from, answers, look) };
    const begun = since === undefined ? {} : { since: knownField(since, answers, look) };
    return derive(field.derived, { ...known, ...begun }, look.context);
  }
  // The same facts are the same judgement, in whatever order they were recorded.
  const records = look.records.filter((record) => record.field === name).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const kept = field.visibility === "never" ? keptField(records, (record) => oldness(record, look.context)) : undefined;
  return kept ?? agreedField(field, records, look.context);
}

function agreedField(field: Field, records: readonly FactRecord[], context: FieldContext): Known {
  const facts = records.map((record) => checkedFact(record, field, context));
  const agreed = agree(facts);
  if (agreed.is === "unknown") return { is: "unknown", why: knownReason(agreed.why), facts: records };
  const deciding = recordsOf(agreed, { facts, records });
  const grade = strongest(agreed.facts.map((fact) => fact.evidence.grade));
  if (agreed.is === "absent") return { is: "absent", grade, facts: deciding };
  // The strictest observer counts: a tolerance that only one of them grants is granted by none.
  const tolerance = Math.min(...agreed.facts.map((fact) => fact.evidence.tolerance ?? 0));
  const blind = records.find((record) => record.state === "unknown")?.why;
  return {
    is: "seen",
    value: agreed.value,
    tolerance,
    grade,
    facts: deciding,
    ...(blind === undefined ? {} : { blind: knownReason(blind) }),
  };
}

/** A fact whose value is one of its field's type, and not too old; otherwise it is unknown. */
function checkedFact(record: FactRecord, field: Field, context: FieldContext): Fact<Value> {
  const fact = toFact(record);
  if (fact.is === "unknown") return fact;
  const { evidence } = fact;
  const why = oldness(record, context);
  if (why !== undefined) return { is: "unknown", why, evidence };
  if (fact.is === "absent") return fact;
  const unknown = (text: string): Fact<Value> => ({ is: "unknown", why: reason("garbled", text), evidence });
  const { tolerance = 0 } = evidence;
  if (!isValue(field, fact.value))
    return unknown(`${record.field} came as something that is not ${typeRow(field.type).says}`);
  if (!isShare(tolerance))
    return unknown(`${record.field} came with a tolerance of ${tolerance}: it is a share from 0 to ${mostTolerance}`);
  return { is: "seen", value: fact.value, evidence };
}

/** What kernel and formatting may take of a size at most: more is nobody's measure. */
const mostTolerance = 0.08;
const isShare = (tolerance: number): boolean => tolerance >= 0 && tolerance <= mostTolerance;

/**
 * How far a fact may be dated ahead, in seconds: so far the clocks of two machines differ that nobody keeps together. What
 * is further ahead would count for longer than is accepted.
 */
export const forgivenSkew = 300;

/**
 * What is asked of nobody but the operator has dates of its own; all else ages, whatever a record says of how well it is
 * known.
 */
function oldness(record: FactRecord, { now, maxAge }: FieldContext): Reason | undefined {
  if (maxAge === undefined || kindNamed(record.kind)?.askedOf.includes("nobody") === true) return undefined;
  const age = (Date.parse(now) - Date.parse(record.at)) / 1000;
  if (Number.isNaN(age)) return reason("garbled", "it does not say when it was seen");
  if (age < -forgivenSkew) return reason("ahead", `dated ${record.at}, and now is ${now}: one of two clocks is wrong`);
  return age <= maxAge ? undefined : reason("old", `seen on ${record.at}, which is older than is accepted`);
}

function isValue(field: Pick<Field, "type" | "of">, value: JsonValue): value is Value & JsonValue {
  if (!typeRow(field.type).is(value)) return false;
  const words = field.of;
  return words === undefined || [value].flat().every((one) => typeof one === "string" && words.includes(one));
}

type Made = { readonly facts: readonly Fact<Value>[]; readonly records: readonly FactRecord[] };

function recordsOf(agreed: Agreed<Value>, made: Made): readonly FactRecord[] {
  const deciding: ReadonlySet<Fact<Value>> = new Set(agreed.facts);
  return made.records.filter((_, index) => {
    const fact = made.facts[index];
    return fact !== undefined && deciding.has(fact);
  });
}

const strongest = (all: readonly Grade[]): Grade => grades.findLast((grade) => all.includes(grade)) ?? "declared";

/** A reason as this version knows it: a code from a file that it does not know is kept in the words. */
const knownReason = (why: Why): Reason =>
  isReasonCode(why.code) && why.code !== "met"
    ? { ...why, code: why.code }
    : reason("not-observed", `${why.text} (${why.code})`, why.settle);

/** What an expectation of one field came to. */
export type JudgedField = {
  readonly field: string;
  readonly outcome: "met" | "unmet" | "unknown";
  readonly known: Known;
  readonly matcher: Matcher;
  readonly why: Reason;
  /** Of a condition: what is known of the fields that it reads. */
  readonly reads?: ReadonlyMap<string, Known>;
};

type Asked = { readonly known: Known; readonly matcher: Matcher; readonly least: Grade };
type Concluded = Pick<JudgedField, "outcome" | "why">;

/** Judges one field. A clear shortfall beats grade: a declared "no" is unmet, a declared "yes" may be too weak. */
export function judgeField(field: string, declared: Pick<Field, "type">, asked: Asked): JudgedField {
  const { known, matcher, least } = asked;
  const concluded = concludeField(field, declared, asked);
  const tooWeak = concluded.outcome === "met" && known.is !== "unknown" && !atLeast(known.grade, least);
  if (!tooWeak) return { field, known, matcher, ...concluded };
  // Who was kept from the better look is told by what, since that is what to mend.
  const blind = known.is === "seen" ? known.blind : undefined;
  const why = blind ?? reason("grade-too-low", `${field} is only ${known.grade}; ${least} is demanded`);
  return { field, known, matcher, outcome: "unknown", why };
}

function concludeField(field: string, declared: Pick<Field, "type">, { known, matcher }: Asked): Concluded {
  if (known.is === "unknown") return { outcome: "unknown", why: known.why };
  const comparing = known.is === "kept" ? compareKept(known, matcher) : compareKnown(known, declared, matcher);
  return { outcome: outcomes[comparing], why: whyOf(comparing, field, { known, matcher }) };
}

type ComparingField = ReturnType<typeof compare> | "unmatched";

const outcomes = { holds: "met", fails: "unmet", absent: "unmet", limit: "unknown", unmatched: "unknown" } as const;

function whyOf(comparing: ComparingField, field: string, { known, matcher }: Pick<Asked, "known" | "matcher">): Reason {
  if (comparing === "holds") return reason("met", `${field} is ${matcher.text}`);
  if (comparing === "limit") return reason("limit", `${field} is too long to be matched`);
  if (comparing === "absent") return reason(ownCode(known) ?? "absent", `${field} is not there`);
  if (comparing === "fails") {
    const code = ownCode(known) ?? (known.is === "absent" ? "absent" : "falls-short");
    return reason(code, `${field} is not ${matcher.text}`);
  }
  return reason("not-observed", `${field} is not kept, and was not matched with ${matcher.text} when it was seen`);
}

/** The reason that the observation itself carries, where all who saw it carry the same. */
function ownCode({ facts }: Known): ShortfallCode | undefined {
  const [cause = "", ...others] = new Set(facts.map((fact) => fact.cause ?? ""));
  return others.length === 0 && isShortfallCode(cause) ? cause : undefined;
}

type Comparable = Extract<Known, { is: "seen" | "absent" }>;

const compareKnown = (known: Comparable, { type }: Pick<Field, "type">, matcher: Matcher): ReturnType<typeof compare> =>
  compare(known.is === "seen" ? { type, value: known.value, tolerance: known.tolerance } : null, matcher);

function compareKept(
  { kept }: Extract<Known, { is: "kept" }>,
  matcher: Matcher,
): "holds" | "fails" | "limit" | "unmatched" {
  const key = matchedKey(matcher);
  const held = Object.hasOwn(kept.matched, key) ? kept.matched[key] : undefined;
  if (held !== undefined) return held ? "holds" : "fails";
  return kept.length > longestMatched ? "limit" : "unmatched";
}
