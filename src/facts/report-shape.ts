import { z } from "zod";
import type { JsonValue } from "./json.ts";

const json = z.custom<JsonValue>((value) => value !== undefined);
const text = z.string();
const said = text.nullable();

const result = z.object({
  id: text.min(1),
  target: said,
  vantage: said,
  subject: said,
  title: text,
  outcome: text,
  reasonCode: text,
  reason: text,
  expected: said,
  observed: said,
  waiver: z.object({ by: text, until: text }).nullable(),
  facts: z.array(text),
});

const fact = z.object({
  id: text,
  target: said,
  kind: text,
  arguments: json,
  subject: said,
  field: text,
  state: text,
  value: json.optional(),
});

/** Far more than 2,000 requirements of a file give on the hosts of one site. */
const mostResults = 100_000;

/** What is read of an earlier report to tell what changed: what came of each requirement, and what it was asked with. */
export const reportShape = z.object({
  schema: z.literal("footing/report/1"),
  tool: z.object({ version: text }),
  product: z.object({ id: text, edition: said, digest: text, version: said }),
  profile: said,
  moment: text,
  scope: z.object({ complete: z.boolean(), only: z.array(text), skip: z.array(text) }),
  startedAt: z.iso.datetime(),
  inputs: z.array(z.object({ name: text, value: json.optional(), from: text, secret: z.boolean() })),
  targets: z.array(z.object({ name: text, hostname: said })),
  verdict: text,
  results: z.array(result).max(mostResults),
  facts: z.array(fact),
});

export type ReportShape = z.infer<typeof reportShape>;
