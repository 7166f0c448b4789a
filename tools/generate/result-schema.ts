import { z } from "zod";
import { grades, vantages } from "../../src/facts/fact.ts";
import { outcomes, type AppliedWaiver, type Branch, type ShownRemedy } from "../../src/judge/outcome.ts";
import { moments } from "../../src/kinds/declaration.ts";
import type { ReportedPlace } from "../../src/report/places.ts";
import type { ReportedResult } from "../../src/report/report.ts";
import type { Stand, Change } from "../../src/report/since.ts";
import { levels } from "../../src/spec/requirement.ts";

/** A schema for each key of a part of the report: one that is missing here, or is here alone, does not compile. */
export type Keys<T> = { readonly [Name in keyof Required<T>]: z.ZodType };

export const text = z.string();
export const said = text.nullable();
/** Codes, kinds and areas grow with every version; what is closed is an enum. */
const code = text.regex(/^[a-z][A-Za-z0-9-]*$/);
const factIds = z.array(text);

/** What is judged of a requirement and of each of its branches. */
const judged = {
  outcome: z.enum(outcomes),
  reasonCode: code.describe("docs/reference/reasons.md"),
  reason: text,
  expected: said,
  observed: said,
  grade: z.enum(grades).nullable(),
  observedAt: z.iso.datetime().nullable(),
  facts: factIds.describe("ids of the facts that decided"),
  settle: text.optional().describe("what would end an unknown"),
  partly: text.optional().describe("what would end some of its reasons"),
};

/** Of a branch no more is written than this. */
type WrittenBranch = Omit<Branch, "shortfalls" | "ownShortfall">;

const branch = z.object({
  kind: code,
  ...judged,
  field: text.optional(),
} satisfies Keys<WrittenBranch>);

const remedy = z.object({
  text,
  commands: z.array(text),
  docs: text.optional(),
} satisfies Keys<ShownRemedy>);

const waiver = z.object({ by: text, reason: text, until: text, accept: text } satisfies Keys<AppliedWaiver>);

const statedAt = z.union([
  z.object({ statement: text, source: said, section: said, item: z.number().nullable() }),
  z.object({ derived: text }),
]);

export const result = z.object({
  id: text.min(1),
  kind: code.describe("a kind, anyOf or allOf"),
  level: z.enum(levels),
  area: code,
  title: text,
  target: said,
  vantage: z.enum(vantages).nullable(),
  subject: said,
  ...judged,
  because: said,
  remedy: remedy.nullable(),
  waiver: waiver.nullable(),
  needs: z.array(text),
  from: z.array(statedAt),
  branches: z.array(branch).optional(),
  moments: z.array(z.enum(moments)),
  note: text.optional(),
  place: z
    .object({ in: z.enum(["catalog", "file"]), file: text, line: z.number() } satisfies Keys<ReportedPlace>)
    .optional()
    .describe("where the requirement is written"),
} satisfies Keys<ReportedResult>);

const stand = z.object({
  outcome: z.enum(outcomes),
  reasonCode: text,
  reason: text,
  observed: said,
  expected: said,
} satisfies Keys<Stand>);

export const change = z.object({
  id: text,
  target: said,
  vantage: said,
  subject: said,
  title: text,
  level: z.enum(levels).nullable(),
  from: stand.nullable(),
  to: stand.nullable(),
  why: text,
} satisfies Keys<Change>);
