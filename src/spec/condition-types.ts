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
  /** What its text always looks like: comparing with one that cannot be is a mistake too. */
  readonly pattern?: Field["pattern"];
  /** It is a number of bytes. */
  readonly isSize?: true;
};

export const sizeOf = (type: TypeName): { readonly isSize?: true } => (type === "size" ? { isSize: true } : {});

/** Names that a condition may read, by their full path ("inputs.users"). */
export type Names = ReadonlyMap<string, NameType>;

/** What a name stands for when a condition is judged. `none` is an input that was answered with nothing. */
export type State =
  /** `tolerance`: the share by which the true number may be larger. */
  | { readonly is: "value"; readonly value: Value; readonly tolerance?: number }
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
  answers: Readonly<Record<string, Expectable>>,
  prefix: string,
): (readonly [string, NameType])[] =>
  Object.entries(answers).map(([name, field]) => [`${prefix}${name}`, { ...fieldType(field), nullable: true }]);

type Expectable = Pick<Field, "type" | "of" | "pattern">;

/** What is known of a field before it is looked at. */
export const fieldType = ({ type, of, pattern }: Expectable): Omit<NameType, "nullable"> => ({
  type: conditionType(type),
  ...sizeOf(type),
  ...(of === undefined ? {} : { of }),
  ...(pattern === undefined ? {} : { pattern }),
});
