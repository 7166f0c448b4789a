import { nearest } from "../facts/nearest.ts";
import { UsageError } from "../spec/problem.ts";
import { assumptionId } from "../judge/assumptions.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";

/** Ids that patterns name: `disk`, `egress-*`. A pattern that names nothing is refused, since it would check nothing. */
export function selectIds(
  patterns: readonly string[],
  file: Pick<RequirementsFile, "requirements" | "sizing">,
  option: string,
): ReadonlySet<string> {
  const assumed = (file.sizing?.assumes ?? []).map((_, index) => assumptionId(index));
  const ids = [...file.requirements.map((requirement) => requirement.id), ...assumed];
  const selected = new Set<string>();
  for (const pattern of patterns.flatMap((one) => namesIn(one, option))) {
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

/** `disk,cpu` is the same as naming both. What names nothing is refused: it would select everything in silence. */
function namesIn(patterns: string, option: string): readonly string[] {
  const names = patterns
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (names.length === 0) throw new UsageError(`${option} names nothing`, `Write ${option} ID, or leave it out.`);
  return names;
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
