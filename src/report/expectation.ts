import type { Clause, LookClause } from "../spec/clause.ts";
import type { Entry, Placed, PlacedScalar } from "../spec/placed.ts";
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

/** What the kind expects beside what the file says: "answering, engine docker". Empty where nothing else was said. */
export function defaultWords({ clauses }: Requirement): string {
  const words = clauses.flatMap((clause) => {
    if (clause.is === "pending") return [];
    const isSpeaking = clause.that !== undefined || clause.expectations.some(({ own }) => own);
    const silent = clause.expectations.filter(({ own }) => isSpeaking && !own);
    return silent.map(({ field, node }) => fieldWords(field, node, clause));
  });
  return [...new Set(words)].join(", ");
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

/** The same for people, each with its label: of a list of things, such as files, one a line. */
export function argumentLines(clause: Clause): readonly (readonly [label: string, text: string])[] {
  if (clause.is === "pending") return [];
  const isThings = ({ value }: Entry): boolean => value.is === "list" && value.items.some(({ is }) => is === "map");
  const { entries } = clause.arguments;
  const plain = entries.filter((entry) => !isThings(entry));
  const things = entries
    .filter(isThings)
    .flatMap(({ key, value }) =>
      value.is !== "list" ? [] : value.items.map((item, index) => [index === 0 ? key : "", thingWords(item)] as const),
    );
  const of = plain.map(({ key, value }) => `${key} ${matcherWords(value)}`).join(", ");
  return [["of", of], ...things];
}

/** One of several things: "customer.env (env, filled): A, B, C". */
function thingWords(thing: Placed): string {
  if (thing.is !== "map") return matcherWords(thing);
  const words = thing.entries.flatMap(({ key, value }) => (value.is === "scalar" ? [scalarWords(key, value)] : []));
  const lists = thing.entries.flatMap(({ value }) =>
    value.is === "list" ? [value.items.map(matcherWords).join(", ")] : [],
  );
  const [name = "", ...more] = words;
  const bracket = more.length === 0 ? "" : ` (${more.join(", ")})`;
  return `${name}${bracket}${lists.length === 0 ? "" : `: ${lists.join("; ")}`}`;
}

/** A yes or no says nothing without its name. */
const scalarWords = (key: string, { value, source }: PlacedScalar): string =>
  typeof value === "boolean" ? `${value ? "" : "not "}${key}` : source;

/** Where a requirement was stated: the ids of statements, or why it was derived. */
export const originWords = ({ from }: Requirement): string =>
  "derived" in from ? `derived: ${from.derived}` : from.statements.join(", ");

export const isPending = (requirement: Requirement): boolean =>
  requirement.clauses.every((clause) => clause.is === "pending");

export const kindWords = (requirement: Requirement): string => {
  const names = requirement.clauses.map((clause) => (clause.is === "pending" ? clause.kind : clause.kind.name));
  return [...new Set(names)].join(requirement.joined === "allOf" ? " and " : " or ");
};
