import type { Why } from "../facts/fact.ts";
import type { FactIndex } from "../facts/snapshot.ts";
import type { Moment } from "../kinds/declaration.ts";
import type { Answers } from "../spec/answers.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { Waiver } from "../spec/site.ts";
import type { Statements } from "../spec/statements.ts";

/** A place that was asked. `state` says whether it answered at all. */
export type Target = {
  readonly name: string;
  readonly type: "host" | "container" | "cluster" | "controller";
  readonly role: string;
  readonly hostname: string | null;
  readonly state: "reached" | "lost";
  /** Why it was lost. */
  readonly why?: Why;
};

/** Everything that a judgement depends on. The same situation gives the same judgement, wherever and whenever. */
export type Situation = {
  readonly file: RequirementsFile;
  readonly statements: Statements | null;
  readonly profile: string | null;
  readonly moment: Moment;
  /** The product's version, where the operator named one. */
  readonly version: string | null;
  readonly answers: Answers;
  readonly targets: readonly Target[];
  readonly facts: FactIndex;
  readonly waivers: readonly Waiver[];
  /** ISO 8601, UTC: what "days left" and "until" are counted from. */
  readonly now: string;
  /** Facts older than this many seconds are unknown. Undefined: age does not matter. */
  readonly maxAge?: number;
  /** Ids that are judged, closed under `needs`; undefined: all. */
  readonly only?: ReadonlySet<string>;
  readonly skip: ReadonlySet<string>;
};
