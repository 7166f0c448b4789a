import { typeRow, type TypeName, type Value } from "../facts/types.ts";
import type { Field } from "../kinds/declaration.ts";

/**
 * Types of conditions. `secret` may only be compared with null; `version` is a text that is not compared with `<`,
 * since "9" < "10" is false for texts.
 */
export type ConditionType = "string" | "version" | "number" | "bool" | "list" | "null" | "secret";

/** What is known of a name before anything was answered or looked at. */
export type NameType = {
  readonly type: ConditionType;
  readonly nullable: boolean;
  /** The only values that it, or an item of it, can have: comparing with another one is a mistake. */
  readonly of?: readonly string[];
};

/** Names that a condition may read, by their full path ("inputs.users"). */
export type Names = ReadonlyMap<string, NameType>;

/** What a name stands for when a condition is judged. `none` is an input that was answered with nothing. */
export type State =
  | { readonly is: "value"; readonly value: Value }
  | { readonly is: "none" }
  | { readonly is: "absent" }
  | { readonly is: "unknown"; readonly why: string; readonly code?: "input-open" | "condition-open" | "limit" };

/** What a condition says: true, false, unknown for what its names do not tell, or it read something that is absent. */
export type Truth =
  | { readonly is: "true" | "false" }
  | { readonly is: "absent"; readonly name: string }
  | {
      readonly is: "unknown";
      readonly code: "input-open" | "condition-open" | "limit";
      readonly why: readonly string[];
    };

export function conditionType(type: TypeName): ConditionType {
  if (type === "boolean") return "bool";
  if (type === "list") return "list";
  if (type === "version") return "version";
  return typeRow(type).order === "number" ? "number" : "string";
}

/** The fields of an answer, as names of a condition. */
export const fieldNames = (
  answers: Readonly<Record<string, Pick<Field, "type" | "of">>>,
  prefix: string,
): (readonly [string, NameType])[] =>
  Object.entries(answers).map(([name, { type, of }]) => [
    `${prefix}${name}`,
    { type: conditionType(type), nullable: true, ...(of === undefined ? {} : { of }) },
  ]);
