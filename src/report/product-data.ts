import type { JsonValue } from "../facts/json.ts";
import type { Input } from "../spec/input.ts";
import type { Requirement } from "../spec/requirement.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { Sizing } from "../spec/sizing.ts";
import type { Statements } from "../spec/statements.ts";
import { argumentWords, isPending, kindWords, requirementWords } from "./expectation.ts";

export type Product = {
  readonly file: RequirementsFile;
  readonly statements: Statements | null;
  readonly digest: string;
};

/** A requirements file as data: what `show --format json` writes. */
export function productData({ file, statements, digest }: Product): JsonValue {
  const { id, name, edition = null, versions } = file.product;
  return {
    schema: "footing/product/1",
    product: { id, name, edition, versions: versions?.text ?? null, digest },
    profiles: file.profiles.map((profile) => ({
      name: profile.name,
      title: profile.title,
      default: profile.default,
      targets: profile.targets,
    })),
    inputs: [...file.inputs.values()].map(inputData),
    sizing: file.sizing === undefined ? null : sizingData(file.sizing),
    requirements: file.requirements.map((requirement) => requirementData(requirement, statements)),
    sources: (statements?.sources ?? []).map((source) => ({ ...source })),
  };
}

const inputData = (input: Input): JsonValue => ({
  name: input.name,
  type: input.type,
  of: input.of ?? null,
  default: input.default ?? null,
  optional: input.optional,
  secret: input.secret,
  ask: input.ask,
  example: input.example ?? null,
  when: input.when?.text ?? null,
});

const sizingData = (sizing: Sizing): JsonValue => ({
  by: sizing.by,
  from: sizing.from,
  assumes: sizing.assumes.map(({ when, text }) => ({ when: when.text, text })),
  rows: sizing.rows.map((row) => ({
    upTo: row.upTo ?? null,
    startsAt: row.startsAt ?? null,
    when: row.when?.text ?? null,
    from: row.from,
    values: Object.fromEntries([...row.values].map(([name, { text }]) => [name, text])),
  })),
});

export function requirementData(requirement: Requirement, statements: Statements | null): JsonValue {
  const { from, remedy } = requirement;
  return {
    id: requirement.id,
    level: requirement.level,
    title: requirement.title,
    area: requirement.area,
    kind: kindWords(requirement),
    pending: isPending(requirement),
    arguments: requirement.clauses.map(argumentWords),
    expected: requirementWords(requirement),
    profiles: requirement.profiles ?? null,
    moments: requirement.moments,
    role: requirement.role,
    when: requirement.when?.text ?? null,
    needs: requirement.needs,
    because: requirement.because ?? null,
    remedy:
      remedy === undefined ? null : { text: remedy.text, commands: { ...remedy.commands }, docs: remedy.docs ?? null },
    from: "derived" in from ? [{ derived: from.derived }] : from.statements.map((id) => statementData(id, statements)),
  };
}

function statementData(id: string, statements: Statements | null): JsonValue {
  const statement = statements?.statements.get(id);
  if (statement === undefined) return { statement: id };
  const { source, section, item, level, gist } = statement;
  return { statement: id, source, section, item, level, gist };
}
