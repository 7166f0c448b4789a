import type { Requirement } from "../spec/requirement.ts";
import { conditionName, type RequirementsFile } from "../spec/requirements-file.ts";
import { clauseReferences } from "../spec/resolve.ts";

/** A field of another requirement's answer that somebody reads. */
export type AnswerRead = { readonly id: string; readonly field: string };

/** What a requirement reads of the answers of those that it needs: in its `when`, its arguments and its expectations. */
export function answersRead(requirement: Requirement): readonly AnswerRead[] {
  const inCondition = [...(requirement.when?.reads ?? [])].flatMap((name): AnswerRead[] => {
    const [root, named = "", field = ""] = name.split(".");
    return root === "answers" ? [{ id: neededId(requirement, named), field }] : [];
  });
  const referred = requirement.clauses.flatMap((clause): AnswerRead[] => {
    if (clause.is !== "look") return [];
    const { arguments: inArguments, expect } = clauseReferences(clause);
    return [...inArguments, ...expect].flatMap(({ root, path: [id = "", field = ""] }) =>
      root === "answers" ? [{ id, field }] : [],
    );
  });
  return [...inCondition, ...referred];
}

/** A condition spells an id with `_` in place of `-`. */
export const neededId = (requirement: Requirement, spelt: string): string =>
  requirement.needs.find((id) => conditionName(id) === spelt) ?? spelt;

const read = new WeakMap<RequirementsFile, ReadonlySet<string>>();

/** The ids whose answers some requirement of the file reads. A file does not change, so this is worked out once. */
export function idsRead(file: RequirementsFile): ReadonlySet<string> {
  const before = read.get(file);
  if (before !== undefined) return before;
  const ids = new Set(file.requirements.flatMap(answersRead).map(({ id }) => id));
  read.set(file, ids);
  return ids;
}
