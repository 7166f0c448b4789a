// A situation as green as it can be: for every look that a file asks, facts that meet all that is expected of it.
import type { Grade } from "../../src/facts/fact.ts";
import { canonical } from "../../src/facts/json.ts";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import { typeRow, type TypeName, type Value } from "../../src/facts/types.ts";
import { compare } from "../../src/judge/compare.ts";
import { madeSituation, seenFact, type Making } from "../../src/judge/made-situation.ts";
import { matchedKey } from "../../src/judge/matched.ts";
import { fieldsRead } from "../../src/judge/questions.ts";
import { attestationName, placesFor, type Place } from "../../src/judge/place.ts";
import { isSecretIn, lookupAt, questionAt } from "../../src/judge/reference.ts";
import { subjectsAt } from "../../src/judge/subjects.ts";
import { identityOf } from "../../src/kinds/registry.ts";
import type { Situation } from "../../src/judge/situation.ts";
import type { Field } from "../../src/kinds/declaration.ts";
import type { LookClause } from "../../src/spec/clause.ts";
import type { Matcher } from "../../src/spec/matcher.ts";
import { Reader } from "../../src/spec/problem.ts";
import type { RequirementsFile } from "../../src/spec/requirements-file.ts";
import { resolveExpectations } from "../../src/spec/resolve.ts";

/** Values of each type, among which some meet most of what can be expected. */
export const examples: Readonly<Record<TypeName, readonly Value[]>> = {
  boolean: [true, false],
  integer: [1, 7, 1000, -3],
  number: [1, 2.5, 1000],
  code: [0, 1, 200],
  count: [4, 64, 0, 1],
  size: [64e9, 4096e9, 0, 1e9],
  duration: [86_400 * 30, 0, 60],
  days: [30, 400, 0],
  percentage: [50, 100, 0],
  version: ["12.4", "99.0", "22.04", "1.0"],
  instant: ["2030-01-01T00:00:00Z", "2027-01-31T00:00:00Z", "2020-01-01T00:00:00Z"],
  list: [["a", "b"], []],
  text: ["x", "linux", "none"],
  choice: ["x"],
  domain: ["app.example.org"],
  host: ["db1.example.org"],
  ip: ["192.0.2.10"],
  url: ["https://example.org/"],
  path: ["/srv/data", "x"],
  "database-url": ["postgresql://db.example.org/app"],
};

/** Every value that a matcher names: among them are those that it wants. */
function named(matcher: Matcher): readonly Value[] {
  if (matcher.is === "equals") return [matcher.value];
  if (matcher.is === "contains") return [matcher.part, [matcher.part]];
  if (matcher.is === "not") return named(matcher.inner);
  if (matcher.is === "all" || matcher.is === "any") return matcher.inner.flatMap(named);
  if (matcher.is !== "range") return [];
  const bounds = matcher.range.alternatives.flat().map(({ bound }) => bound);
  return bounds.flatMap((bound): readonly Value[] =>
    typeof bound === "number" ? [bound, bound + 1, bound * 2] : [bound.parts.join(".")],
  );
}

type Wanted = { readonly clause: LookClause; readonly place: Place; readonly matchers: ReadonlyMap<string, Matcher> };

/** The first branch that is looked at; all of what must hold together. */
function wantedAt(situation: Situation): readonly Wanted[] {
  return situation.file.requirements.flatMap((requirement) =>
    placesFor(requirement, situation).flatMap((place): readonly Wanted[] => {
      const looks = requirement.clauses.filter((clause) => clause.is === "look");
      const chosen = requirement.joined === "anyOf" ? looks.slice(0, 1) : looks;
      return chosen.flatMap((clause) => {
        const reader = new Reader(situation.file.source);
        const question = questionAt(clause, place, reader);
        if (question?.is !== "asked") return [];
        const context = { lookup: lookupAt(place), reader, isSecret: isSecretIn(situation) };
        const expected = resolveExpectations(clause, question.arguments, context);
        if (expected?.is !== "expected") return [];
        const { matchers } = expected;
        const subjects = subjectsAt(clause, place)?.subjects.map(({ name }) => ({ ...place, subject: name }));
        return (subjects ?? [place]).map((one) => ({ clause, place: one, matchers }));
      });
    }),
  );
}

type Slot = {
  readonly record: Omit<FactRecord, "value">;
  readonly type: TypeName;
  readonly of?: readonly string[];
  /** From when on something counts: it has to lie behind. */
  readonly isBeginning: boolean;
  readonly matchers: Matcher[];
};

/** As well as the field can be known where all goes well. */
const gradeOf = ({ kind }: LookClause, { grade }: Pick<Field, "grade">): Grade => grade ?? kind.grade;

function subjectOf({ kind }: LookClause, { requirement, repeated, subject }: Place): string | null {
  if (kind.name === "attest") return attestationName(requirement.id, repeated);
  return kind.subjects === undefined ? null : (subject ?? null);
}

function slotOf(field: string, { clause, place }: Wanted): Slot | undefined {
  const question = questionAt(clause, place, new Reader(place.situation.file.source));
  const declared = clause.answers[field];
  if (question?.is !== "asked" || declared === undefined) return undefined;
  const nobody = clause.kind.askedOf.includes("nobody");
  const { value: _value, ...record } = seenFact(`${clause.kind.name}.${field}`, null, {
    target: nobody ? null : (place.target?.name ?? null),
    vantage: nobody ? null : place.vantage,
    grade: gradeOf(clause, declared),
    arguments: question.arguments,
    subject: subjectOf(clause, place),
  });
  // Two of them are two facts.
  const id = record.subject === null ? record.id : `${record.id} of ${record.subject}`;
  const isBeginning = Object.values(clause.answers).some(({ derived }) => derived?.since === field);
  const of = declared.of === undefined ? {} : { of: declared.of };
  return { record: { ...record, id }, type: declared.type, ...of, isBeginning, matchers: [] };
}

/** Facts that meet what a file expects, one for each field that a verdict reads; derived ones are made from their source. */
export function greenFacts(file: RequirementsFile, making: Making = {}): readonly FactRecord[] {
  const slots = new Map<string, Slot>();
  const situation = madeSituation(file, making);
  const read = fieldsRead(situation);
  for (const wanted of wantedAt(situation)) {
    const others = read.get(wanted.place.requirement.id) ?? new Set<string>();
    for (const field of new Set([...fieldsOf(wanted), ...others])) {
      const slot = slotOf(field, wanted);
      if (slot === undefined) continue;
      const { target, kind, vantage, subject } = slot.record;
      // One look, also where somebody asks for more of it: its facts stand once.
      const key = canonical([target, kind, vantage, identityOf(kind, slot.record.arguments, subject), subject, field]);
      const before = slots.get(key) ?? slot;
      const matcher = wanted.matchers.get(field);
      if (matcher !== undefined) before.matchers.push(matcher);
      slots.set(key, before);
    }
  }
  return [...slots.values()].map(greenFact);
}

/** What is observed of a look: an input is answered, not observed, and what is derived is made when it is judged. */
function fieldsOf({ clause }: Wanted): readonly string[] {
  if (clause.kind.name === "input") return [];
  const fields = [...clause.fields].filter((field) => clause.answers[field]?.derived === undefined);
  return clause.kind.name === "attest" ? [...new Set([...fields, "on"])] : fields;
}

function greenFact({ record, type, of, isBeginning, matchers }: Slot): FactRecord {
  if (record.field === "on") return { ...record, value: "2026-06-01" };
  const candidates = [
    ...matchers.flatMap(named),
    ...(of ?? []),
    ...(isBeginning ? examples[type].toReversed() : examples[type]),
  ];
  const fits = (value: Value): boolean =>
    typeRow(type).is(value) &&
    (of === undefined || of.includes(String(value))) &&
    matchers.every((matcher) => compare({ type, value, tolerance: 0 }, matcher) === "holds");
  const value = candidates.find(fits);
  const isKept = ["exec.stdout", "http.body"].includes(`${record.kind}.${record.field}`);
  if (value !== undefined && isKept) {
    const matched = Object.fromEntries(matchers.map((matcher) => [matchedKey(matcher), true]));
    return { ...record, kept: { length: String(value).length, matched } };
  }
  return value === undefined ? { ...record, state: "absent" } : { ...record, value };
}
