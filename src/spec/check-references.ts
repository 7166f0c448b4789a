import { typeRow } from "../facts/types.ts";
import type { Field } from "../kinds/declaration.ts";
import { readBesideOpen, resolveArguments, resolveExpectations } from "./resolve.ts";
import type { LookClause } from "./clause.ts";
import type { DraftInput } from "./input.ts";
import type { Placed } from "./placed.ts";
import { Reader, type Span } from "./problem.ts";
import type { DraftRequirement } from "./requirement.ts";
import { reportUnknown } from "./shape.ts";
import { reportTwins, withKnownItems } from "./twins.ts";
import { isUnread, type Unread } from "./unread.ts";
import type { Sizing } from "./sizing.ts";
import { referencesIn, standingFor, wrongReferencesIn, type Reference, type Resolved } from "./template.ts";

export type Known = {
  readonly reader: Reader;
  readonly inputs: ReadonlyMap<string, DraftInput>;
  readonly sizing: Sizing | undefined;
  readonly requirements: ReadonlyMap<string, DraftRequirement>;
  readonly unread: Unread;
};

const looksOf = (requirement: DraftRequirement): readonly LookClause[] =>
  requirement.clauses.filter((clause) => clause.is === "look");

/** Checks every reference of a requirement: that it means something, and that what it means can stand where it stands. */
export function checkReferences(requirement: DraftRequirement, known: Known): void {
  const before = known.reader.problems.length;
  for (const clause of looksOf(requirement)) {
    const nodes = wholeOf(clause);
    for (const { at, message } of nodes.flatMap(wrongReferencesIn)) known.reader.report(at, message);
    for (const reference of nodes.flatMap(referencesIn)) checkReference(reference, requirement, known);
    checkSecrets(clause, known);
  }
  checkRepetition(requirement, known.reader);
  // Only where every reference means something can it be tried what it would give.
  if (known.reader.problems.length === before) {
    for (const clause of looksOf(requirement)) tryValues(clause, requirement, known);
  }
}

/** All in which a clause may refer to something. */
export const wholeOf = (clause: LookClause): readonly Placed[] => [
  clause.arguments,
  ...clause.expectations.filter((one) => one.own).map((one) => one.node),
];

/** Values that nothing reads would be told one by one as if each had been looked at. */
function checkRepetition(requirement: DraftRequirement, reader: Reader): void {
  const { repeat } = requirement;
  const looks = looksOf(requirement);
  if (repeat === undefined || looks.length === 0) return;
  const nodes = looks.flatMap(wholeOf);
  if (nodes.flatMap(referencesIn).some(({ root }) => root === "for")) return;
  if (nodes.flatMap(wrongReferencesIn).length > 0) return;
  reader.report(
    repeat.at,
    `\`$for.${repeat.name}\` is read nowhere in this requirement: its values are not looked at`,
    {
      hint: "write it in an argument or in `expect`, or leave `for` out",
    },
  );
}

function checkReference(reference: Reference, requirement: DraftRequirement, known: Known): void {
  const { root, path, at, text } = reference;
  const { reader } = known;
  if (root === "arguments") reader.report(at, `\`${text}\` is only for the defaults of a kind`);
  else if (root === "answers") checkAnswer(reference, requirement, known);
  else if (path.length > 1) reader.report(at, `\`${text}\` names too much: $${root}.${path[0] ?? ""}`);
  else checkName(root, reference, { requirement, known });
}

const whatOf = { inputs: "input", sizing: "value of the sizing", for: "key of `for`" } as const;

/** A reference to an input, a value of the sizing or the key of `for`. */
function checkName(root: keyof typeof whatOf, { path, at, text }: Reference, { requirement, known }: Where): void {
  const [name = ""] = path;
  const { inputs, sizing, unread } = known;
  const words = {
    inputs: () => [...inputs.keys()],
    sizing: () => sizing?.names ?? [],
    for: () => (requirement.repeat === undefined ? [] : [requirement.repeat.name]),
  }[root]();
  const isLost = (root === "inputs" && unread.inputs.has(name)) || (root === "sizing" && unread.sizing);
  if (words.includes(name) || isLost) return;
  reportUnknown(known.reader, at, { word: name, message: `\`${text}\`: no ${whatOf[root]} ${name}`, words });
}

type Where = { readonly requirement: DraftRequirement; readonly known: Known };

function checkAnswer({ path, at, text }: Reference, requirement: DraftRequirement, known: Known): undefined {
  const [name = "", field = "", more] = path;
  const { reader, requirements, unread } = known;
  if (field === "" || more !== undefined) return reader.report(at, `\`${text}\` is written $answers.id.field`);
  const needed = requirements.get(name);
  if (needed === undefined && isUnread(name, unread)) return undefined;
  if (needed === undefined) {
    const words = [...requirements.keys()];
    return reportUnknown(reader, at, { word: name, message: `\`${text}\`: no requirement ${name}`, words });
  }
  if (!requirement.needs.includes(name)) {
    return reader.report(at, `\`${text}\` reads an answer of ${name}: list it in \`needs\``);
  }
  return checkField(needed, field, { reader, at, text });
}

type Telling = { readonly reader: Reader; readonly at: Span; readonly text: string };

/** Why a requirement has no single answer of a field that another could read, or undefined where it has. */
export function whyNoSingle(
  { id, joined, repeat, clauses: [clause] }: DraftRequirement,
  field: string,
): string | undefined {
  if (joined !== "one") return `${id} has branches, so it has no single answer`;
  if (repeat !== undefined) return `${id} is looked at for each value of \`for\`, so it has no single answer`;
  const subjects = clause.is === "look" ? clause.kind.subjects : undefined;
  if (subjects === undefined || field === subjects.list) return undefined;
  return `${id} answers of each ${subjects.word}, so it has no single \`${field}\``;
}

function checkField(needed: DraftRequirement, field: string, { reader, at, text }: Telling): undefined {
  const [clause] = needed.clauses;
  const why = whyNoSingle(needed, field);
  if (why !== undefined) return reader.report(at, why);
  if (clause.is === "pending" || Object.hasOwn(clause.answers, field)) return undefined;
  const words = Object.keys(clause.answers);
  return reportUnknown(reader, at, {
    word: field,
    message: `\`${text}\`: ${clause.kind.name} has no field ${field}`,
    words,
  });
}

/** A secret may only stand, whole, in an argument that its kind declares secret (docs/how-to/secrets.md). */
function checkSecrets(clause: LookClause, { inputs, reader }: Known): void {
  const { entries } = clause.arguments;
  const closed = entries.filter(({ key, value }) => {
    const isWhole = value.is === "scalar" && referencesIn(value)[0]?.text === value.value;
    return clause.kind.arguments[key]?.secret !== true || !isWhole;
  });
  const expectations = clause.expectations.filter((one) => one.own).map((one) => one.node);
  for (const { root, path, at } of [...closed.map(({ value }) => value), ...expectations].flatMap(referencesIn)) {
    if (root !== "inputs" || inputs.get(path[0] ?? "")?.secret !== true) continue;
    reader.report(at, `${path[0] ?? ""} is a secret and cannot stand here`, {
      hint: "only in an argument that takes secrets",
    });
  }
}

/** Tries what each row of the sizing and each value of `for` would give; an input stands for an example of its type. */
function tryValues(clause: LookClause, requirement: DraftRequirement, known: Known): void {
  const rows = known.sizing?.rows ?? [];
  const values = requirement.repeat?.values ?? [];
  const trials = [
    ...(rows.length === 0 ? [0] : rows.keys()).map((row) => ({ row, value: 0 })),
    ...[...values.keys()].slice(1).map((value) => ({ row: 0, value })),
  ];
  const told = new Set<string>();
  for (const trial of trials) {
    const reader = new Reader(known.reader.source);
    const lookup = (reference: Reference): Resolved => sampleFor(reference, trial, { requirement, known });
    tryOnce(clause, { reader, lookup, isSecret: (name) => known.inputs.get(name)?.secret === true });
    for (const problem of reader.problems) {
      const key = `${problem.at.start} ${problem.message}`;
      if (!told.has(key)) known.reader.problems.push(problem);
      told.add(key);
    }
  }
}

type Trial = { readonly row: number; readonly value: number };

/** Each argument and expectation by itself, since one that is open says nothing of the others. */
function tryOnce(clause: LookClause, context: Parameters<typeof resolveArguments>[1]): void {
  readBesideOpen(clause, context);
  const asked = clause.arguments.entries.map((entry) =>
    resolveArguments({ ...clause, arguments: { ...clause.arguments, entries: [entry] } }, context),
  );
  const given = Object.fromEntries(asked.flatMap((one) => (one?.is === "asked" ? Object.entries(one.arguments) : [])));
  tryTwins(clause, context);
  for (const one of clause.expectations) resolveExpectations({ ...clause, expectations: [one] }, given, context);
}

/** An example stands for many inputs: what items say by themselves tells whether two of them are one. */
function tryTwins(clause: LookClause, { lookup, isSecret, reader }: Parameters<typeof resolveArguments>[1]): void {
  if (clause.kind.subjects?.named === undefined) return;
  const known = withKnownItems(clause);
  const asked = resolveArguments(known, { lookup, isSecret, reader: new Reader(reader.source) });
  if (asked?.is === "asked") reportTwins(known, asked.arguments, reader);
}

/** What a reference may stand for when the file is used. */
function sampleFor(reference: Reference, trial: Trial, { requirement, known }: Where): Resolved {
  const [name = "", field = ""] = reference.path;
  const samples = {
    sizing: () => known.sizing?.rows[trial.row]?.values.get(name)?.text,
    for: () => requirement.repeat?.values[trial.value]?.source,
    answers: () => sampleOfAnswer(known.requirements.get(name), field),
    inputs: () => sampleOfInput(known.inputs.get(name)),
    arguments: () => undefined,
  };
  const value = samples[reference.root]();
  if (value === undefined) return { is: "open", reference, why: { code: "open-reference", text: "not tried" } };
  return standingFor(value, reference.root === "inputs" ? known.inputs.get(name)?.type : undefined);
}

function sampleOfAnswer(requirement: DraftRequirement | undefined, field: string): string | undefined {
  const clause = requirement?.clauses[0];
  return clause?.is === "look" ? sampleOf(clause.answers[field]) : undefined;
}

function sampleOfInput(input: DraftInput | undefined): string | number | boolean | undefined {
  const standing = input?.default ?? input?.suggest;
  return standing === undefined || typeof standing === "object" ? sampleOf(input) : standing;
}

/** Free text can be anything, so it is not tried: a wrong answer is told when it is given. */
function sampleOf(of: Pick<DraftInput | Field, "type" | "of"> | undefined): string | undefined {
  if (of === undefined || of.type === "text" || of.type === "list") return undefined;
  return of.type === "choice" ? of.of?.[0] : typeRow(of.type).example;
}
