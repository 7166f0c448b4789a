import type { Clause } from "../spec/clause.ts";
import { entryOf } from "../spec/placed.ts";
import { restingOf, type Interview } from "./open-inputs.ts";

/** What somebody may answer for: the requirement's id, the value of `for` if it has one, and the question as the file puts it. */
export type OpenAttestation = { readonly id: string; readonly subject: string | null; readonly question: string };

/** Questions of requirements that may apply, as far as answers go, and that nobody has attested yet. */
export function openAttestations(interview: Interview, attested: ReadonlySet<string>): readonly OpenAttestation[] {
  const { file, profile } = interview;
  return file.requirements
    .filter(({ id, profiles }) => !attested.has(id) && (profile === null || profiles?.includes(profile) !== false))
    .filter(({ when }) => restingOf(when, interview).is !== "false")
    .flatMap(({ id, clauses, repeat }) => {
      const all: readonly Clause[] = clauses;
      return all.flatMap((clause): OpenAttestation[] => {
        if (clause.is !== "look" || clause.kind.name !== "attest") return [];
        const node = entryOf(clause.arguments, "question")?.value;
        const question = node?.is === "scalar" ? node.source : "";
        if (repeat === undefined) return [{ id, subject: null, question }];
        const reference = `\${for.${repeat.name}}`;
        return repeat.values.map(({ source }) => ({
          id,
          subject: source,
          question: question.replaceAll(reference, () => source),
        }));
      });
    });
}
