import type { ASTNode } from "@marcbachmann/cel-js";
import { parseSize } from "../facts/units.ts";
import { demand, isTextual, plain, WrongCondition, type Checked, type Scope } from "./condition-scope.ts";
import { compilePattern } from "./pattern.ts";
import { parseRange } from "./range.ts";

export const macros: readonly string[] = ["exists", "all", "exists_one", "filter", "map"];

const argumentCounts: Readonly<Record<string, number>> = {
  size: 1,
  inRange: 2,
  bytesOf: 1,
  days: 1,
  like: 2,
  hostOf: 1,
  isLoopback: 1,
};
const methods = ["startsWith", "endsWith", "contains", "size", ...macros];

const literalText = (node: ASTNode | undefined): string | undefined =>
  node?.op === "value" && typeof node.args === "string" ? node.args : undefined;

/** A call of a function: CEL's size() and ours. */
export function checkCall(node: ASTNode, [name, given]: readonly [string, readonly ASTNode[]], scope: Scope): Checked {
  const count = Object.hasOwn(argumentCounts, name) ? argumentCounts[name] : undefined;
  if (count === undefined) throw unknownFunction(node, name);
  const [first, second] = given;
  if (first === undefined || given.length !== count) {
    throw new WrongCondition(node, `${name}() takes ${count} argument${count > 1 ? "s" : ""}`);
  }
  if (second !== undefined) return checkMatch(name, [first, second], scope);
  if (name === "size") return checkSize(first, scope);
  if (name === "days") return demand(first, scope, { type: "number", what: "what days() takes" });
  return name === "bytesOf" ? checkBytes(first) : checkHost(name, first, scope);
}

/** hostOf() and isLoopback(): of a URL, a name or an address. */
function checkHost(name: string, node: ASTNode, scope: Scope): Checked {
  demand(node, scope, { type: "string", what: `what ${name}() looks at` });
  return plain(name === "hostOf" ? "string" : "bool");
}

/** inRange() and like(): a text, and what it must fit, which is read when the file is loaded. */
function checkMatch(name: string, [first, second]: readonly [ASTNode, ASTNode], scope: Scope): Checked {
  demand(first, scope, { type: "string", what: `what ${name}() looks at` });
  const text = literalText(second);
  if (text === undefined) {
    throw new WrongCondition(second, `the second argument of ${name}() is written out as a text`);
  }
  const read = name === "inRange" ? parseRange("version", text) : compilePattern(text);
  if ("wrong" in read) throw new WrongCondition(second, read.wrong);
  return plain("bool");
}

function unknownFunction(node: ASTNode, name: string): WrongCondition {
  if (name === "has") return new WrongCondition(node, "write `== null` or `!= null` in place of has()");
  return new WrongCondition(node, `there is no function ${name}()`, { word: name, words: Object.keys(argumentCounts) });
}

function checkBytes(node: ASTNode): Checked {
  const text = literalText(node);
  if (text !== undefined && parseSize(text) !== undefined) return plain("number");
  throw new WrongCondition(node, 'bytesOf() takes a size such as "20 GB"');
}

function checkSize(node: ASTNode, scope: Scope): Checked {
  const { type } = scope.check(node, scope);
  if (type === "list" || isTextual(type)) return plain("number");
  throw new WrongCondition(node, `size() counts a list or a text, this is a ${type}`);
}

type Method = readonly [string, ASTNode, readonly ASTNode[]];

/** A call on something: tests of texts, size(), and the macros that go through a list. */
export function checkMethod(node: ASTNode, [name, receiver, given]: Method, scope: Scope): Checked {
  if (!methods.includes(name)) throw unknownMethod(node, name);
  if (macros.includes(name)) return checkMacro(node, [name, receiver, given], scope);
  if (name === "size") {
    if (given.length > 0) throw new WrongCondition(node, "size() of something takes no argument");
    return checkSize(receiver, scope);
  }
  const [part] = given;
  if (part === undefined || given.length !== 1) throw new WrongCondition(node, `${name}() takes 1 argument`);
  demand(receiver, scope, { type: "string", what: `what ${name}() looks at` });
  demand(part, scope, { type: "string", what: `what ${name}() looks for` });
  return plain("bool");
}

function unknownMethod(node: ASTNode, name: string): WrongCondition {
  if (name === "matches") return new WrongCondition(node, "write like(text, pattern) in place of matches()");
  return new WrongCondition(node, `there is no method ${name}()`, { word: name, words: methods });
}

function checkMacro(node: ASTNode, [name, receiver, given]: Method, scope: Scope): Checked {
  const [variable, body] = given;
  if (variable?.op !== "id" || body === undefined || given.length !== 2) {
    throw new WrongCondition(node, `${name}() is written ${name}(x, …)`);
  }
  if (scope.depth >= 2) throw new WrongCondition(node, `${name}() more than two deep`);
  const over = scope.check(receiver, scope);
  if (over.type !== "list") throw new WrongCondition(receiver, `${name}() goes through a list, this is a ${over.type}`);
  const inner = within(scope, variable.args, over);
  if (name === "map") return { type: "list", nullable: false, items: mapped(body, inner) };
  demand(body, inner, { type: "bool", what: `the condition of ${name}()` });
  return name === "filter" ? { ...over, nullable: false } : plain("bool");
}

/** The scope of a macro's body, in which a variable stands for one item of the list. */
function within(scope: Scope, variable: string, { items = "string", of }: Checked): Scope {
  const item: Checked = { ...plain(items), ...(of === undefined ? {} : { of }) };
  return { ...scope, variables: new Map([...scope.variables, [variable, item]]), depth: scope.depth + 1 };
}

function mapped(body: ASTNode, scope: Scope): "string" | "number" {
  const { type } = scope.check(body, scope);
  if (type === "number") return "number";
  if (isTextual(type)) return "string";
  throw new WrongCondition(body, `map() makes texts or numbers, this is a ${type}`);
}
