import type { Clause } from "../spec/clause.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { Statement, Statements, Treatment } from "../spec/statements.ts";
import type { Found } from "./catalog.ts";

/**
 * Statements whose treatment the requirements do not bear out, in words. No statement may be lost: one that says that a
 * requirement treats it must be named by one.
 */
export function uncoveredStatements({ file, statements }: Pick<Found, "file" | "statements">): readonly string[] {
  if (statements === null) return [];
  const named = namedBy(file);
  const lost = [...statements.statements.values()].flatMap((statement) =>
    statement.treatedBy
      .filter((treatment) => !isTreated(statement, treatment, named))
      .map((treatment) => `${statement.id} says that it is treated by ${words[treatment]}, and none names it`),
  );
  return [...unfinished(statements), ...lost, ...unknownOrigins(file, statements)];
}

/** What a new product's folder leaves to be written. */
const unfinished = ({ statements }: Statements): readonly string[] =>
  [...statements.values()].flatMap(({ id, gist, fingerprint }) => [
    ...(/^sha256:0+$/.test(fingerprint)
      ? [`${id} has no fingerprint yet: node bin/run.js tools/fingerprint.ts PAGE`]
      : []),
    ...(/\bTODO\b/.test(gist) ? [`${id} has no gist yet`] : []),
  ]);

const words: Readonly<Record<Treatment, string>> = {
  requirement: "a requirement",
  input: "an input",
  product: "the product's versions",
  remedy: "a remedy",
  sizing: "the sizing",
  plan: "the plan",
  watch: "watching",
  attestation: "an attestation",
  pending: "a pending requirement",
};

type Named = {
  readonly looked: ReadonlySet<string>;
  readonly attested: ReadonlySet<string>;
  readonly pending: ReadonlySet<string>;
  readonly sized: ReadonlySet<string>;
  readonly inputs: boolean;
};

function namedBy(file: RequirementsFile): Named {
  const named = { looked: new Set<string>(), attested: new Set<string>(), pending: new Set<string>() };
  for (const { from, clauses } of file.requirements) {
    const ids = "statements" in from ? from.statements : [];
    for (const clause of clauses) for (const id of ids) named[treatmentBy(clause)].add(id);
  }
  const rows = file.sizing?.rows ?? [];
  const sized = new Set([...(file.sizing?.from ?? []), ...rows.flatMap((row) => row.from)]);
  return { ...named, sized, inputs: file.inputs.size > 0 };
}

function treatmentBy(clause: Clause): "looked" | "attested" | "pending" {
  if (clause.is === "pending") return "pending";
  return clause.kind.name === "attest" ? "attested" : "looked";
}

/** What a requirements file can show of a treatment; plans, watching and remedies are shown elsewhere. */
function isTreated({ id }: Statement, treatment: Treatment, named: Named): boolean {
  if (treatment === "requirement") return named.looked.has(id) || named.sized.has(id);
  if (treatment === "attestation") return named.attested.has(id);
  if (treatment === "pending") return named.pending.has(id);
  if (treatment === "sizing") return named.sized.has(id);
  return treatment !== "input" || named.inputs;
}

function unknownOrigins(file: RequirementsFile, { statements }: Statements): readonly string[] {
  return file.requirements.flatMap(({ id, from }) =>
    ("statements" in from ? from.statements : [])
      .filter((one) => !statements.has(one))
      .map((one) => `${id} is from ${one}, which is not in statements.yaml`),
  );
}
