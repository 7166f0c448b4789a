import type { Placed } from "./placed.ts";
import type { Clause } from "./clause.ts";
import type { Sizing } from "./sizing.ts";
import { referencesIn } from "./template.ts";

/** Values of the sizing that no requirement reads: nobody looks whether a place has them. */
export function unreadValues({ names }: Sizing, requirements: readonly Reading[]): readonly string[] {
  const read = new Set(requirements.flatMap(nodesOf).flatMap(sizingNames));
  return names.filter((one) => !read.has(one));
}

type Reading = { readonly clauses: readonly Clause[] };

const nodesOf = ({ clauses }: Reading): readonly Placed[] =>
  clauses.flatMap((clause) =>
    clause.is === "pending" ? [] : [clause.arguments, ...clause.expectations.map(({ node }) => node)],
  );

const sizingNames = (node: Placed): readonly string[] =>
  referencesIn(node).flatMap(({ root, path: [name = ""] }) => (root === "sizing" ? [name] : []));
