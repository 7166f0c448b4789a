import type { Placed } from "./placed.ts";
import type { Reader } from "./problem.ts";
import type { DraftRequirement } from "./requirement.ts";
import type { Sizing } from "./sizing.ts";
import { referencesIn } from "./template.ts";

/** A value that no requirement reads would be told as what the place was sized for, and nobody would look at it. */
export function checkSizing({ names, rows }: Sizing, drafts: readonly DraftRequirement[], reader: Reader): void {
  const read = new Set(drafts.flatMap(nodesOf).flatMap(sizingNames));
  for (const name of names.filter((one) => !read.has(one))) {
    const at = rows.flatMap(({ values }) => values.get(name)?.at ?? [])[0];
    if (at === undefined) continue;
    reader.report(at, `\`${name}\` of the sizing is read by no requirement: nobody looks whether the place has it`, {
      hint: `write \`$sizing.${name}\` in a requirement, such as expect: { …: ">= \${sizing.${name}}" }`,
    });
  }
}

const nodesOf = ({ clauses }: DraftRequirement): readonly Placed[] =>
  clauses.flatMap((clause) =>
    clause.is === "pending" ? [] : [clause.arguments, ...clause.expectations.map(({ node }) => node)],
  );

const sizingNames = (node: Placed): readonly string[] =>
  referencesIn(node).flatMap(({ root, path: [name = ""] }) => (root === "sizing" ? [name] : []));
