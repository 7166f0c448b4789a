import type { Clause } from "../spec/clause.ts";
import { entryOf } from "../spec/placed.ts";
import { restingOf, type Interview } from "./open-inputs.ts";

/** What somebody may answer for: the requirement's id, and the question as the file puts it. */
export type OpenAttestation = { readonly id: string; readonly question: string };

/** Questions of requirements that may apply, as far as answers go, and that nobody has attested yet. */
export function openAttestations(interview: Interview, attested: ReadonlySet<string>): readonly OpenAttestation[] {
  const { file, profile } = interview;
  return file.requirements
    .filter(({ id, profiles }) => !attested.has(id) && (profile === null || profiles?.includes(profile) !== false))
    .filter(({ when }) => restingOf(when, interview).is !== "false")
    .flatMap(({ id, clauses }) => {
      const all: readonly Clause[] = clauses;
      return all.flatMap((clause): OpenAttestation[] => {
        if (clause.is !== "look" || clause.kind.name !== "attest") return [];
        const question = entryOf(clause.arguments, "question")?.value;
        return [{ id, question: question?.is === "scalar" ? question.source : "" }];
      });
    });
}
