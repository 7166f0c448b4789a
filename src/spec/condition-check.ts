import type { ASTNode, BinaryOperator } from "@marcbachmann/cel-js";
import { checkCall, checkMethod } from "./condition-calls.ts";
import { unitWords } from "./condition-slips.ts";
import { fitsWhole } from "./fits-whole.ts";
import { demand, isTextual, pathOf, plain, WrongCondition, type Checked, type Scope } from "./condition-scope.ts";

export type BinaryNode = Extract<ASTNode, { op: BinaryOperator }>;

/** Infers the type of a condition and refuses everything that it may not do. Throws WrongCondition. */
export function checkNode(node: ASTNode, scope: Scope): Checked {
  switch (node.op) {
    case "value":
      return checkLiteral(node, node.args);
    case "id":
    case ".":
      return checkName(node, scope);
    case "list":
      return checkList(node.args, scope);
    case "call":
      return checkCall(node, node.args, scope);
    case "rcall":
      return checkMethod(node, node.args, scope);
    default:
      return checkOperator(node, scope);
  }
}

type OperatorNode = Exclude<ASTNode, { op: "value" | "id" | "." | "list" | "call" | "rcall" }>;

function checkOperator(node: OperatorNode, scope: Scope): Checked {
  switch (node.op) {
    case "&&":
    case "||":
      return checkLogic(node, scope);
    case "!_":
      return demand(node.args, scope, { type: "bool", what: "what `!` negates" });
    case "-_":
      return demand(node.args, scope, { type: "number", what: "what `-` negates" });
    case "?:":
      return checkTernary(node.args, scope);
    case "[]":
    case "[?]":
    case ".?":
      throw new WrongCondition(node, "no index here: name the field, or use exists()");
    case "map":
      throw new WrongCondition(node, "no maps in a condition");
    default:
      return checkBinary(node, scope);
  }
}

function checkLogic(node: Extract<ASTNode, { op: "&&" | "||" }>, scope: Scope): Checked {
  for (const side of node.args) demand(side, scope, { type: "bool", what: `a side of \`${node.op}\`` });
  return plain("bool");
}

function checkLiteral(node: ASTNode, value: unknown): Checked {
  if (value === null) return { type: "null", nullable: true };
  if (typeof value === "string") return plain("string");
  if (typeof value === "boolean") return plain("bool");
  if (typeof value === "number" || typeof value === "bigint") return plain("number");
  throw new WrongCondition(node, "only texts, numbers, true, false, null and lists can be written here");
}

function checkName(node: ASTNode, scope: Scope): Checked {
  const path = pathOf(node);
  if (path === undefined) {
    throw new WrongCondition(node, "only inputs, profile, target, version and answers have fields");
  }
  const found = scope.variables.get(path) ?? scope.names.get(path);
  if (found !== undefined) return found;
  const unlisted = path.startsWith("answers.") ? ": a condition reads answers of what stands in `needs`" : "";
  throw new WrongCondition(node, `\`${path}\` is not known here${unlisted}`, {
    word: path,
    words: [...scope.names.keys()],
  });
}

function checkTernary([test, yes, no]: readonly [ASTNode, ASTNode, ASTNode], scope: Scope): Checked {
  demand(test, scope, { type: "bool", what: "what stands before `?`" });
  const [first, second] = [checkNode(yes, scope), checkNode(no, scope)];
  const isText = isTextual(first.type) && isTextual(second.type);
  if (first.type !== second.type && !isText) {
    throw new WrongCondition(no, `both sides of \`:\` must be alike, these are ${first.type} and ${second.type}`);
  }
  if (first.type === "list" && first.items !== second.items) {
    throw new WrongCondition(no, "both sides of `:` must be lists of the same sort");
  }
  // A text that may be a version is treated as one, so that this is no way around comparing versions as versions.
  const type = second.type === "version" ? "version" : first.type;
  const nullable = first.nullable || second.nullable;
  return { type, nullable, ...(first.items === undefined ? {} : { items: first.items }) };
}

function checkList(items: readonly ASTNode[], scope: Scope): Checked {
  let sort: Checked["items"];
  for (const item of items) {
    const { type } = checkNode(item, scope);
    if (type !== "string" && type !== "number") {
      throw new WrongCondition(item, "a list here holds texts or numbers");
    }
    if (sort !== undefined && sort !== type) throw new WrongCondition(item, "a list holds texts or numbers, not both");
    sort = type;
  }
  return { type: "list", nullable: false, items: sort ?? "string" };
}

type Side = Checked & { readonly node: ASTNode };

function checkBinary(node: BinaryNode, scope: Scope): Checked {
  const [leftNode, rightNode] = node.args;
  // Each side is checked once: twice at each level would be a million times for twenty.
  const left: Side = { ...checkNode(leftNode, scope), node: leftNode };
  const right: Side = { ...checkNode(rightNode, scope), node: rightNode };
  if (node.op === "==" || node.op === "!=") return checkEquality(node, left, right);
  for (const side of [left, right]) {
    if (side.type === "secret") throw new WrongCondition(side.node, "a secret may only be compared with null");
    if (side.type === "null") throw new WrongCondition(side.node, "null may only be compared by == and !=");
  }
  return node.op === "in" ? checkMembership(left, right) : checkArithmetic(node, left, right);
}

const calculating: readonly string[] = ["+", "-", "*", "/", "%"];

/** A figure with its unit between quotes, beside a number. */
function refuseQuoted(left: Side, right: Side): void {
  for (const { node, type } of [left, right]) {
    const isBeside = type === "string" && [left, right].some((side) => side.type === "number");
    const words = isBeside && node.op === "value" && typeof node.args === "string" ? unitWords(node.args) : undefined;
    if (words !== undefined) throw new WrongCondition(node, `a text is not compared with a number: ${words}`);
  }
}

function checkArithmetic(node: BinaryNode, left: Side, right: Side): Checked {
  refuseQuoted(left, right);
  if (node.op === "+" && isTextual(left.type) && isTextual(right.type)) return plain("string");
  if (node.op !== "+" && (isTextual(left.type) || isTextual(right.type))) {
    throw new WrongCondition(node, `texts are not compared by \`${node.op}\`: for versions write inRange(…, ">=1.2")`);
  }
  for (const side of [left, right]) {
    if (side.type === "number") continue;
    throw new WrongCondition(side.node, `a side of \`${node.op}\` must be a number, this is a ${side.type}`);
  }
  if (calculating.includes(node.op)) return plain("number");
  refuseBare(left, right);
  return plain("bool");
}

function checkMembership(left: Side, right: Side): Checked {
  if (right.type !== "list") {
    throw new WrongCondition(right.node, `\`in\` looks into a list, this is a ${right.type}`);
  }
  const sort = right.items ?? "string";
  if (left.type !== sort) {
    throw new WrongCondition(left.node, `a ${left.type} is never in a list of ${sort}s`);
  }
  refuseImpossible(left.node, right);
  if (right.node.op === "list") for (const item of right.node.args) refuseImpossible(item, left);
  return plain("bool");
}

function checkEquality(node: BinaryNode, left: Side, right: Side): Checked {
  if (left.type === "null" || right.type === "null") {
    const other = left.type === "null" ? right : left;
    if (!other.nullable) throw new WrongCondition(node, "this can never be null");
    return plain("bool");
  }
  refuseQuoted(left, right);
  const wrong = wrongEquality(left.type, right.type);
  if (wrong !== undefined) throw new WrongCondition(node, wrong);
  refuseBare(left, right);
  refuseImpossible(left.node, right);
  refuseImpossible(right.node, left);
  return plain("bool");
}

function wrongEquality(left: Checked["type"], right: Checked["type"]): string | undefined {
  const types = [left, right];
  if (types.includes("secret")) return "a secret may only be compared with null";
  if (types.includes("list")) return "a list is not compared: use `in`, size() or exists()";
  if (left !== right && !(isTextual(left) && isTextual(right))) return `a ${left} is never equal to a ${right}`;
  if (!types.includes("version")) return undefined;
  return 'versions are compared by inRange(…, "=1.2"), since 1.2 and 1.2.0 are one version';
}

/** Nobody asks for so few bytes as that: who writes 8 beside a size means another unit. 0 is the same in every unit. */
const fewBytes = 2 ** 20;

function refuseBare(left: Side, right: Side): void {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const bare = side.node.op === "value" ? Number(side.node.args) : 0;
    if (other.isSize !== true || side.type !== "number" || bare === 0 || bare >= fewBytes) continue;
    throw new WrongCondition(side.node, `\`${bare}\` is a number of bytes here: write bytesOf("8 GiB")`);
  }
}

/** A word that the other side can never be is mistyped: the condition would be false for ever, and nobody would know. */
function refuseImpossible(node: ASTNode, { of, pattern }: Checked): void {
  if (node.op !== "value" || typeof node.args !== "string") return;
  const word = node.args;
  if (pattern !== undefined && !fitsWhole(pattern, word)) {
    throw new WrongCondition(node, `this can never be \`${word}\`: ${pattern.says}`);
  }
  if (of === undefined || of.includes(word)) return;
  const expected = of.length === 0 ? "no value at all" : `one of ${of.join(", ")}`;
  throw new WrongCondition(node, `this can never be \`${word}\`, only ${expected}`, { word, words: of });
}
