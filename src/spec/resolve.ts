import type { JsonValue } from "../facts/json.ts";
import type { Arguments } from "../facts/snapshot.ts";
import { typeRow } from "../facts/types.ts";
import type { Argument, Declaration } from "../kinds/declaration.ts";
import type { LookClause } from "./clause.ts";
import { fitsWhole } from "./fits-whole.ts";
import { readMatcher, type Matcher } from "./matcher.ts";
import { cut, type Placed, type PlacedMap } from "./placed.ts";
import type { Reader } from "./problem.ts";
import { expected, expectedType, reportUnknown } from "./shape.ts";
import {
  openReferencesIn,
  openTogether,
  referencesIn,
  resolveReferences,
  type Lookup,
  type OpenReference,
  type Reference,
  type Resolved,
} from "./template.ts";

/** A question with nothing left open: what to ask, and what each field must be. */
export type ResolvedQuestion = { readonly is: "asked"; readonly arguments: Arguments };
export type ResolvedExpectations = { readonly is: "expected"; readonly matchers: ReadonlyMap<string, Matcher> };

type Context = { readonly lookup: Lookup; readonly reader: Reader; readonly isSecret: (input: string) => boolean };

/** Resolves and parses the arguments of a clause, or says all that is open among them. Undefined: a value is none of its type, and the reader has the words. */
export function resolveArguments(clause: LookClause, context: Context): ResolvedQuestion | OpenReference | undefined {
  const resolved: Record<string, JsonValue> = {};
  const open: OpenReference[] = [];
  let whole = true;
  for (const { key, value } of clause.arguments.entries) {
    const argument = clause.kind.arguments[key];
    if (argument === undefined) continue;
    const secret = secretOf(argument, value, context);
    if (secret !== undefined) {
      resolved[key] = { secret: true, input: secret };
      continue;
    }
    const placed = resolveReferences(value, context.lookup);
    if (placed.is === "open") {
      if (!isLeftOut(argument, value, placed)) open.push(...openReferencesIn(value, context.lookup));
      continue;
    }
    const parsed = readArgument(argument, placed, { kind: clause.kind, name: key, reader: context.reader });
    if (parsed === undefined) whole = false;
    else Object.assign(resolved, isOff(argument, parsed) ? {} : { [key]: parsed });
  }
  const [first] = open;
  if (first !== undefined) return openTogether(first, open);
  return whole ? { is: "asked", arguments: resolved } : undefined;
}

/** One that asks for more: switched off it says the same as if it were left out. */
const isSwitch = (argument: Argument | undefined): boolean => argument?.type === "boolean";
const isOff = (argument: Argument, value: JsonValue): boolean => isSwitch(argument) && value === false;

/** Of a list in which something is open reads what is not: its mistakes are told all the same. */
export function readBesideOpen({ kind, arguments: given }: LookClause, { lookup, reader }: Context): void {
  for (const { key: name, value } of given.entries) {
    const argument = kind.arguments[name];
    if (argument === undefined || value.is !== "list" || resolveReferences(value, lookup).is !== "open") continue;
    for (const item of value.items) {
      const placed = resolveReferences(item, lookup);
      if (placed.is !== "open") readArgument(argument, { ...value, items: [placed] }, { kind, name, reader });
      else if (item.is === "map" && argument.items !== undefined)
        readOpenItem(argument.items, { node: item, lookup }, { kind, name, reader });
    }
  }
}

type OpenItem = { readonly node: PlacedMap; readonly lookup: Lookup };

function readOpenItem(items: Items, { node, lookup }: OpenItem, place: ArgumentPlace): void {
  const resolved = node.entries.map((entry) => ({ entry, value: resolveReferences(entry.value, lookup) }));
  const open = new Set(resolved.flatMap(({ entry, value }) => (value.is === "open" ? [entry.key] : [])));
  const entries = resolved.flatMap(({ entry, value }) => (value.is === "open" ? [] : [{ ...entry, value }]));
  const expectedHere = Object.entries(items).filter(([key]) => !open.has(key));
  readItem(Object.fromEntries(expectedHere), { ...node, entries }, place);
}

/** An argument that may be left out is left out by whoever answered none, or, where the kind says so, nothing yet. */
const isLeftOut = ({ required, ifAnswered }: Argument, node: Placed, { isNone, reference }: OpenReference): boolean =>
  required !== true &&
  ((ifAnswered === true && reference.root === "inputs") ||
    (isNone === true && node.is === "scalar" && node.value === reference.text));

function secretOf(argument: Argument, node: Placed, context: Context): string | undefined {
  if (argument.secret !== true || node.is !== "scalar") return undefined;
  const [reference] = referencesIn(node);
  if (reference === undefined || reference.root !== "inputs" || reference.text !== node.value) return undefined;
  const [name = ""] = reference.path;
  return context.isSecret(name) && context.lookup(reference).is === "value" ? name : undefined;
}

type ArgumentPlace = { readonly kind: Declaration; readonly name: string; readonly reader: Reader };

function readArgument(argument: Argument, node: Placed, place: ArgumentPlace): JsonValue | undefined {
  if (argument.items !== undefined) return readItems(argument.items, node, place);
  const { says } = typeRow(argument.type);
  if (argument.type === "list") return readTexts(argument, node, place) ?? expected(place.reader, node, says);
  return readOne(argument, node, place);
}

function readOne(argument: Argument, node: Placed, place: ArgumentPlace): JsonValue | undefined {
  const { reader } = place;
  const row = typeRow(argument.type);
  const value = node.is === "scalar" && node.value !== null ? row.read(node.source) : undefined;
  if (value === undefined) return expectedType(reader, node, argument.type);
  const word = String(value);
  const message = `\`${cut(withoutLogin(word))}\` cannot be the ${place.name} of ${place.kind.name}`;
  if (argument.of !== undefined && !argument.of.includes(word)) {
    return reportUnknown(reader, node.at, { word, message, words: argument.of });
  }
  const { pattern } = argument;
  if (pattern === undefined || fitsWhole(pattern, word)) return value;
  return reader.report(node.at, message, { hint: `expected ${pattern.says}` });
}

/** What stands before a host in a URL may be a password. */
const withoutLogin = (text: string): string => text.replace(/\/\/[^/?#]*@/, "//…@");

type Items = NonNullable<Argument["items"]>;

/** A list of maps, each read like the arguments of a kind. */
function readItems(items: Items, node: Placed, place: ArgumentPlace): JsonValue | undefined {
  const { reader } = place;
  const before = reader.problems.length;
  if (node.is === "list" && node.items.length === 0)
    return reader.report(node.at, "an empty list: nothing would be required");
  if (node.is !== "list") return expected(reader, node, `a list of maps with ${Object.keys(items).join(", ")}`);
  const read = node.items.map((item) => readItem(items, item, place));
  return reader.problems.length > before ? undefined : read.flatMap((one) => one ?? []);
}

function readItem(items: Items, node: Placed, place: ArgumentPlace): Readonly<Record<string, JsonValue>> | undefined {
  const { reader } = place;
  const words = Object.keys(items);
  if (node.is !== "map") return expected(reader, node, `a map with ${words.join(", ")}`);
  const read: Record<string, JsonValue> = {};
  for (const { key, keyAt, value } of node.entries) {
    const item = Object.hasOwn(items, key) ? items[key] : undefined;
    if (item === undefined) reportUnknown(reader, keyAt, { word: key, message: `\`${key}\` cannot stand here`, words });
    const one = item === undefined ? undefined : readArgument(item, value, { ...place, name: key });
    if (one !== undefined) read[key] = one;
  }
  const missing = words.find((word) => items[word]?.required === true && !node.entries.some(({ key }) => key === word));
  return missing === undefined ? read : reader.report(node.at, `\`${missing}\` is missing`);
}

function readTexts({ pattern }: Argument, node: Placed, { kind, name, reader }: ArgumentPlace): JsonValue | undefined {
  if (node.is !== "list") return undefined;
  return node.items.flatMap((item) => {
    if (item.is !== "scalar" || item.value === null) return expected(reader, item, "a text") ?? [];
    if (pattern === undefined || fitsWhole(pattern, item.source)) return [item.source];
    // What is written there may be a secret, so its place alone is told.
    const message = `this cannot be one of the ${name} of ${kind.name}`;
    return reader.report(item.at, message, { hint: `expected ${pattern.says}` }) ?? [];
  });
}

/** Resolves and parses the expectations of a clause, once its arguments are known. */
export function resolveExpectations(
  clause: LookClause,
  asked: Arguments,
  context: Context,
): ResolvedExpectations | OpenReference | undefined {
  const matchers = new Map<string, Matcher>();
  const lookup = withArguments(context.lookup, asked);
  const open: OpenReference[] = [];
  let whole = true;
  for (const { field, node } of clause.expectations.filter((one) => !isSwitchedOff(one, clause, asked))) {
    const declared = clause.answers[field];
    const placed = resolveReferences(node, lookup);
    if (placed.is === "open") {
      open.push(...openReferencesIn(node, lookup));
      continue;
    }
    const matcher = declared === undefined ? undefined : readMatcher(declared, placed, context.reader);
    if (matcher === undefined) whole = false;
    else matchers.set(field, matcher);
  }
  const [first] = open;
  if (first !== undefined) return openTogether(first, open);
  return whole ? { is: "expected", matchers } : undefined;
}

/** What only a switch answers that a reference left off is not the kind's own wish any more. */
function isSwitchedOff(
  { field, own }: LookClause["expectations"][number],
  { answers, kind }: LookClause,
  asked: Arguments,
): boolean {
  const needed = answers[field]?.with ?? "";
  return !own && isSwitch(kind.arguments[needed]) && asked[needed] === undefined;
}

function withArguments(lookup: Lookup, asked: Arguments): Lookup {
  return (reference: Reference): Resolved => {
    if (reference.root !== "arguments") return lookup(reference);
    const value = asked[reference.path[0] ?? ""];
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      return { is: "value", value, text: String(value) };
    }
    return { is: "open", reference, why: { code: "open-reference", text: `${reference.text} was not given` } };
  };
}

type ClauseReferences = { readonly arguments: readonly Reference[]; readonly expect: readonly Reference[] };

/** A clause may list hundreds of things, each of which is judged by itself. */
const ofClause = new WeakMap<LookClause, ClauseReferences>();

/** Every reference of a clause, those of the kind's own defaults left out. */
export function clauseReferences(clause: LookClause): ClauseReferences {
  const known = ofClause.get(clause);
  if (known !== undefined) return known;
  const references = {
    arguments: referencesIn(clause.arguments),
    expect: clause.expectations.filter((one) => one.own).flatMap((one) => referencesIn(one.node)),
  };
  ofClause.set(clause, references);
  return references;
}
