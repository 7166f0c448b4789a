import { typeRow } from "../facts/types.ts";
import type { Argument, Declaration } from "../kinds/declaration.ts";
import { kinds } from "../kinds/all.ts";
import { pendingKindNames } from "../kinds/pending.ts";
import { casesShape } from "./cases.ts";
import { clauseKeys } from "./clause.ts";
import { inputSchema } from "./input.ts";
import { matcherSchema } from "./matcher.ts";
import { joinedKeys, requirementKeys } from "./requirement.ts";
import { fileKeys } from "./requirements-file.ts";
import { keysSchema, propertiesOf, type JsonSchema } from "./shape.ts";
import { siteShape } from "./site.ts";
import { sizingShape } from "./sizing.ts";
import { statementsShape } from "./statements.ts";

const draft = "http://json-schema.org/draft-07/schema#";
const reference = { type: "string", pattern: "\\$" };

function argumentSchema(argument: Argument): JsonSchema {
  const row = typeRow(argument.type);
  if (argument.items !== undefined) return itemsSchema(argument.items, argument.says);
  const plain: JsonSchema =
    argument.of !== undefined
      ? { enum: argument.of }
      : argument.type === "list"
        ? row.schema
        : { type: ["string", "number", "boolean"] };
  return { anyOf: [plain, reference], description: argument.says };
}

const itemsSchema = (items: NonNullable<Argument["items"]>, says: string): JsonSchema => ({
  type: "array",
  minItems: 1,
  description: says,
  items: {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(items).map(([name, item]) => [name, argumentSchema(item)])),
    required: requiredOf(items),
  },
});

const requiredOf = (all: Readonly<Record<string, Argument>>): readonly string[] =>
  Object.entries(all).flatMap(([name, { required }]) => (required === true ? [name] : []));

const argumentsSchema = (kind: Declaration): JsonSchema => ({
  type: "object",
  description: kind.says,
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(kind.arguments).map(([name, argument]) => [name, argumentSchema(argument)]),
  ),
  required: requiredOf(kind.arguments),
});

const expectSchema = (kind: Declaration): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  // The value of an input is typed by that input, which a schema cannot follow.
  properties: Object.fromEntries(
    Object.entries(kind.answers).map(([name, field]) => [
      name,
      kind.name === "input" ? {} : { ...matcherSchema(field), description: field.says },
    ]),
  ),
});

/** One branch a kind by if/then: an editor then completes and explains by the kind that stands there, not by all. */
const byKind = (): readonly JsonSchema[] =>
  kinds.map((kind) => ({
    if: { required: [kind.name] },
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
    then: { properties: { expect: { $ref: `#/definitions/${kind.name}-expect` } } },
  }));

const kindProperties = (): JsonSchema => ({
  ...Object.fromEntries(kinds.map((kind) => [kind.name, { $ref: `#/definitions/${kind.name}` }])),
  pending: {
    anyOf: [{ enum: pendingKindNames }, { type: "string", pattern: "^[a-z][a-z0-9-]*$" }],
    description: "a kind that this version does not have yet",
  },
});

const exactlyOne = (names: readonly string[]): JsonSchema => ({ oneOf: names.map((name) => ({ required: [name] })) });

function clauseSchema(): JsonSchema {
  const own = propertiesOf(clauseKeys);
  return {
    type: "object",
    additionalProperties: false,
    properties: { ...own, ...kindProperties() },
    ...exactlyOne([...kinds.map((kind) => kind.name), "pending"]),
    allOf: byKind(),
  };
}

function requirementSchema(): JsonSchema {
  const own = propertiesOf(requirementKeys);
  const branches = { type: "array", minItems: 2, items: { $ref: "#/definitions/branch" } };
  const joined = Object.fromEntries(
    Object.entries(joinedKeys).map(([name, { says }]) => [name, { ...branches, description: says }]),
  );
  return {
    type: "object",
    additionalProperties: false,
    properties: { ...own, ...joined, ...kindProperties() },
    required: ["id", "level"],
    ...exactlyOne([...kinds.map((kind) => kind.name), "pending", "anyOf", "allOf"]),
    allOf: byKind(),
  };
}

/** JSON Schema of requirements files, from the same declarations that parse them. */
export function requirementsSchema(): JsonSchema {
  const whole = keysSchema(fileKeys);
  return {
    $schema: draft,
    title: "Footing requirements file",
    ...whole,
    properties: {
      ...propertiesOf(fileKeys),
      inputs: { type: "object", additionalProperties: inputSchema, description: fileKeys.inputs.says },
      sizing: { ...sizingShape.schema, description: fileKeys.sizing.says },
      requirements: {
        type: "array",
        minItems: 1,
        items: { $ref: "#/definitions/requirement" },
        description: fileKeys.requirements.says,
      },
    },
    definitions: {
      requirement: requirementSchema(),
      branch: clauseSchema(),
      ...Object.fromEntries(
        kinds.flatMap((kind) => [
          [kind.name, argumentsSchema(kind)],
          [`${kind.name}-expect`, expectSchema(kind)],
        ]),
      ),
    },
  };
}

/** JSON Schemas of every file that people write, by file name. */
export const schemas = (): Readonly<Record<string, JsonSchema>> => ({
  "requirements.schema.json": requirementsSchema(),
  "site.schema.json": { $schema: draft, title: "Footing site file, footing.yaml", ...siteShape.schema },
  "statements.schema.json": { $schema: draft, title: "Footing statements file", ...statementsShape.schema },
  "cases.schema.json": { $schema: draft, title: "Footing cases file", ...casesShape.schema },
});
