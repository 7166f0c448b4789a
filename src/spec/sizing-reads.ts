import type { Placed } from "./placed.ts";
import { wholeOf } from "./check-references.ts";
import type { Clause } from "./clause.ts";
import type { Sizing } from "./sizing.ts";
import { referencesIn } from "./template.ts";

/** Values of the sizing that no requirement reads: nobody looks whether a place has them. */
export function unreadValues({ names }: Sizing, requirements: readonly Reading[]): readonly string[] {
  const looks = requirements.flatMap(({ clauses }) => clauses.filter((clause) => clause.is === "look"));
  const read = new Set(looks.flatMap(wholeOf).flatMap(sizingNames));
  return names.filter((one) => !read.has(one));
}

type Reading = { readonly clauses: readonly Clause[] };

const sizingNames = (node: Placed): readonly string[] =>
  referencesIn(node).flatMap(({ root, path: [name = ""] }) => (root === "sizing" ? [name] : []));
