import { z } from "zod";
import { factShape, inputShape, targetShape } from "../../src/facts/snapshot-shape.ts";
import { outcomes, verdicts } from "../../src/judge/outcome.ts";
import { moments } from "../../src/kinds/declaration.ts";
import type { FactsFile, Report, ReportedProduct, ReportedSizing, ReportedSizingRow } from "../../src/report/report.ts";
import type { Difference, Since } from "../../src/report/since.ts";
import { levels } from "../../src/spec/requirement.ts";
import { change, result, said, text, type Keys } from "./result-schema.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

const instant = z.iso.datetime();
const amount = z.number().nonnegative();

const tool = z.object({
  name: z.literal("footing"),
  version: text,
  digest: text.describe("of the program's own file"),
} satisfies Keys<Report["tool"]>);

const product = z.object({
  id: text,
  name: text,
  edition: said,
  notice: text.optional().describe("what whoever uses this edition should know"),
  digest: text.describe("of the requirements file"),
  version: said,
} satisfies Keys<ReportedProduct>);

const row = z.record(text, text);
const sizing = z.object({
  by: text,
  value: z.number(),
  row,
  alsoClaimedBy: row.nullable(),
  unread: z.array(text).describe("values that no requirement reads"),
  rows: z.array(
    z.object({
      upTo: z.number().nullable(),
      startsAt: z.number().nullable(),
      when: said,
      holds: z.boolean().nullable(),
      values: row,
      chosen: z.boolean(),
    } satisfies Keys<ReportedSizingRow>),
  ),
} satisfies Keys<ReportedSizing>);

const difference = z.object({
  what: z.enum(["moment", "profile", "edition", "requirements", "version", "footing", "host", "answer"]),
  name: said,
  from: said,
  to: said,
} satisfies Keys<Difference>);

const since = z.object({
  file: text,
  startedAt: instant,
  verdict: z.object({ from: z.enum(verdicts), to: z.enum(verdicts) }),
  complete: z.boolean(),
  differs: z.array(difference),
  changes: z.array(change),
  values: z.array(change),
} satisfies Keys<Since>);

const counts = z.object(Object.fromEntries(outcomes.map((outcome) => [outcome, amount])));

const shared = z.literal(true).optional().describe("what is local was replaced (--share): not judged again");

/** What a report and a facts file have in common. */
const snapshot = {
  tool,
  profile: said,
  moment: z.enum(moments),
  inputs: z.array(inputShape),
  targets: z.array(targetShape),
  startedAt: instant,
  finishedAt: instant,
  facts: z.array(factShape),
};

const report = z.object({
  schema: z.literal("footing/report/1"),
  ...snapshot,
  targets: z.array(targetShape.extend({ notAsked: z.array(text).optional() })),
  product,
  site: said,
  scope: z.object({
    complete: z.boolean(),
    only: z.array(text),
    skip: z.array(text),
    noWrite: z.boolean(),
    requirements: amount,
  } satisfies Keys<Report["scope"]>),
  durationMs: amount,
  sizing: sizing.nullable(),
  evidence: z.object({
    from: z.enum(["live", "file"]),
    signed: z.literal(false),
    oldestAt: instant.nullable(),
  } satisfies Keys<Report["evidence"]>),
  interrupted: z.boolean(),
  sources: z.array(z.object({ id: text, title: text, url: text })),
  verdict: z.enum(verdicts),
  exitCode: z.number(),
  counts,
  countsByLevel: z.object(Object.fromEntries(levels.map((level) => [level, counts]))),
  next: z.array(z.object({ settles: z.array(text), do: text })),
  leftovers: z.array(text),
  earlier: z.array(text),
  removed: z.array(text),
  since: since.optional(),
  shared,
  results: z.array(result),
} satisfies Keys<Report>);

const factsFile = z.object({
  schema: z.literal("footing/facts/1"),
  ...snapshot,
  product: product.nullable(),
  shared,
} satisfies Keys<FactsFile>);

const where = (key: string, value: string, then: JsonSchema): JsonSchema => ({
  if: { properties: { [key]: { const: value } } },
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
  then,
});

/** A value, or what is kept in place of one that stands in no report. */
const valued: JsonSchema = { anyOf: [{ required: ["value"] }, { required: ["kept"] }] };

/** What holds between keys: a value for what was seen, a reason for what is unknown, a fact for what is met. */
const laws: Readonly<Record<string, readonly JsonSchema[]>> = {
  facts: [where("state", "seen", valued), where("state", "unknown", { required: ["why"] })],
  results: [where("outcome", "met", { properties: { facts: { minItems: 1 } } })],
};

function withLaws(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null) throw new Error("a report is an object");
  const held = Object.entries(properties).map(([name, one]: [string, JsonSchema]) => {
    const law = laws[name];
    return [name, law === undefined ? one : { ...one, items: { allOf: [one["items"], ...law] } }];
  });
  return { ...schema, properties: Object.fromEntries(held) };
}

/**
 * JSON Schemas of what the program writes, by file name. Keys are only ever added, so a key that they do not know is no
 * mistake; `closed` makes it one, for tests.
 */
export function reportSchemas({ closed = false }: { readonly closed?: boolean } = {}): Readonly<
  Record<string, JsonSchema>
> {
  const of = (shape: z.ZodType, title: string): JsonSchema => {
    const io = closed ? "output" : "input";
    const { $schema, ...schema } = z.toJSONSchema(shape, { target: "draft-7", io, unrepresentable: "any" });
    return { $schema, title, ...withLaws(schema) };
  };
  return {
    "report.schema.json": of(report, "Footing report"),
    "facts.schema.json": of(factsFile, "Footing facts file"),
  };
}
