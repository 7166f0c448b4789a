import { grades, type Grade } from "../facts/fact.ts";
import { nearest } from "../facts/nearest.ts";
import type { JsonValue } from "../facts/json.ts";
import { types } from "../facts/types.ts";
import { kindNamed, kindNames } from "../kinds/registry.ts";
import type { Declaration, Field, Moment } from "../kinds/declaration.ts";
import { isPendingKind, pendingKindNames, plannedKind } from "../kinds/pending.ts";
import { partAsides, type Aside, type Parted } from "./asides.ts";
import { readCondition, type Condition } from "./condition.ts";
import { fieldNames } from "./condition-types.ts";
import type { DraftInput } from "./input.ts";
import { entryOf, type Entry, type Placed, type PlacedMap } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import { expected, oneOf, present, reportUnknown, text, truth } from "./shape.ts";

/** What one field must be. `own`: the file says so; otherwise it is the kind's default. */
export type Expectation = { readonly field: string; readonly node: Placed; readonly own: boolean };

/** One question and what its answer must be; or a kind that this version does not have. */
export type LookClause = {
  readonly is: "look";
  readonly kind: Declaration;
  readonly arguments: PlacedMap;
  readonly answers: Readonly<Record<string, Field>>;
  readonly expectations: readonly Expectation[];
  readonly that?: Condition;
  /** The condition in words. */
  readonly says?: string;
  /** Least grade that the file itself accepts; undefined: the field's, or the kind's. */
  readonly grade?: Grade;
  /** What the items of its list say of themselves, in their order; of a kind that answers of the items of a list. */
  readonly asides?: readonly Aside[];
  /** The fields that a verdict reads, those that others are derived from included. */
  readonly fields: ReadonlySet<string>;
  readonly at: Span;
};
export type Clause = LookClause | { readonly is: "pending"; readonly kind: string; readonly at: Span };

/** When a clause counts by its kind, where nothing else is said. */
export const clauseMoments = (clause: Clause): readonly Moment[] =>
  clause.is === "look" ? clause.kind.moments : plannedKind(clause.kind).moments;

/** The keys of a clause beside its kind. */
export const clauseKeys = {
  expect: {
    shape: { read: (node: Placed) => node, schema: { type: "object" } },
    says: "what the answer must be, by field",
  },
  that: { shape: text("a condition"), says: "CEL over the fields of the answer" },
  says: { shape: text("what `that` asks, in words"), says: "what `that` asks, in words that stand behind `must be`" },
  grade: { shape: oneOf(...grades), says: "least grade accepted" },
  defaults: { shape: truth, says: "false: only `expect` counts, not the kind's own expectations" },
} as const;

export type ClauseParts = {
  readonly expect?: Placed;
  readonly that?: string;
  readonly says?: string;
  readonly grade?: Grade;
  readonly defaults?: boolean;
  readonly at: Span;
  readonly places: Readonly<Record<string, Span>>;
};

export type ClauseContext = {
  readonly reader: Reader;
  readonly inputs: ReadonlyMap<string, DraftInput>;
  /** Inputs that have mistakes of their own: what names them is not wrong for that. */
  readonly unread: ReadonlySet<string>;
};

/** The entries of a map that name a kind or `pending`. */
export const kindEntries = (map: PlacedMap): readonly Entry[] =>
  map.entries.filter((entry) => entry.key === "pending" || kindNamed(entry.key) !== undefined);

/** Reads a clause whose kind is the given entry. */
export function readClause(entry: Entry, parts: ClauseParts, context: ClauseContext): Clause | undefined {
  if (entry.key === "pending") return readPending(entry, parts, context.reader);
  const kind = kindNamed(entry.key);
  if (kind === undefined) throw new Error(`${entry.key} was taken for a kind`);
  const parted = partedArguments(kind, readArguments(kind, entry.value, context.reader), context.reader);
  const answers = parted === undefined ? undefined : answersOf(kind, parted.rest, context);
  if (parted === undefined || answers === undefined) return undefined;
  const { rest: given, asides } = parted;
  const look = readLook(entry, parts, { reader: context.reader, asking: { kind, answers, given } });
  return look === undefined || asides.length === 0 ? look : { ...look, asides };
}

function partedArguments({ subjects }: Declaration, given: PlacedMap | undefined, reader: Reader): Parted | undefined {
  if (given === undefined) return undefined;
  if (subjects?.argument === undefined) return { rest: given, asides: [] };
  const before = reader.problems.length;
  const parted = partAsides(given, subjects.argument, reader);
  return reader.problems.length > before ? undefined : parted;
}

type Looking = { readonly reader: Reader; readonly asking: Asking };

function readLook(entry: Entry, parts: ClauseParts, { reader, asking }: Looking): LookClause | undefined {
  const { kind, answers, given } = asking;
  const before = reader.problems.length;
  const expectations = readExpectations(asking, parts, reader);
  const that = readThat(answers, parts, reader);
  if (reader.problems.length > before) return undefined;
  if (expectations.length === 0 && that === undefined) {
    return reader.report(entry.keyAt, `expects nothing of ${kind.name}: nothing could show it`, {
      hint: `say \`expect:\` with some of ${Object.keys(answers).join(", ")}`,
    });
  }
  const fields = new Set([...expectations.map((one) => one.field), ...(that?.reads ?? [])]);
  if (!areAnswered(asking, fields, { reader, at: parts.places["expect"] ?? entry.keyAt })) return undefined;
  return {
    is: "look",
    kind,
    arguments: given,
    answers,
    expectations,
    ...present({ that, says: parts.says, grade: parts.grade }),
    fields: withSources(fields, answers),
    at: entry.keyAt,
  };
}

/** The least grade at which a field of the answer counts. */
export const leastGrade = (
  { grade, answers, kind }: Pick<LookClause, "grade" | "answers" | "kind">,
  field: string,
): Grade => grade ?? answers[field]?.grade ?? kind.grade;

/** Fields, and those that some of them are derived from. */
const withSources = (fields: ReadonlySet<string>, answers: LookClause["answers"]): ReadonlySet<string> =>
  new Set(
    [...fields].flatMap((field) => {
      const { from = field, since = field } = answers[field]?.derived ?? {};
      return [field, from, since];
    }),
  );

function readPending(entry: Entry, parts: ClauseParts, reader: Reader): Clause | undefined {
  const { value } = entry;
  if (value.is !== "scalar" || typeof value.value !== "string") return expected(reader, value, "the name of a kind");
  const name = value.value;
  if (kindNamed(name) !== undefined) {
    return reader.report(value.at, `this version has the kind ${name}`, {
      hint: `write \`${name}: {}\` in place of pending`,
    });
  }
  for (const [key, at] of Object.entries(parts.places)) {
    if (Object.hasOwn(clauseKeys, key)) reader.report(at, `\`${key}\` cannot be checked on a pending kind`);
  }
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(name)) return reader.report(value.at, `\`${name}\` cannot be the name of a kind`);
  if (!isPendingKind(name)) {
    const meant = nearest(name, [...kindNames, ...pendingKindNames]);
    if (meant !== undefined)
      return reader.report(value.at, `\`${name}\` is not a kind`, { hint: `did you mean \`${meant}\`?` });
  }
  return { is: "pending", kind: name, at: entry.keyAt };
}

function readArguments(kind: Declaration, node: Placed, reader: Reader): PlacedMap | undefined {
  const given = node.is === "scalar" && node.value === null ? { is: "map" as const, entries: [], at: node.at } : node;
  if (given.is !== "map") return expected(reader, node, `the arguments of ${kind.name}, such as {}`);
  const words = Object.keys(kind.arguments);
  const before = reader.problems.length;
  const wrong = given.entries.filter(({ key }) => !Object.hasOwn(kind.arguments, key));
  for (const { key, keyAt } of wrong) {
    const message = `\`${key}\` is not an argument of ${kind.name}`;
    if (words.length === 0) reader.report(keyAt, message, { hint: "it takes none" });
    else reportUnknown(reader, keyAt, { word: key, message, words });
  }
  const missing = Object.keys(kind.arguments).filter(
    (name) => kind.arguments[name]?.required === true && !given.entries.some(({ key }) => key === name),
  );
  for (const name of missing) {
    const isMistyped = wrong.some(({ key }) => nearest(key, [name]) === name);
    if (!isMistyped) reader.report(given.at, `${kind.name} needs the argument \`${name}\``);
  }
  expectOneOf(kind, given, reader);
  return reader.problems.length > before ? undefined : withoutSwitchedOff(kind, given);
}

/** `run: false` says the same as nothing: so it asks the same question, and the same may be expected of it. */
const withoutSwitchedOff = (kind: Declaration, given: PlacedMap): PlacedMap => ({
  ...given,
  entries: given.entries.filter(
    ({ key, value }) =>
      kind.arguments[key]?.type !== "boolean" || value.is !== "scalar" || types.boolean.read(value.source) !== false,
  ),
});

function expectOneOf({ name, needsOneOf }: Declaration, given: PlacedMap, reader: Reader): void {
  if (needsOneOf === undefined || given.entries.some(({ key }) => needsOneOf.includes(key))) return;
  reader.report(given.at, `${name} needs one of the arguments ${needsOneOf.map((one) => `\`${one}\``).join(", ")}`);
}

/** The fields of the answer: those of the kind, of each subject where it has some; of an input, typed as that input is. */
function answersOf(kind: Declaration, given: PlacedMap, context: ClauseContext): LookClause["answers"] | undefined {
  if (kind.name !== "input") return fieldsOfEach(kind);
  const named = entryOf(given, "name")?.value ?? given;
  const name = named.is === "scalar" ? named.source : "";
  const { reader, inputs, unread } = context;
  if (unread.has(name)) return undefined;
  const input = inputs.get(name);
  if (input === undefined) {
    const message = `\`${name}\` is not an input of this file`;
    return reportUnknown(reader, named.at, { word: name, message, words: [...inputs.keys()] });
  }
  if (input.secret) return reader.report(named.at, `${name} is a secret: its value is not judged`);
  const { value } = kind.answers;
  if (value === undefined) throw new Error("the kind input has no field value");
  return { value: { ...value, type: input.type, ...(input.of === undefined ? {} : { of: input.of }) } };
}

/** Nothing is expected of the list of subjects: something is expected of each of them. */
function fieldsOfEach({ answers, subjects }: Declaration): LookClause["answers"] {
  if (subjects === undefined) return answers;
  const { [subjects.list]: _list, ...ofEach } = answers;
  return ofEach;
}

type Asking = { readonly kind: Declaration; readonly answers: LookClause["answers"]; readonly given: PlacedMap };

function readExpectations(asking: Asking, parts: ClauseParts, reader: Reader): readonly Expectation[] {
  const { kind, answers } = asking;
  const { expect } = parts;
  if (expect !== undefined && expect.is !== "map") {
    expected(reader, expect, `fields of ${kind.name} and what they must be`);
    return [];
  }
  const words = Object.keys(answers);
  const own = (expect?.entries ?? []).flatMap(({ key, keyAt, value }): Expectation[] => {
    if (Object.hasOwn(answers, key)) return [{ field: key, node: value, own: true }];
    reportUnknown(reader, keyAt, { word: key, message: `\`${key}\` is not a field of ${kind.name}`, words });
    return [];
  });
  return parts.defaults === false ? own : [...own, ...defaultsBeside(own, asking, parts.at)];
}

/** What the kind expects by default of fields that the file says nothing of, and that are answered with these arguments. */
function defaultsBeside(
  own: readonly Expectation[],
  { kind, answers, given }: Asking,
  at: Span,
): readonly Expectation[] {
  return Object.entries(kind.expect).flatMap(([field, value]): Expectation[] => {
    const overridden = own.some((one) => one.field === field);
    const needed = answers[field]?.with;
    const asked = needed === undefined || given.entries.some(({ key }) => key === needed);
    return overridden || !asked ? [] : [{ field, node: placedDefault(value, at), own: false }];
  });
}

function placedDefault(value: JsonValue, at: Span): Placed {
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value)) return { is: "list", items: value.map((one: JsonValue) => placedDefault(one, at)), at };
    return {
      is: "map",
      entries: Object.entries(value).map(([key, one]) => ({ key, keyAt: at, value: placedDefault(one, at) })),
      at,
    };
  }
  return { is: "scalar", value, source: String(value), at };
}

function readThat(answers: LookClause["answers"], parts: ClauseParts, reader: Reader): Condition | undefined {
  if (parts.that === undefined) {
    if (parts.says === undefined) return undefined;
    return reader.report(parts.places["says"] ?? parts.at, "`says` puts `that` into words, and there is no `that`");
  }
  // What is kept out of facts can only be matched while it is looked at, not computed with later.
  const readable = Object.entries(answers).filter(([, field]) => field.visibility !== "never");
  const names = new Map(fieldNames(Object.fromEntries(readable), ""));
  const hidden = Object.entries(answers).find(
    ([name, field]) => field.visibility === "never" && new RegExp(`\\b${name}\\b`).test(parts.that ?? ""),
  );
  if (hidden !== undefined) {
    const [name] = hidden;
    const hint = `write expect: { ${name}: { contains: … } }`;
    return reader.report(parts.places["that"] ?? parts.at, `\`${name}\` is never kept, so it cannot be computed with`, {
      hint,
    });
  }
  return readCondition(parts.that, parts.places["that"] ?? parts.at, { names, reader });
}

function areAnswered(asking: Asking, fields: ReadonlySet<string>, place: { reader: Reader; at: Span }): boolean {
  const { kind, answers, given } = asking;
  const wrong = [...fields].flatMap((field) => {
    const needed = answers[field]?.with;
    return needed === undefined || given.entries.some(({ key }) => key === needed) ? [] : [{ field, needed }];
  });
  for (const { field, needed } of wrong) {
    place.reader.report(place.at, `\`${field}\` of ${kind.name} is answered only with the argument \`${needed}\``);
  }
  return wrong.length === 0;
}
