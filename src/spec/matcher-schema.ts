import { typeRow } from "../facts/types.ts";
import type { Field } from "../kinds/declaration.ts";
import { isOrdered, mayBeBare, type Expectable } from "./matcher.ts";
import type { JsonSchema } from "./shape.ts";

const referenceSchema = { type: "string", pattern: "\\$" };

/** What a field says, and how a bound of it is written where a bare value is refused. */
export const withExample = ({ type, says }: Pick<Field, "type" | "says">): string =>
  mayBeBare(type) ? says : `${says} Expected as ">= ${typeRow(type).example}".`;

/** What an editor says of a value that is none: the words of each part would say less. */
function wrongValue({ type, of }: Expectable): string {
  if (!mayBeBare(type)) return `expected a comparison such as ">= ${typeRow(type).example}"`;
  if (type === "list") return "expected {contains: …} or {empty: true}";
  return of === undefined ? `expected ${typeRow(type).says}` : `expected one of ${of.join(", ")}`;
}

/** JSON Schema of what may be expected of a field. */
export function matcherSchema(field: Expectable): JsonSchema {
  const errorMessage = wrongValue(field);
  const words = wordsOf(field);
  const other = { ...otherSchema(field), errorMessage };
  const single = words === undefined ? [other] : [{ enum: words, errorMessage }, other];
  const some: Some = { type: "array", items: { if: { type: "object" }, else: eitherOf(single) }, minItems: 1 };
  const operator = operatorSchema(field, some);
  // An editor offers words only where they stand in a plain union; of other values a union tells mistakes badly.
  if (words !== undefined) return eitherOf([...single, { ...some, errorMessage }, { ...operator, errorMessage }]);
  return where("array", some, where("object", operator, other));
}

const eitherOf = (schemas: readonly JsonSchema[]): JsonSchema => {
  const [first = {}, ...others] = schemas;
  return others.length === 0 ? first : { anyOf: schemas };
};

/** A list of values, or of operators over them: how deep these go is for the program to say. */
type Some = { readonly type: "array"; readonly items: JsonSchema; readonly minItems: 1 };

function operatorSchema({ type }: Expectable, some: Some): JsonSchema {
  const textual = {
    contains: { type: ["string", "number", "boolean"] },
    matches: { type: "string", description: "an RE2 pattern" },
  };
  return {
    type: "object",
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    properties: {
      ...(isOrdered(type) || type === "boolean" ? {} : textual),
      ...(type === "list" ? { empty: { type: "boolean" } } : {}),
      present: { type: "boolean" },
      not: where("array", some, some.items),
      all: some,
      any: some,
    },
  };
}

const where = (type: string, then: JsonSchema, otherwise: JsonSchema): JsonSchema => ({
  if: { type },
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
  then,
  else: otherwise,
});

/** The only values that there are, for an editor to offer. */
function wordsOf({ type, of }: Expectable): readonly (string | boolean)[] | undefined {
  if (type === "boolean") return [true, false];
  return type === "list" ? undefined : of;
}

/** A single value beside the words. */
function otherSchema({ type, of }: Expectable): JsonSchema {
  if (!mayBeBare(type)) return { type: "string", pattern: "[<>=]|\\$" };
  if (type === "boolean") return { type: "string", pattern: "^([Yy]es|[Nn]o|YES|NO)$|\\$" };
  if (type === "list" || of !== undefined) return referenceSchema;
  return { type: ["string", "number", "boolean"] };
}
