import type { ASTNode } from "@marcbachmann/cel-js";
import { checkNode } from "./condition-check.ts";
import { Evaluation } from "./condition-evaluate.ts";
import { pathOf, WrongCondition } from "./condition-scope.ts";
import { isNode, treeOf } from "./condition-tree.ts";
import type { Names, State, Truth } from "./condition-types.ts";
import type { Reader, Span } from "./problem.ts";
import { suggestion } from "./shape.ts";

/**
 * A condition in CEL (https://cel.dev), parsed and checked against the names that it may read. It is judged here and
 * not by the library, since the library knows neither unknown values nor a limit of steps.
 */
export class Condition {
  readonly text: string;
  readonly #tree: ASTNode;
  /** The names that it reads: "inputs.users", "answers.docker.version". */
  readonly reads: ReadonlySet<string>;

  private constructor(text: string, tree: ASTNode, names: Names) {
    this.text = text;
    this.#tree = tree;
    this.reads = new Set(pathsIn(tree).filter((path) => names.has(path)));
  }

  /** Parses and checks, or throws WrongCondition with the place in the text. */
  static parse(text: string, names: Names, known: Map<string, ASTNode> = new Map()): Condition {
    if (text.length > 2000) throw new WrongCondition({ start: 0, end: 1 }, "a condition of more than 2,000 characters");
    const tree = treeOf(text, known);
    const { type } = checkNode(tree, { names, variables: new Map(), depth: 0, check: checkNode });
    if (type !== "bool") throw new WrongCondition(tree, `a condition is true or false, this is a ${type}`);
    return new Condition(text, tree, names);
  }

  judge(lookup: (name: string) => State): Truth {
    return new Evaluation(lookup).judge(this.#tree);
  }
}

function pathsIn(node: ASTNode): string[] {
  const path = pathOf(node);
  const below: unknown = node.args;
  const children = (Array.isArray(below) ? below.flat() : [below]).filter(isNode);
  return [...(path === undefined ? [] : [path]), ...children.flatMap(pathsIn)];
}

type ConditionContext = {
  readonly names: Names;
  readonly reader: Reader;
  /** Inputs with mistakes of their own: a condition that reads one is not wrong for that. */
  readonly unread?: ReadonlySet<string>;
};

/** Reads a condition that stands in a file; a mistake is reported at its place within the file where that is known. */
export function readCondition(text: string, at: Span, context: ConditionContext): Condition | undefined {
  const { names, reader, unread } = context;
  try {
    return Condition.parse(text, names, reader.trees);
  } catch (error) {
    if (!(error instanceof WrongCondition)) throw error;
    const { mistyped } = error;
    if (unread?.has(mistyped?.word.replace("inputs.", "") ?? "") === true) return undefined;
    const place = withinFile(reader.source.text, text, { file: at, condition: error.at });
    const meant = mistyped === undefined ? undefined : suggestion(reader, mistyped.word, mistyped.words);
    return reader.report(place, error.message, meant === undefined ? {} : { hint: `did you mean \`${meant}\`?` });
  }
}

/** A place in a condition as a place in the file, if the condition stands there as it is (quoted or plain, on one line). */
function withinFile(file: string, text: string, at: { readonly file: Span; readonly condition: Span }): Span {
  const offset = file.slice(at.file.start, at.file.end).indexOf(text);
  if (offset < 0) return at.file;
  const start = at.file.start + offset + at.condition.start;
  return { start, end: Math.max(start + 1, at.file.start + offset + at.condition.end) };
}
