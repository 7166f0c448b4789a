import type { ASTNode } from "@marcbachmann/cel-js";
import type { ConditionType, Names, NameType } from "./condition-types.ts";
import type { Span } from "./problem.ts";

/** What was written in place of one of some words. */
export type Mistyped = { readonly word: string; readonly words: readonly string[] };

/** A mistake in a condition, with its place within the condition's own text. */
export class WrongCondition extends Error {
  readonly at: Span;
  readonly mistyped: Mistyped | undefined;
  constructor(node: Pick<ASTNode, "start" | "end">, message: string, mistyped?: Mistyped) {
    super(message);
    this.at = { start: node.start, end: node.end };
    this.mistyped = mistyped;
  }
}

/** The type of a part of a condition; `items` is the type of a list's items. */
export type Checked = NameType & { readonly items?: "string" | "number" };

export type Scope = {
  readonly names: Names;
  readonly variables: ReadonlyMap<string, Checked>;
  /** How many macros stand around this part. */
  readonly depth: number;
  readonly check: (node: ASTNode, scope: Scope) => Checked;
};

export const plain = (type: ConditionType): Checked => ({ type, nullable: false });
export const isTextual = (type: ConditionType): boolean => type === "string" || type === "version";

/** The dotted path that a node spells ("answers.docker.version"), or undefined if it is no path. */
export function pathOf(node: ASTNode): string | undefined {
  if (node.op === "id") return node.args;
  if (node.op !== ".") return undefined;
  const base = pathOf(node.args[0]);
  return base === undefined ? undefined : `${base}.${node.args[1]}`;
}

/** Checks a part that must be of one type. */
export function demand(node: ASTNode, scope: Scope, wanted: { type: ConditionType; what: string }): Checked {
  const { type } = scope.check(node, scope);
  const fits = type === wanted.type || (isTextual(type) && isTextual(wanted.type));
  if (!fits) throw new WrongCondition(node, `${wanted.what} must be a ${wanted.type}, this is a ${type}`);
  return plain(wanted.type);
}
