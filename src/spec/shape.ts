import { isInstant } from "../facts/formats.ts";
import { nearest } from "../facts/nearest.ts";
import { typeRow, type TypeName } from "../facts/types.ts";
import { describe, sortOf, type Placed, type PlacedMap } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";

export type JsonSchema = { readonly [key: string]: unknown };

/**
 * What may stand at one place of a file: how it is read, and its JSON Schema, so that both never differ. `read`
 * reports every mistake to the reader and gives undefined where nothing usable stands.
 */
export type Shape<T> = {
  readonly read: (node: Placed, reader: Reader) => T | undefined;
  readonly schema: JsonSchema;
};

export type Key<T> = { readonly shape: Shape<T>; readonly says: string; readonly required?: true };
export type Keys = Readonly<Record<string, Key<unknown>>>;

type RequiredOf<K extends Keys> = { [N in keyof K]: K[N] extends { required: true } ? N : never }[keyof K];
type Inner<S> = S extends Key<infer T> ? T : never;

/** The object that a map of keys gives; `at` and `places` say where it and its keys stand. */
export type ObjectOf<K extends Keys> = { readonly [N in RequiredOf<K>]: Inner<K[N]> } & {
  readonly [N in Exclude<keyof K, RequiredOf<K>>]?: Inner<K[N]>;
} & Where;
type Where = { readonly at: Span; readonly places: Readonly<Record<string, Span>> };

const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ");

/** Only so many mistakes get a suggestion: who makes a thousand has not mistyped, and words are compared with all words. */
const mostSuggestions = 25;

export const suggestion = (reader: Reader, given: string, words: readonly string[]): string | undefined =>
  reader.problems.length < mostSuggestions ? nearest(given, words) : undefined;

/** What may stand there, where it is not too much to read. */
const oneOfWords = (words: readonly unknown[]): string | undefined =>
  words.length > 0 && words.length <= 16 ? `expected one of ${quoted(words.map(String))}` : undefined;

/** Reports a word that is not one of a list, with the nearest that is. */
export function reportUnknown(
  reader: Reader,
  at: Span,
  unknown: {
    readonly word: string;
    readonly message: string;
    readonly words: readonly string[];
    readonly help?: string;
  },
): undefined {
  const meant = suggestion(reader, unknown.word, unknown.words);
  const list = oneOfWords(unknown.words);
  const hint = meant === undefined ? list : `did you mean \`${meant}\`?`;
  return reader.report(at, unknown.message, {
    ...(hint === undefined ? {} : { hint }),
    ...(unknown.help === undefined ? {} : { help: unknown.help }),
  });
}

export const expected = (reader: Reader, node: Placed, what: string): undefined =>
  reader.report(node.at, `expected ${what}, found ${foundWords(node, reader)}`);

/** What stands there is no value of a type: why, where it would be taken for something else than was meant. */
export function expectedType(reader: Reader, node: Placed, type: TypeName): undefined {
  const { says, refusal } = typeRow(type);
  const why = node.is === "scalar" ? refusal?.(node.source) : undefined;
  if (why === undefined) return expected(reader, node, says);
  return reader.report(node.at, `${foundWords(node, reader)} ${why}`);
}

/** What stands there; of a file that may hold a secret only which sort of thing it is. */
const foundWords = (node: Placed, reader: Reader): string =>
  reader.source.confidential === true ? sortOf(node) : describe(node);

export const text = (what = "a text"): Shape<string> => ({
  read: (node, reader) =>
    node.is === "scalar" && typeof node.value === "string" && node.value.trim() !== ""
      ? node.value
      : expectedText(reader, node, what),
  schema: { type: "string", minLength: 1 },
});

function expectedText(reader: Reader, node: Placed, what: string): undefined {
  const isBare = node.is === "scalar" && node.value !== null && typeof node.value !== "string";
  if (!isBare) return expected(reader, node, what);
  const inQuotes = reader.source.confidential === true ? "" : `: "${node.source}"`;
  const message = `expected ${what}, found ${foundWords(node, reader)}`;
  return reader.report(node.at, message, { hint: `in quotes it is a text${inQuotes}` });
}

/** A text that may be written without quotes although YAML would take it for a number: `edition: 2024`. */
export const word = (what: string, pattern: RegExp): Shape<string> => ({
  read: (node, reader) =>
    node.is === "scalar" && node.value !== null && pattern.test(node.source)
      ? node.source
      : expected(reader, node, what),
  schema: { type: ["string", "number", "boolean"], description: what },
});

export const truth: Shape<boolean> = {
  read: (node, reader) =>
    node.is === "scalar" && typeof node.value === "boolean" ? node.value : expected(reader, node, "true or false"),
  schema: { type: "boolean" },
};

export const number: Shape<number> = {
  read: (node, reader) =>
    node.is === "scalar" && typeof node.value === "number" && Number.isFinite(node.value)
      ? node.value
      : expected(reader, node, "a number"),
  schema: { type: "number" },
};

export function oneOf<const W extends string>(...words: readonly W[]): Shape<W> {
  return {
    read: (node, reader) => {
      if (node.is !== "scalar" || typeof node.value !== "string")
        return expected(reader, node, `one of ${quoted(words)}`);
      const { value } = node;
      const found = words.find((one) => one === value);
      return found ?? reportUnknown(reader, node.at, { word: value, message: `\`${value}\` is not known here`, words });
    },
    schema: { enum: words },
  };
}

export const list = <T>(item: Shape<T>, what = "a list"): Shape<readonly T[]> => ({
  read: (node, reader) => {
    if (node.is !== "list") return expected(reader, node, what);
    return node.items.map((one) => item.read(one, reader)).filter((one) => one !== undefined);
  },
  schema: { type: "array", items: item.schema },
});

/** A list with something in it: what is said of nothing would hold for ever. */
export const someOf = <T>(item: Shape<T>, what: string): Shape<readonly T[]> => ({
  read: (node, reader) =>
    node.is === "list" && node.items.length === 0
      ? reader.report(node.at, `expected ${what}, found an empty list`)
      : list(item, what).read(node, reader),
  schema: { type: "array", items: item.schema, minItems: 1 },
});

/** One, or a list of them: `from: K08` and `from: [K29, K30]`. */
export const oneOrMore = <T>(item: Shape<T>, what: string): Shape<readonly T[]> => ({
  read: (node, reader) => {
    if (node.is === "list") return someOf(item, what).read(node, reader);
    const one = item.read(node, reader);
    return one === undefined ? undefined : [one];
  },
  schema: { anyOf: [item.schema, { type: "array", items: item.schema, minItems: 1 }] },
});

export type Named<T> = { readonly name: string; readonly at: Span; readonly value: T };

/** A map whose keys are names that the author chose. */
export const named = <T>(item: Shape<T>, names: RegExp, what: string): Shape<readonly Named<T>[]> => ({
  read: (node, reader) => {
    if (node.is !== "map") return expected(reader, node, `a map of ${what}`);
    return node.entries.flatMap(({ key, keyAt, value }) => {
      if (!names.test(key)) {
        reader.report(keyAt, `\`${key}\` cannot be the name of ${what}`, { hint: `expected ${names.source}` });
        return [];
      }
      const one = item.read(value, reader);
      return one === undefined ? [] : [{ name: key, at: keyAt, value: one }];
    });
  },
  schema: { type: "object", propertyNames: { pattern: names.source }, additionalProperties: item.schema },
});

/** A list of parts below a key that may stand there alone: nothing below it yet, or all of it commented out. */
export const orNothing = <T>(shape: Shape<readonly T[]>): Shape<readonly T[]> => ({
  read: (node, reader) => (node.is === "scalar" && node.value === null ? [] : shape.read(node, reader)),
  schema: { ...shape.schema, type: [shape.schema["type"], "null"] },
});

/** The node as it stands, for parts that are read later, when their type is known. */
export const asPlaced: Shape<Placed> = { read: (node) => node, schema: {} };

/** Either of two, told apart by a test of the node, so that an error speaks of the right one. */
export const either = <A, B>(test: (node: Placed) => boolean, first: Shape<A>, second: Shape<B>): Shape<A | B> => ({
  read: (node, reader) => (test(node) ? first.read(node, reader) : second.read(node, reader)),
  schema: { anyOf: [first.schema, second.schema] },
});

/** Checks more about what another shape has read. `check` gives the words of a mistake, or undefined. */
export const checked = <T>(shape: Shape<T>, check: (value: T) => string | undefined): Shape<T> => ({
  read: (node, reader) => {
    const value = shape.read(node, reader);
    const wrong = value === undefined ? undefined : check(value);
    return wrong === undefined ? value : reader.report(node.at, wrong);
  },
  schema: shape.schema,
});

/** What of a map's keys could be read, and whether that is all of them. */
export type SomeOf<K extends Keys> = {
  readonly found: { readonly [N in keyof K]?: Inner<K[N]> } & Where;
  readonly whole: ObjectOf<K> | undefined;
};

type Reading = { readonly reader: Reader; readonly others?: readonly string[] };

/** Reads the known keys of a map, or gives undefined where one is wrong. A key that is neither known nor of `others` is. */
export const readKeys = <K extends Keys>(map: PlacedMap, keys: K, reading: Reading): ObjectOf<K> | undefined =>
  readSome(map, keys, reading).whole;

/** The words of which one stands at a key, if it is such a key. */
function choiceOf(key: Key<unknown> | undefined): string | undefined {
  const words = key?.shape.schema["enum"];
  return Array.isArray(words) ? oneOfWords(words) : undefined;
}

/** Reads the known keys of a map as far as they can be read, so that what follows can be checked too. */
export function readSome<K extends Keys>(map: PlacedMap, keys: K, { reader, others = [] }: Reading): SomeOf<K> {
  const read: Record<string, unknown> = {};
  const places: Record<string, Span> = {};
  const words = [...Object.keys(keys), ...others];
  const wrong = map.entries.filter(({ key, keyAt, value }) => {
    const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (known === undefined) return !others.includes(key) && reportKey(reader, keyAt, { word: key, words });
    places[key] = value.at;
    const one = known.shape.read(value, reader);
    if (one !== undefined) read[key] = one;
    return one === undefined;
  });
  const missing = Object.entries(keys).filter(
    ([key, { required }]) => required === true && !map.entries.some((entry) => entry.key === key),
  );
  for (const [key] of missing) {
    // A key that is mistyped was told already: one mistake reads as one.
    const isMistyped = map.entries.some(
      (entry) => !Object.hasOwn(keys, entry.key) && nearest(entry.key, [key]) === key,
    );
    if (!isMistyped) reader.report(map.at, `\`${key}\` is missing`, present({ hint: choiceOf(keys[key]) }));
  }
  // A key of the file may be called `at` too: then it is that, and `places` says where it stands.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key was read by its own shape, which is what ObjectOf says
  const found = { at: map.at, places, ...read } as ObjectOf<K>;
  return { found, whole: wrong.length + missing.length === 0 ? found : undefined };
}

function reportKey(reader: Reader, at: Span, { word: given, words }: { word: string; words: readonly string[] }): true {
  reportUnknown(reader, at, { word: given, message: `\`${given}\` is not a key that can stand here`, words });
  return true;
}

export const propertiesOf = (keys: Keys): JsonSchema =>
  Object.fromEntries(
    Object.entries(keys).map(([name, { shape, says }]) => [name, { ...shape.schema, description: says }]),
  );

export const keysSchema = (keys: Keys): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  properties: propertiesOf(keys),
  required: Object.entries(keys).flatMap(([name, { required }]) => (required === true ? [name] : [])),
});

export const object = <const K extends Keys>(keys: K, what = "a map of keys"): Shape<ObjectOf<K>> => ({
  read: (node, reader) => (node.is === "map" ? readKeys(node, keys, { reader }) : expected(reader, node, what)),
  schema: keysSchema(keys),
});

/** The version of the file's format, which every file says first. */
export const formatVersion: Shape<1> = {
  read: (node, reader) =>
    node.is === "scalar" && node.value === 1 ? 1 : expected(reader, node, "the format's version, 1"),
  schema: { const: 1 },
};

/** A day that the calendar has, as `2027-01-31`. */
export const day: Shape<string> = checked(word("a day such as 2027-01-31", /^\d{4}-\d\d-\d\d$/), (value) =>
  isInstant(value) ? undefined : `the calendar has no ${value}`,
);

/** The keys of an object that have a value: a key that is there with `undefined` is another type than one left out. */
export function present<T extends object>(values: T): { readonly [N in keyof T]?: Exclude<T[N], undefined> } {
  const entries = Object.entries(values).filter(([, one]) => one !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- entries lose the names of keys
  return Object.fromEntries(entries) as { readonly [N in keyof T]?: Exclude<T[N], undefined> };
}
