import { kinds } from "./all.ts";
import type { Declaration } from "./declaration.ts";
import { isSameJson } from "../facts/json.ts";
import type { Arguments, FactRecord, Finding } from "../facts/snapshot.ts";

const byName: ReadonlyMap<string, Declaration> = new Map(kinds.map((kind) => [kind.name, kind]));

export const kindNames: readonly string[] = [...byName.keys()];

export const kindNamed = (name: string): Declaration | undefined => byName.get(name);

/**
 * The arguments that make a look what it is: those that only ask for more of it are left out, and of a question about
 * several things those of the one that is meant.
 */
export function identityOf(kind: string, given: Arguments, subject: string | null = null): Arguments {
  const declared = byName.get(kind)?.arguments ?? {};
  const asked = argumentsOf(kind, given, subject);
  return Object.fromEntries(Object.entries(asked).filter(([name]) => declared[name]?.extends !== true));
}

const extending: ReadonlyMap<string, readonly string[]> = new Map(
  kinds.map((kind: Declaration) => [
    kind.name,
    Object.entries(kind.arguments).flatMap(([name, argument]) => (argument.extends === true ? [name] : [])),
  ]),
);

/** What a question asks beyond the look as such. A `false` asks for no more than what was left out. */
export function extentOf(kind: string, given: Arguments): Arguments {
  const asked = (extending.get(kind) ?? []).map((name) => [name, given[name] ?? false] as const);
  return Object.fromEntries(asked.filter(([, value]) => value !== false));
}

/** Whether one look can answer two questions of one identity: neither asks for another value of the same. */
export function areOneLook(kind: string, one: Arguments, other: Arguments): boolean {
  const [first, second] = [extentOf(kind, one), extentOf(kind, other)];
  return Object.entries(first).every(([name, value]) => isSameJson(value, second[name] ?? value));
}

/**
 * Whether a fact of a look answers a question of the same identity. Two that ask for other values of the same are two
 * questions, and what is answered only with an argument is an answer to that value of it alone.
 */
function isAnswer(
  { kind, arguments: given, field }: Pick<FactRecord, "kind" | "arguments" | "field">,
  asked: Arguments,
): boolean {
  if (extending.get(kind)?.length === 0) return true;
  const wanted = byName.get(kind)?.answers[field]?.with ?? "";
  const value = extentOf(kind, asked)[wanted];
  return (
    areOneLook(kind, given, asked) && (value === undefined || isSameJson(value, extentOf(kind, given)[wanted] ?? null))
  );
}

/** How facts are found by what was asked. */
export const finding: Finding = { identityOf, isAnswer };

/** The arguments that the facts of one subject are kept under; without a subject those of the look itself. */
export function argumentsOf(kind: string, given: Arguments, subject: string | null): Arguments {
  const { subjects, kept } = byName.get(kind) ?? {};
  const asked = subject === null ? given : (subjects?.askedOfOne?.(given, subject) ?? given);
  return kept?.(asked) ?? asked;
}
