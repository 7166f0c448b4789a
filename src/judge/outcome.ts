import type { Grade, Vantage } from "../facts/fact.ts";
import type { ReasonCode } from "../facts/reasons.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { Area, Moment } from "../kinds/declaration.ts";
import type { LookClause } from "../spec/clause.ts";
import type { Level } from "../spec/requirement.ts";
import type { JudgedField } from "./field.ts";

export const outcomes = ["met", "unmet", "unknown", "not-applicable", "waived"] as const;
export type Outcome = (typeof outcomes)[number];

export const verdicts = ["ready", "ready-with-warnings", "not-ready", "unverified"] as const;
export type Verdict = (typeof verdicts)[number];

/** A field that fell short, and the look that showed it. */
export type Shortfall = { readonly clause: LookClause; readonly asked: Arguments; readonly judged: JudgedField };

/** What one clause came to. `met` names at least one fact that shows it: the type cannot be made without. */
export type Judged = {
  readonly reasonCode: ReasonCode;
  readonly reason: string;
  readonly expected: string | null;
  readonly observed: string | null;
  readonly grade: Grade | null;
  readonly observedAt: string | null;
  /** What would end an unknown: an option, a command, an answer. */
  readonly settle?: string;
  /** What would end some of several reasons, where nothing that is known ends them all. */
  readonly partly?: string;
  /** An unmet outcome rests on what the file itself expects, not on a default of the kind alone. */
  readonly ownShortfall?: boolean;
  /** The field that decided, where one did: its remedy is the one to show. */
  readonly field?: string;
  /** Every field that fell short, for its remedy. No part of a report. */
  readonly shortfalls?: readonly Shortfall[];
} & (
  | { readonly outcome: "met"; readonly facts: readonly [string, ...string[]] }
  | { readonly outcome: "unmet" | "unknown"; readonly facts: readonly string[] }
);

export type Branch = Judged & { readonly kind: string };

export type StatedAt =
  | {
      readonly statement: string;
      readonly source: string | null;
      readonly section: string | null;
      readonly item: number | null;
    }
  | { readonly derived: string };

export type ShownRemedy = { readonly text: string; readonly commands: readonly string[]; readonly docs?: string };

export type AppliedWaiver = {
  readonly by: string;
  readonly reason: string;
  readonly until: string;
  readonly accept: string;
};

/** The outcome of one requirement on one target, vantage and subject, as it stands in a report. */
export type Result = {
  readonly id: string;
  readonly kind: string;
  readonly level: Level;
  readonly area: Area;
  readonly title: string;
  readonly target: string | null;
  readonly vantage: Vantage | null;
  readonly subject: string | null;
  readonly outcome: Outcome;
  readonly reasonCode: ReasonCode;
  readonly reason: string;
  readonly expected: string | null;
  readonly observed: string | null;
  readonly grade: Grade | null;
  readonly observedAt: string | null;
  readonly because: string | null;
  readonly remedy: ShownRemedy | null;
  readonly waiver: AppliedWaiver | null;
  readonly needs: readonly string[];
  readonly from: readonly StatedAt[];
  readonly facts: readonly string[];
  readonly branches?: readonly Branch[];
  readonly settle?: string;
  /** What would end some of the reasons for an unknown, but not all. */
  readonly partly?: string;
  /** When it counts. */
  readonly moments: readonly Moment[];
  /** What a reader should know beside the reason: of a waiver or an attestation that does not help. */
  readonly note?: string;
};
