import { isNamed } from "../facts/url-query.ts";
import { argumentsOf } from "../kinds/registry.ts";
import { isReasonCode, reason } from "../facts/reasons.ts";
import type { Arguments, FactRecord } from "../facts/snapshot.ts";
import { typeRow, type Value } from "../facts/types.ts";
import type { Field } from "../kinds/declaration.ts";
import { attestationName, placesFor, resultSubject, type Place } from "../judge/place.ts";
import { questionAt } from "../judge/reference.ts";
import { subjectsAt } from "../judge/subjects.ts";
import type { Situation } from "../judge/situation.ts";
import type { CaseFact } from "../spec/cases.ts";
import type { Clause, LookClause } from "../spec/clause.ts";
import { entryOf, type Entry, type Placed, type PlacedMap } from "../spec/placed.ts";
import type { Reader } from "../spec/problem.ts";
import type { Requirement } from "../spec/requirement.ts";
import { expected, reportUnknown } from "../spec/shape.ts";

export type CaseRecord = Omit<FactRecord, "id">;

/** Turns a fact of a case into records, at every place where its requirement is judged. Mistakes go to the reader. */
export function caseRecords(fact: CaseFact, situation: Situation, reader: Reader): readonly CaseRecord[] {
  const requirement = situation.file.requirements.find((one) => one.id === fact.requirement);
  if (requirement === undefined) {
    const words = situation.file.requirements.map((one) => one.id);
    reportUnknown(reader, fact.at, {
      word: fact.requirement,
      message: `no requirement \`${fact.requirement}\``,
      words,
    });
    return [];
  }
  const clauses = looksWith(requirement, fact, reader);
  return clauses.flatMap((clause) =>
    placesFor(requirement, situation).flatMap((place) => recordAt(clause, place, { fact, reader })),
  );
}

function looksWith(requirement: Requirement, fact: CaseFact, reader: Reader): readonly LookClause[] {
  const clauses: readonly Clause[] = requirement.clauses;
  const looks = clauses.filter((clause) => clause.is === "look");
  if (looks.length === 0) {
    reader.report(fact.at, `${requirement.id} is pending: no fact of it can be given`);
    return [];
  }
  if (looks.some((clause) => clause.kind.name === "input")) {
    reader.report(fact.at, `${requirement.id} judges an input: give it under \`inputs\``);
    return [];
  }
  const fitting = looks.filter((clause) => Object.hasOwn(clause.answers, fact.field) || isList(clause, fact));
  if (fitting.length === 0) {
    const words = looks.flatMap((clause) => Object.keys(clause.answers));
    reportUnknown(reader, fact.at, {
      word: fact.field,
      message: `${requirement.id} has no field \`${fact.field}\``,
      words,
    });
  }
  return fitting;
}

/** Which subjects there are is a fact too, where the question does not say it. */
const isList = ({ kind: { subjects } }: LookClause, { field, subject }: CaseFact): boolean =>
  subject === null && subjects?.named === undefined && subjects?.list === field;

type Giving = { readonly fact: CaseFact; readonly reader: Reader };

function recordAt(clause: LookClause, place: Place, { fact, reader }: Giving): readonly CaseRecord[] {
  const declared = clause.kind.name === "input" ? clause.answers[fact.field] : clause.kind.answers[fact.field];
  const asked = askedArguments(clause, place, { fact, reader });
  const given = declared === undefined || asked === undefined ? undefined : readGiven(declared, fact.node, reader);
  if (asked === undefined || given === undefined) return [];
  const base = { ...baseOf(clause, place, fact.field), arguments: asked };
  if (clause.kind.subjects !== undefined && !isList(clause, fact)) {
    return subjectsOf(clause, place, { fact, reader }).map((subject) => ({
      ...base,
      arguments: argumentsOf(clause.kind.name, asked, subject),
      subject,
      field: fact.field,
      ...given,
    }));
  }
  const record: CaseRecord = { ...base, field: fact.field, ...given };
  if (clause.kind.name !== "attest" || fact.field !== "answer") return [record];
  // Whoever gives an answer in a case means one that holds: given on the day of the case.
  return [record, { ...base, field: "on", state: "seen", value: place.situation.now.slice(0, 10) }];
}

/** The subjects that a fact is given of. One that there is not is a slip. */
function subjectsOf(clause: LookClause, place: Place, { fact, reader }: Giving): readonly string[] {
  const names = (subjectsAt(clause, place)?.subjects ?? []).map(({ name }) => name);
  const { subject, requirement, at, except } = fact;
  const nameOf = (name: string): string => resultSubject({ ...place, subject: name }) ?? name;
  if (subject === null) return names.filter((name) => !except.includes(nameOf(name)));
  const found = names.filter((name) => isNamed(nameOf(name), subject));
  if (found.length > 0 || place.repeated !== null) return found;
  const message = `${requirement} has no subject \`${subject}\``;
  reportUnknown(reader, at, { word: subject, message, words: names });
  return [];
}

/** The arguments of the look that would give the fact, or undefined where it cannot be given; then the reader has why. */
function askedArguments(clause: LookClause, place: Place, { fact, reader }: Giving): Arguments | undefined {
  const derived = clause.answers[fact.field]?.derived;
  if (derived !== undefined) return reader.report(fact.at, `${fact.field} is made from ${derived.from}: give that`);
  const question = questionAt(clause, place, reader);
  if (question?.is !== "open") return question?.arguments;
  const why = `while ${question.reference.text} is open: ${question.why.text}`;
  return reader.report(fact.at, `a fact of ${fact.requirement} has no place ${why}`);
}

function baseOf(clause: LookClause, place: Place, field: string): Omit<CaseRecord, "field" | "state" | "arguments"> {
  const attested = clause.kind.name === "attest";
  return {
    target: attested ? null : (place.target?.name ?? null),
    kind: clause.kind.name,
    subject: attested ? attestationName(place.requirement.id, place.repeated) : null,
    vantage: attested ? null : place.vantage,
    grade: clause.answers[field]?.grade ?? clause.kind.grade,
    by: "the case",
    at: place.situation.now,
    ms: 0,
  };
}

type Given = Pick<FactRecord, "state" | "value" | "why" | "tolerance" | "kept">;

/** A value, null (absent), `{ value, tolerance }` or `{ unknown: reason }`. */
function readGiven(declared: Field, node: Placed, reader: Reader): Given | undefined {
  if (node.is === "map") return readDetailed(declared, node, reader);
  if (node.is === "scalar" && node.value === null) return { state: "absent" };
  const value = readValue(declared, node, reader);
  return value === undefined ? undefined : { state: "seen", value };
}

const detailKeys = ["value", "tolerance", "unknown"];

function readDetailed(declared: Field, node: PlacedMap, reader: Reader): Given | undefined {
  const wrong = node.entries.find(({ key }) => !detailKeys.includes(key));
  if (wrong !== undefined) {
    const message = `\`${wrong.key}\` cannot stand here`;
    return reportUnknown(reader, wrong.keyAt, { word: wrong.key, message, words: detailKeys });
  }
  const blind = entryOf(node, "unknown");
  if (blind !== undefined) return readUnknown(node, blind, reader);
  const entry = entryOf(node, "value");
  if (entry === undefined) return reader.report(node.at, "`value` is missing");
  const value = readValue(declared, entry.value, reader);
  const tolerance = readTolerance(entryOf(node, "tolerance"), reader);
  return value === undefined || tolerance === undefined ? undefined : { state: "seen", value, tolerance };
}

function readUnknown(node: PlacedMap, { value }: Entry, reader: Reader): Given | undefined {
  const other = node.entries.find(({ key }) => key !== "unknown");
  if (other !== undefined)
    return reader.report(other.keyAt, `\`${other.key}\` beside \`unknown\`: what is not known has none`);
  const code = value.is === "scalar" ? value.source : "";
  if (!isReasonCode(code)) return reader.report(value.at, `\`${code}\` is no reason code`);
  return { state: "unknown", why: reason(code, "given so by the case") };
}

function readTolerance(entry: Entry | undefined, reader: Reader): number | undefined {
  if (entry === undefined) return 0;
  const { value } = entry;
  const share = value.is === "scalar" ? value.value : undefined;
  if (typeof share === "number" && share >= 0 && share < 1) return share;
  return reader.report(value.at, "`tolerance` is a share such as 0.08");
}

function readValue(declared: Field, node: Placed, reader: Reader): Value | undefined {
  const row = typeRow(declared.type);
  const text = node.is === "scalar" ? node.source : undefined;
  if (declared.type === "list" && node.is === "list")
    return node.items.flatMap((item) => (item.is === "scalar" ? [item.source] : []));
  const value = text === undefined ? undefined : row.read(text);
  if (value === undefined || !row.is(value)) return expected(reader, node, row.says);
  if (declared.of !== undefined && !declared.of.includes(String(value))) {
    return reportUnknown(reader, node.at, {
      word: String(value),
      message: `\`${String(value)}\` is none of its values`,
      words: declared.of,
    });
  }
  return value;
}
