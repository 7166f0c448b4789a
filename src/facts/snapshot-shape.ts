import { z } from "zod";
import { grades, vantages } from "./fact.ts";
import type { JsonValue } from "./json.ts";

// What JSON.parse gave is JSON, so that is not asked again of each part: the judge checks every value by its field's type.
const why = z.object({ code: z.string(), text: z.string(), settle: z.string().optional() });

const json = z.custom<JsonValue>((value) => value !== undefined);
const instant = z.iso.datetime();

/** One observation, as it is read from a file. */
export const factShape = z.object({
  id: z.string().min(1),
  target: z.string().nullable(),
  kind: z.string(),
  arguments: z.record(z.string(), json),
  subject: z.string().nullable(),
  field: z.string(),
  state: z.enum(["seen", "absent", "unknown"]),
  value: json.optional(),
  why: why.optional(),
  vantage: z.enum(vantages).nullable(),
  grade: z.enum(grades),
  by: z.string(),
  at: instant,
  ms: z.number().nonnegative(),
  tolerance: z.number().min(0).lt(1).optional(),
  note: z.string().optional(),
  cause: z.string().optional(),
  kept: z.object({ length: z.number().nonnegative(), matched: z.record(z.string(), z.boolean()) }).optional(),
});

export const targetShape = z.object({
  name: z.string().min(1),
  type: z.enum(["host", "container", "cluster", "controller"]),
  role: z.string(),
  hostname: z.string().nullable(),
  state: z.enum(["reached", "lost"]),
  why: why.optional(),
  root: z.string().optional(),
});

export const inputShape = z.object({
  name: z.string(),
  value: json.optional(),
  from: z.string(),
  secret: z.boolean(),
  type: z.string().optional(),
  visibility: z.string().optional(),
  applies: z.literal(false).optional(),
});

/** What is read of a facts file or a report: facts, and what they were observed for. Outcomes are not trusted. */
export const snapshotShape = z.object({
  schema: z.enum(["footing/facts/1", "footing/report/1"]),
  product: z
    .object({ id: z.string(), edition: z.string().nullable().optional(), version: z.string().nullable().optional() })
    .nullable(),
  profile: z.string().nullable(),
  moment: z.enum(["install", "run", "upgrade"]),
  inputs: z.array(inputShape),
  targets: z.array(targetShape),
  startedAt: instant,
  finishedAt: instant,
  facts: z.array(factShape),
  shared: z.boolean().optional(),
});

export type SnapshotShape = z.infer<typeof snapshotShape>;
export type FactShape = z.infer<typeof factShape>;

const { product, profile, moment, inputs } = snapshotShape.shape;

/**
 * What a text that is carried over from a host says of itself, so that it is understood elsewhere and later: see
 * `reach/session/carried-script.ts`. No secret is in it.
 */
export const carriedHeadShape = z.object({
  schema: z.literal("footing/carried/1"),
  version: z.string(),
  /** The word of its frames, and of all that probes of ours print. */
  mark: z.string().regex(/^[0-9a-f]{32}$/),
  product,
  profile,
  moment,
  inputs,
  timeoutMs: z
    .number()
    .positive()
    .max(2 ** 31),
  clean: z.boolean(),
});

/** The same, as it is written. */
export type CarriedHead = Readonly<Omit<z.input<typeof carriedHeadShape>, "inputs">> & {
  readonly inputs: readonly z.input<typeof inputShape>[];
};
