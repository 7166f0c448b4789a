import { kinds } from "./all.ts";
import type { Declaration } from "./declaration.ts";
import type { Arguments } from "../facts/snapshot.ts";

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

/** The arguments that the facts of one subject are kept under; without a subject those of the look itself. */
export function argumentsOf(kind: string, given: Arguments, subject: string | null): Arguments {
  const { subjects, kept } = byName.get(kind) ?? {};
  const asked = subject === null ? given : (subjects?.askedOfOne?.(given, subject) ?? given);
  return kept?.(asked) ?? asked;
}
