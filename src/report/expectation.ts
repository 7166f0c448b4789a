import type { Clause, LookClause } from "../spec/clause.ts";
import type { Placed } from "../spec/placed.ts";
import type { Requirement } from "../spec/requirement.ts";
import { expectedWords } from "./words.ts";

/** What a requirement asks for, as its file says it: "size at least 60 GB, free at least 20 GB". */
export function requirementWords(requirement: Requirement): string {
  const by = requirement.joined === "allOf" ? " and " : " or ";
  return [...new Set(requirement.clauses.map(clauseWords))].filter((words) => words !== "").join(by);
}

function clauseWords(clause: Clause): string {
  if (clause.is === "pending") return "";
  const own = clause.expectations.filter((one) => one.own);
  const speaking = own.length > 0 || clause.that !== undefined ? own : clause.expectations;
  const fields = speaking.map(({ field, node }) => fieldWords(field, node, clause));
  return [...fields, ...(clause.that === undefined ? [] : [clause.says ?? clause.that.text])].join(", ");
}

function fieldWords(field: string, node: Placed, clause: LookClause): string {
  const type = clause.answers[field]?.type;
  if (type === "boolean" && node.is === "scalar") {
    const truth = node.value === true || /^yes$/i.test(node.source) ? "yes" : "no";
    return expectedWords(`${field} ${truth}`);
  }
  return expectedWords(`${field} ${matcherWords(node)}`);
}

/** A matcher as it was written: "ssd", "linux or macos", "contains x". */
function matcherWords(node: Placed): string {
  if (node.is === "scalar") return node.source;
  if (node.is === "list") return node.items.map(matcherWords).join(" or ");
  return node.entries.map(({ key, value }) => operatorWords(key, value)).join(", ");
}

function operatorWords(key: string, value: Placed): string {
  if (key === "any" || key === "all") return matcherWords(value);
  const isTruth = (key === "present" || key === "empty") && value.is === "scalar";
  if (isTruth) return value.value === true ? key : `not ${key}`;
  return `${key} ${matcherWords(value)}`;
}

/** The arguments of a clause: "path $inputs.dataPath". */
export const argumentWords = (clause: Clause): string =>
  clause.is === "pending"
    ? ""
    : clause.arguments.entries.map(({ key, value }) => `${key} ${matcherWords(value)}`).join(", ");

/** Where a requirement was stated: the ids of statements, or why it was derived. */
export const originWords = ({ from }: Requirement): string =>
  "derived" in from ? `derived: ${from.derived}` : from.statements.join(", ");

export const isPending = (requirement: Requirement): boolean =>
  requirement.clauses.every((clause) => clause.is === "pending");

export const kindWords = (requirement: Requirement): string =>
  requirement.clauses
    .map((clause) => (clause.is === "pending" ? clause.kind : clause.kind.name))
    .join(requirement.joined === "allOf" ? " and " : " or ");
