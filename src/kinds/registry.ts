import { kinds } from "./all.ts";
import type { Declaration } from "./declaration.ts";
import type { Arguments } from "../facts/snapshot.ts";

const byName: ReadonlyMap<string, Declaration> = new Map(kinds.map((kind) => [kind.name, kind]));

export const kindNames: readonly string[] = [...byName.keys()];

export const kindNamed = (name: string): Declaration | undefined => byName.get(name);

/** The arguments under which facts are kept: of the whole look, or of one thing that it answers of. */
export const argumentsFor = (kind: string, asked: Arguments, subject: string | null): Arguments =>
  subject === null ? asked : (byName.get(kind)?.subjects?.alone?.(asked, subject) ?? asked);

/** The arguments that make a look what it is: those that only ask for more of it are left out. */
export function identityOf(kind: string, given: Arguments): Arguments {
  const declared = byName.get(kind)?.arguments ?? {};
  return Object.fromEntries(Object.entries(given).filter(([name]) => declared[name]?.extends !== true));
}
