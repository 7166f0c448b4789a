import type { ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { WrongCondition } from "./condition-scope.ts";
import { slipIn } from "./condition-slips.ts";

/** A condition as the library parses it. */
export type ConditionTree = ASTNode;

type Library = {
  readonly environment: Environment;
  readonly wrong: typeof ParseError;
};

let library: Library | undefined;

/** Loads the library that parses conditions: before a file is read whose conditions nobody has parsed yet. */
export async function loadConditions(): Promise<void> {
  if (library !== undefined) return;
  const { Environment: Parser, ParseError: wrong } = await import("@marcbachmann/cel-js");
  // Nesting and length that an expression may have; the count of its steps is limited where it is judged.
  const limits = { maxAstNodes: 500, maxDepth: 30, maxListElements: 100, maxMapEntries: 1, maxCallArguments: 4 };
  library = { environment: new Parser({ unlistedVariablesAreDyn: true, limits }), wrong };
}

/** The tree of a condition: out of `known` if it was parsed before, else parsed now and put there. */
export function treeOf(text: string, known: Map<string, ASTNode>): ASTNode {
  const before = known.get(text);
  if (before !== undefined) return before;
  const tree = parse(text);
  known.set(text, tree);
  return tree;
}

function parse(text: string): ASTNode {
  if (library === undefined) throw new Error("a file with conditions was read before loadConditions()");
  try {
    return library.environment.parse(text).ast;
  } catch (error) {
    if (!(error instanceof library.wrong)) throw error;
    const slip = slipIn(text);
    if (slip !== undefined) throw new WrongCondition(slip.at, `not a condition: ${slip.words}`);
    const { start, end } = error.range ?? { start: 0, end: 1 };
    throw new WrongCondition({ start, end }, `not a condition: ${error.summary}`);
  }
}

export const isNode = (value: unknown): value is ASTNode =>
  typeof value === "object" && value !== null && "op" in value;

/** A tree as JSON can hold it: what is read of one, and whole numbers as the doubles that they are here. */
export function plainTree(node: ASTNode): unknown {
  const { op, start, end, args } = node;
  return { op, start, end, args: plain(args) };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (isNode(value)) return plainTree(value);
  return typeof value === "bigint" ? Number(value) : value;
}
