import { typeRow } from "../facts/types.ts";
import { kinds } from "../kinds/all.ts";
import type { Argument, Declaration } from "../kinds/declaration.ts";
import { pendingKindNames } from "../kinds/pending.ts";
import { asideKeys } from "./asides.ts";
import { matcherSchema, withExample } from "./matcher-schema.ts";
import { propertiesOf, type JsonSchema, type Keys } from "./shape.ts";

const reference = { type: "string", pattern: "\\$" };

function argumentSchema(name: string, { type, of, items, says }: Argument, beside: Keys = {}): JsonSchema {
  if (items !== undefined) return itemsSchema(items, says, beside);
  const described = { title: name, description: says };
  // A reference is a text, so that only what is no text needs another branch for it.
  if (of !== undefined) return { ...described, anyOf: [{ enum: of }, reference] };
  if (type === "list") return { ...described, anyOf: [typeRow(type).schema, reference] };
  return { ...described, type: ["string", "number", "boolean"] };
}

const itemsSchema = (items: NonNullable<Argument["items"]>, says: string, beside: Keys): JsonSchema => ({
  type: "array",
  minItems: 1,
  description: says,
  items: {
    type: "object",
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(Object.entries(items).map(([name, item]) => [name, argumentSchema(name, item)])),
      ...propertiesOf(beside),
    },
    required: requiredOf(items),
  },
});

const requiredOf = (all: Readonly<Record<string, Argument>>): readonly string[] =>
  Object.entries(all).flatMap(([name, { required }]) => (required === true ? [name] : []));

const argumentsSchema = (kind: Declaration): JsonSchema => ({
  // `memory:` alone asks as much as `memory: {}`.
  type: requiredOf(kind.arguments).length === 0 && kind.needsOneOf === undefined ? ["object", "null"] : "object",
  title: kind.name,
  description: kind.says,
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(kind.arguments).map(([name, argument]) => [
      name,
      argumentSchema(name, argument, name === kind.subjects?.argument ? asideKeys : {}),
    ]),
  ),
  required: requiredOf(kind.arguments),
  ...(kind.needsOneOf === undefined ? {} : { anyOf: kind.needsOneOf.map((name) => ({ required: [name] })) }),
});

const expectSchema = (kind: Declaration, says: string): JsonSchema => ({
  type: "object",
  title: `what ${kind.name} must answer`,
  description: says,
  additionalProperties: false,
  // The value of an input is typed by that input, which a schema cannot follow.
  properties: Object.fromEntries(
    Object.entries(kind.answers)
      .filter(([name]) => name !== kind.subjects?.list)
      .map(([name, field]) => [
        name,
        kind.name === "input"
          ? { description: field.says }
          : { title: name, description: withExample(field), ...matcherSchema(field) },
      ]),
  ),
});

/** What the arguments of each kind may be, and what may be expected of its answer, as definitions of a schema. */
export const kindDefinitions = (expectSays: string): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    kinds.flatMap((kind) => [
      [kind.name, argumentsSchema(kind)],
      [`${kind.name}-expect`, expectSchema(kind, expectSays)],
    ]),
  );

const pending: JsonSchema = {
  anyOf: [{ enum: pendingKindNames }, { type: "string", pattern: "^[a-z][a-z0-9-]*$" }],
  description: "a kind that this version does not have yet",
};

/** A key of which a requirement has exactly one: it says what is asked. `beside`: what may stand there only with it. */
type Question = { readonly name: string; readonly schema: JsonSchema; readonly beside?: JsonSchema };

const questions = (joined: Readonly<Record<string, JsonSchema>>): readonly Question[] => [
  ...kinds.map(({ name }) => ({
    name,
    schema: { $ref: `#/definitions/${name}` },
    beside: { expect: { $ref: `#/definitions/${name}-expect` } },
  })),
  { name: "pending", schema: pending },
  ...Object.entries(joined).map(([name, schema]) => ({ name, schema })),
];

const has = (name: string): JsonSchema => ({ required: [name] });

/**
 * JSON Schema of a map with keys of its own and exactly one question. An editor shows what it finds on the way, so the
 * way is that of a reader: only while no question stands there all of them are offered, and where one does, it alone says
 * what may be expected. A word that is no key at all is one mistake: then it is not missed besides that there is no
 * question. (A union of all kinds offers each kind twice, and misses the first kind of the list where none is.)
 */
export function questionSchema(keys: Keys, joined: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const all = questions(joined);
  const { expect: _, ...own } = propertiesOf(keys);
  const known = [...Object.keys(keys), ...all.map(({ name }) => name)];
  return {
    type: "object",
    additionalProperties: false,
    // What stands behind `true` is described where it is known which question there is.
    properties: { ...own, expect: true, ...Object.fromEntries(all.map(({ name }) => [name, true])) },
    required: Object.entries(keys).flatMap(([name, { required }]) => (required === true ? [name] : [])),
    if: { anyOf: all.map(({ name }) => has(name)) },
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
    then: { allOf: all.map((question, index) => whereThereIs(question, all.slice(index + 1))) },
    else: {
      properties: Object.fromEntries(all.map(({ name, schema }) => [name, schema])),
      if: { propertyNames: { enum: known } },
      // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
      then: { anyOf: all.map(({ name }) => ({ ...has(name), errorMessage: nothingAsked(Object.keys(joined)) })) },
    },
  };
}

const nothingAsked = (joined: readonly string[]): string =>
  `nothing is asked: expected a kind such as memory: {}${joined.map((name) => `, or ${name}`).join("")}`;

/** Each pair of questions is refused once, at the second word. */
const whereThereIs = ({ name, schema, beside = {} }: Question, others: readonly Question[]): JsonSchema => ({
  if: has(name),
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
  then: {
    properties: { [name]: schema, ...beside },
    ...(others.length === 0 ? {} : { allOf: [none(name, others)] }),
  },
});

const none = (name: string, others: readonly Question[]): JsonSchema => ({
  errorMessage: `only one question can stand here, and ${name} is there already`,
  properties: Object.fromEntries(others.map((other) => [other.name, false])),
});
