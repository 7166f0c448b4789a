import { nearest } from "../facts/nearest.ts";
import { UsageError } from "../spec/problem.ts";
import type { Requirement } from "../spec/requirement.ts";

/** Ids that patterns name: `disk`, `egress-*`. A pattern that names nothing is refused, since it would check nothing. */
export function selectIds(
  patterns: readonly string[],
  requirements: readonly Requirement[],
  option: string,
): ReadonlySet<string> {
  const ids = requirements.map((requirement) => requirement.id);
  const selected = new Set<string>();
  for (const pattern of patterns.flatMap((one) => one.split(",")).map((one) => one.trim())) {
    const fits = globOf(pattern);
    const found = ids.filter((id) => fits.test(id));
    if (found.length === 0) {
      const meant = nearest(pattern, ids);
      throw new UsageError(
        `${option} ${pattern}: no requirement is called so${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
        `Requirements: ${ids.join(", ")}.`,
      );
    }
    for (const id of found) selected.add(id);
  }
  return selected;
}

/** `*` stands for any letters, `?` for one; everything else for itself. */
const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[^*?]/g, (letter) => `\\u{${letter.codePointAt(0)?.toString(16) ?? "0"}}`)
      .replaceAll("*", "[^]*")
      .replaceAll("?", ".")}$`,
    "u",
  );
