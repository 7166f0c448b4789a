import type { ASTNode, BinaryOperator } from "@marcbachmann/cel-js";
import { macros } from "./condition-calls.ts";
import { pathOf } from "./condition-scope.ts";
import type { State, Truth } from "./condition-types.ts";
import {
  arithmetic,
  call,
  compared,
  isFalse,
  isTrue,
  literal,
  method,
  unknownFor,
  value,
  weakest,
  type Held,
  type Result,
} from "./condition-values.ts";

type BinaryNode = Extract<ASTNode, { op: BinaryOperator }>;
/** What was refused when the condition was checked. */
type RefusedNode = Extract<ASTNode, { op: "[]" | "[?]" | ".?" | "map" }>;
type LeafNode = Extract<ASTNode, { op: "id" | "." | "list" | "call" | "rcall" }>;

const mostSteps = 10_000;
const mostElements = 100;
const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);

/**
 * Judges one condition once, in Kleene's three-valued logic: an unknown stays unknown unless `&&`, `||`, `all` or
 * `exists` are decided by something known. So it is never more certain than every completion of the unknowns allows.
 */
export class Evaluation {
  readonly #lookup: (name: string) => State;
  #variables: ReadonlyMap<string, Held> = new Map();
  #steps = 0;

  constructor(lookup: (name: string) => State) {
    this.#lookup = lookup;
  }

  judge(tree: ASTNode): Truth {
    const result = this.#node(tree);
    if (result.is === "none") return { is: "absent", name: "null" };
    if (result.is !== "value") return result;
    if (typeof result.value !== "boolean") return unknownFor("it is neither true nor false");
    return { is: result.value ? "true" : "false" };
  }

  #node(node: ASTNode): Result {
    this.#steps++;
    if (this.#steps > mostSteps) return unknownFor(`more than ${mostSteps} steps`, "limit");
    switch (node.op) {
      case "value":
        return literal(node.args);
      case "&&":
        return this.#connect(node.args, false);
      case "||":
        return this.#connect(node.args, true);
      case "!_":
        return this.#with([node.args], ([one]) => value(one !== true));
      case "-_":
        return this.#with([node.args], ([one]) => value(-Number(one)));
      case "?:":
        return this.#choose(node.args);
      default:
        return this.#leafOrBinary(node);
    }
  }

  #leafOrBinary(node: LeafNode | RefusedNode | BinaryNode): Result {
    switch (node.op) {
      case "id":
      case ".":
        return this.#name(node);
      case "list":
        return this.#with(node.args, (items) =>
          value(items.filter((item) => typeof item === "string" || typeof item === "number")),
        );
      case "call":
        return this.#with(node.args[1], (given) => call(node.args[0], given));
      case "rcall":
        return this.#method(node.args);
      case "[]":
      case "[?]":
      case ".?":
      case "map":
        return unknownFor("a part of it cannot be judged");
      default:
        return this.#binary(node);
    }
  }

  #name(node: ASTNode): Result {
    const path = pathOf(node) ?? "";
    const variable = this.#variables.get(path);
    if (variable !== undefined) return value(variable);
    const state = this.#lookup(path);
    if (state.is === "value") return state;
    if (state.is === "none") return { is: "none" };
    if (state.is === "absent") return { is: "absent", name: path };
    return unknownFor(state.why, state.code);
  }

  /** `&&` (decided by false) and `||` (decided by true), from both sides. */
  #connect([left, right]: readonly [ASTNode, ASTNode], deciding: boolean): Result {
    const decides = deciding ? isTrue : isFalse;
    const first = this.#node(left);
    if (decides(first)) return first;
    const second = this.#node(right);
    if (decides(second)) return second;
    return weakest([first, second]) ?? value(!deciding);
  }

  #choose([test, yes, no]: readonly [ASTNode, ASTNode, ASTNode]): Result {
    const first = this.#node(test);
    if (first.is !== "value") return weakest([first]) ?? first;
    return this.#node(first.value === true ? yes : no);
  }

  /** Operands that must all have a value: one unknown or absent makes the whole so. */
  #with(nodes: readonly ASTNode[], work: (values: readonly Held[]) => Result): Result {
    const results = nodes.map((node) => this.#node(node));
    return weakest(results) ?? work(results.flatMap((result) => (result.is === "value" ? [result.value] : [])));
  }

  #binary(node: BinaryNode): Result {
    const { op } = node;
    if (op === "==" || op === "!=") return this.#equal(node.args, op === "==");
    if (comparisons.has(op)) return this.#compare(op, node.args);
    return this.#with(node.args, ([left, right]) => {
      if (op === "in") return value(Array.isArray(right) && right.some((one) => one === left));
      if (op === "+" && typeof left === "string") return value(`${left}${String(right)}`);
      return arithmetic(op, Number(left), Number(right));
    });
  }

  #compare(op: string, nodes: readonly [ASTNode, ASTNode]): Result {
    const [left, right] = [this.#node(nodes[0]), this.#node(nodes[1])];
    if (left.is !== "value" || right.is !== "value") return weakest([left, right]) ?? left;
    const [first, second] = compared(left, right);
    return arithmetic(op, Number(first), Number(second));
  }

  #equal([left, right]: readonly [ASTNode, ASTNode], wanted: boolean): Result {
    const both = [this.#node(left), this.#node(right)];
    const unknown = weakest(both.filter((one) => one.is === "unknown"));
    if (unknown !== undefined) return unknown;
    const missing = both.filter((one) => one.is !== "value");
    if (isNullLiteral(left) || isNullLiteral(right)) return value((missing.length === 2) === wanted);
    const gone = missing.find((one) => one.is === "absent");
    if (gone !== undefined) return gone;
    // An input that was answered with none equals no value.
    const [first, second] = both.flatMap((one) => (one.is === "value" ? [one] : []));
    if (first === undefined || second === undefined) return value(!wanted);
    const [one, other] = compared(first, second);
    return value((one === other) === wanted);
  }

  #method([name, receiver, given]: readonly [string, ASTNode, readonly ASTNode[]]): Result {
    if (macros.includes(name)) return this.#macro(name, receiver, given);
    return this.#with([receiver, ...given], (values) => method(name, values));
  }

  #macro(name: string, receiver: ASTNode, [variable, body]: readonly ASTNode[]): Result {
    const over = this.#node(receiver);
    if (over.is !== "value") return weakest([over]) ?? over;
    if (variable?.op !== "id" || body === undefined || !Array.isArray(over.value))
      return unknownFor("it goes through no list");
    if (over.value.length > mostElements) return unknownFor(`a list of more than ${mostElements} elements`, "limit");
    const outer = this.#variables;
    const items: readonly (string | number)[] = over.value;
    const results = items.map((item) => {
      this.#variables = new Map([...outer, [variable.args, item]]);
      return this.#node(body);
    });
    this.#variables = outer;
    return gather(name, items, results);
  }
}

const isNullLiteral = (node: ASTNode): boolean => node.op === "value" && node.args === null;

function gather(name: string, items: readonly (string | number)[], results: readonly Result[]): Result {
  if (name === "exists" && results.some(isTrue)) return value(true);
  if (name === "all" && results.some(isFalse)) return value(false);
  const weak = weakest(results);
  if (weak !== undefined) return weak;
  if (name === "exists") return value(false);
  if (name === "all") return value(true);
  if (name === "exists_one") return value(results.filter(isTrue).length === 1);
  if (name === "filter") return value(items.filter((_, index) => isTrue(results[index] ?? { is: "none" })));
  const made = results.flatMap((result) => (result.is === "value" ? [result.value] : []));
  return value(made.filter((one) => typeof one === "string" || typeof one === "number"));
}
