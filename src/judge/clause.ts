import { atLeast, grades, type Grade } from "../facts/fact.ts";
import { reason, type Reason, type ReasonCode } from "../facts/reasons.ts";
import type { Arguments, FactRecord } from "../facts/snapshot.ts";
import type { Field } from "../kinds/declaration.ts";
import { leastGrade, type Clause, type LookClause } from "../spec/clause.ts";
import type { Truth } from "../spec/condition-types.ts";
import type { Matcher } from "../spec/matcher.ts";
import { Reader } from "../spec/problem.ts";
import { clauseReferences, resolveExpectations } from "../spec/resolve.ts";
import { openTogether, type OpenReason, type OpenReference } from "../spec/template.ts";
import { judgeField, knownField, type JudgedField } from "./field.ts";
import type { Known } from "./known.ts";
import type { Judged } from "./outcome.ts";
import { factIds, recordsAt, type Place } from "./place.ts";
import { isSecretIn, lookupAt, questionAt, stateOfKnown } from "./reference.ts";
import { reasonsTogether, settlingAll } from "./settling.ts";
import { describeField, showExpected, showKnown } from "./words.ts";

const nothing = { expected: null, observed: null, grade: null, observedAt: null } as const;

export const unknownFor = (code: ReasonCode, text: string, settle?: string): Judged => ({
  outcome: "unknown",
  reasonCode: code,
  reason: text,
  ...nothing,
  facts: [],
  ...(settle === undefined ? {} : { settle }),
});

/** Expectations that stand in place of a clause's own: what a waiver accepts. */
export type Accepted = (clause: LookClause) => ReadonlyMap<string, Matcher>;

/** Judges one clause: what it asked, what was seen, and whether that is what must be. */
export function judgeClause(clause: Clause, place: Place, accepted?: Accepted): Judged {
  if (clause.is === "pending") return unknownFor("not-yet", `this version cannot look at it yet (${clause.kind})`);
  const asked = askedAt(clause, place);
  if (asked.is === "open") return unknownFor(asked.why.code, asked.why.text, asked.why.settle);
  const look = { records: recordsAt(clause, asked.arguments, place), context: place.situation };
  const all = judgeFields(asked, look);
  if (accepted === undefined) return concluded(asked, all);
  // What is met needs no acceptance, and would be judged by what is accepted of another branch.
  const short = new Set(all.filter(({ outcome }) => outcome === "unmet").map(({ field }) => field));
  const instead = new Map([...accepted(clause)].filter(([field]) => asked.matchers.has(field) && short.has(field)));
  const again = judgeFields({ ...asked, matchers: new Map([...asked.matchers, ...instead]) }, look);
  const causes = acceptedCauses(again, instead);
  return concluded(
    asked,
    again.filter((one) => !isOfCause(one, causes)),
  );
}

const causesOf = ({ known }: JudgedField): readonly string[] => known.facts.map(({ cause }) => cause ?? "");

/** Why that is so which falls short, and is accepted. */
function acceptedCauses(again: readonly JudgedField[], instead: ReadonlyMap<string, Matcher>): ReadonlySet<string> {
  const taken = again.filter(({ field, outcome }) => outcome === "met" && instead.has(field));
  return new Set(taken.flatMap(causesOf).filter((cause) => cause !== ""));
}

/** Not known, for the very cause that is accepted: of a service that is not reached nobody sees who signs. */
const isOfCause = (judged: JudgedField, causes: ReadonlySet<string>): boolean =>
  judged.outcome === "unknown" &&
  judged.known.is === "unknown" &&
  judged.known.facts.length > 0 &&
  causesOf(judged).every((cause) => causes.has(cause));

/** The question with what its answer must be; or why something of it is open. */
function askedAt(clause: LookClause, place: Place): Asked | { readonly is: "open"; readonly why: Open } {
  const reader = new Reader(place.situation.file.source);
  const question = questionAt(clause, place, reader);
  if (question?.is === "open") return openTogether(question, [question, ...openExpected(clause, place)]);
  if (question === undefined) return wrong(reader, "an argument is none of its type");
  const context = { lookup: lookupAt(place), reader, isSecret: isSecretIn(place.situation) };
  const expected = resolveExpectations(clause, question.arguments, context);
  if (expected?.is === "open") return expected;
  if (expected === undefined) return wrong(reader, "an expectation is none of its type");
  return { is: "asked", clause, arguments: question.arguments, matchers: expected.matchers };
}

/** What is open in the expectations, as far as it can be told before the arguments are known. */
const openExpected = (clause: LookClause, place: Place): readonly OpenReference[] =>
  clauseReferences(clause)
    .expect.filter(({ root }) => root === "inputs" || root === "sizing")
    .map(lookupAt(place))
    .filter((one) => one.is === "open");

type Open = Omit<OpenReason, "code"> & { readonly code: ReasonCode };

const wrong = (reader: Reader, otherwise: string): { readonly is: "open"; readonly why: Open } => ({
  is: "open",
  why: { code: "garbled", text: reader.problems[0]?.message ?? otherwise },
});

type Asked = {
  readonly is: "asked";
  readonly clause: LookClause;
  readonly arguments: Arguments;
  readonly matchers: ReadonlyMap<string, Matcher>;
};

type Look = Parameters<typeof knownField>[2];

/** Every field of which something is expected, and the condition. */
function judgeFields(asked: Asked, look: Look): readonly JudgedField[] {
  const { clause, matchers } = asked;
  const fields = [...matchers].flatMap(([name, matcher]): JudgedField[] => {
    const declared = clause.answers[name];
    if (declared === undefined) return [];
    return [
      judgeField(name, declared, {
        known: knownField(name, clause.answers, look),
        matcher,
        least: leastGrade(clause, name),
      }),
    ];
  });
  const that = judgeThat(asked, look);
  return that === undefined ? fields : [...fields, that];
}

function concluded({ clause, arguments: given }: Asked, all: readonly JudgedField[]): Judged {
  const unmet = all.filter((field) => field.outcome === "unmet");
  const unknown = all.filter((field) => field.outcome === "unknown");
  const deciding = unmet.length > 0 ? unmet : unknown.length > 0 ? unknown : all;
  const outcome = unmet.length > 0 ? "unmet" : unknown.length > 0 || all.length === 0 ? "unknown" : "met";
  return conclude(outcome, { deciding, all, clause, arguments: given });
}

type Concluding = {
  readonly arguments: Arguments;
  readonly deciding: readonly JudgedField[];
  readonly all: readonly JudgedField[];
  readonly clause: LookClause;
};

/** A "no" to a question is another thing than a figure that falls short. */
const codeFor = (code: ReasonCode, clause: LookClause): ReasonCode =>
  code === "falls-short" && clause.kind.name === "attest" ? "attested-no" : code;

function conclude(outcome: Judged["outcome"], concluding: Concluding): Judged {
  const { deciding, clause } = concluding;
  const records = deciding.flatMap((one) => one.known.facts);
  const why = deciding[0]?.why ?? reason("not-observed", "nothing was expected of it");
  const speaking = speakingFields(outcome, concluding);
  const base = {
    reasonCode: codeFor(why.code, clause),
    reason: reasonFor(outcome, deciding, clause),
    expected: showExpected(speaking, clause),
    observed: showKnown(outcome === "met" ? speaking : deciding, clause),
    grade: weakest(deciding.map((one) => one.known)),
    observedAt: latest(records),
    ...settlingAll(deciding.map((one) => one.why)),
  };
  const ids = factIds(records);
  const [one, ...rest] = ids;
  if (outcome !== "met") return { ...base, ...notMet(outcome, concluding), outcome, facts: ids };
  if (one === undefined) return unknownFor("not-observed", "nothing that was seen shows it");
  return { ...base, outcome, facts: [one, ...rest] };
}

/** What a clause that is not met says beside: the field that decided, and what fell short. */
function notMet(
  outcome: "unmet" | "unknown",
  { deciding, clause, arguments: asked }: Concluding,
): Pick<Judged, "field" | "ownShortfall" | "shortfalls"> {
  const [first] = deciding;
  const named = first === undefined ? {} : { field: first.field };
  if (outcome === "unknown") return named;
  const own = ownFields(clause);
  const ownShortfall = deciding.some(({ field }) => own.has(field)) ? { ownShortfall: true } : {};
  return { ...named, ...ownShortfall, shortfalls: deciding.map((judged) => ({ clause, asked, judged })) };
}

/** The fields of which the file itself expects something. */
const ownFields = (clause: LookClause): ReadonlySet<string> =>
  new Set(["that", ...clause.expectations.filter((each) => each.own).map(({ field }) => field)]);

/** What the kind expects by default is said only where it decides: nobody asked for it by name. */
function speakingFields(outcome: Judged["outcome"], { deciding, all, clause }: Concluding): readonly JudgedField[] {
  // What falls short is said against what it falls short of, and what holds is left out.
  if (outcome === "unmet") return deciding;
  const own = ownFields(clause);
  const shown = all.filter((one) => own.has(one.field) || (outcome !== "met" && deciding.includes(one)));
  if (shown.length > 0) return shown;
  // Who asked for more of a look by an argument meant what only that argument answers.
  const more = all.filter((one) => clause.answers[one.field]?.with !== undefined);
  return more.length === 0 ? all : more;
}

function reasonFor(outcome: Judged["outcome"], fields: readonly JudgedField[], clause: LookClause): string {
  const say = (one: JudgedField): string => (outcome === "unknown" ? one.why.text : describeField(one, clause));
  return reasonsTogether(fields.map(say));
}

const weakest = (knowns: readonly Known[]): Grade | null => {
  const found = knowns.flatMap((known) => (known.is === "unknown" ? [] : [known.grade]));
  return grades.find((grade) => found.includes(grade)) ?? null;
};

const latest = (records: readonly FactRecord[]): string | null =>
  records.reduce<string | null>((last, { at }) => (last === null || at > last ? at : last), null);

const truthField: Field = { type: "boolean", says: "whether the condition holds", visibility: "public" };

/** Judges `that`: an absent field makes it unmet, an unknown one unknown unless the result does not depend on it. */
function judgeThat(asked: Asked, look: Look): JudgedField | undefined {
  const { that, says, answers } = asked.clause;
  if (that === undefined) return undefined;
  const knowns = new Map([...that.reads].map((name) => [name, knownField(name, answers, look)]));
  const truth = that.judge((name) => stateOfKnown(knowns.get(name), "nobody looked"));
  const matcher: Matcher = { is: "equals", value: true, text: says ?? that.text };
  const witnesses = [...knowns.values()].filter((one) => one.is !== "unknown");
  const facts = [...knowns.values()].flatMap((one) => one.facts);
  if (truth.is === "unknown") return blindThat(matcher, { why: blindness(truth, knowns), facts });
  // Only what was seen can show it: a condition that reads nothing known has no witness, and is not met.
  if (truth.is === "true" && witnesses.length === 0) {
    return blindThat(matcher, { why: reason("not-observed", "it reads nothing that was seen"), facts });
  }
  const known: Known = {
    is: "seen",
    value: truth.is === "true",
    tolerance: 0,
    grade: weakest(witnesses) ?? "declared",
    facts: witnesses.flatMap((one) => one.facts),
  };
  const least = leastOf(asked.clause, knowns);
  const judged = { ...judgeField("that", truthField, { known, matcher, least }), reads: knowns };
  if (truth.is !== "absent") return judged;
  return { ...judged, outcome: "unmet", why: reason("absent", `${truth.name} is not there`) };
}

/** A condition is known well enough if each field that it reads is: else the grade that one of them lacks. */
function leastOf(clause: LookClause, knowns: ReadonlyMap<string, Known>): Grade {
  const lacking = [...knowns].find(
    ([field, known]) => known.is !== "unknown" && !atLeast(known.grade, leastGrade(clause, field)),
  );
  return lacking === undefined ? "declared" : leastGrade(clause, lacking[0]);
}

const blindThat = (matcher: Matcher, { why, facts }: { why: Reason; facts: readonly FactRecord[] }): JudgedField => ({
  field: "that",
  outcome: "unknown",
  known: { is: "unknown", why, facts },
  matcher,
  why,
});

/** Why a condition is open: the reason of the first field that is, in the words of all. */
function blindness(truth: Extract<Truth, { is: "unknown" }>, knowns: ReadonlyMap<string, Known>): Reason {
  const text = reasonsTogether(truth.why);
  const whys = [...knowns.values()].flatMap((known) => (known.is === "unknown" ? [known.why] : []));
  const [first] = whys;
  if (truth.code === "limit") return reason("limit", text);
  return first === undefined ? reason("not-observed", text) : reason(first.code, text, settlingAll(whys).settle);
}
