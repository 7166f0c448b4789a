import type { Why } from "../facts/fact.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { JsonValue } from "../facts/json.ts";
import type { Moment, Visibility } from "../kinds/declaration.ts";
import type { NextStep } from "../judge/judge.ts";
import type { Result, Verdict } from "../judge/outcome.ts";
import type { Counts, CountsByLevel } from "../judge/verdict.ts";
import type { AnswerSource } from "../spec/answers.ts";
import type { InputType } from "../spec/input.ts";
import type { ReportedPlace } from "./places.ts";
import type { Since } from "./since.ts";

export type ReportedInput = {
  readonly name: string;
  /** Absent for a secret. Null: open or none, told apart by `from`. */
  readonly value?: JsonValue;
  readonly from: AnswerSource;
  readonly secret: boolean;
  readonly type?: InputType;
  /** Whether the answer may stand in a report that is shared; `never` for a secret. */
  readonly visibility?: Visibility;
  /** Its own `when` does not hold, so nobody is asked for it and no default of it is assumed; else absent. */
  readonly applies?: false;
};

export type ReportedTarget = {
  readonly name: string;
  readonly type: "host" | "container" | "cluster" | "controller";
  readonly role: string;
  readonly hostname: string | null;
  readonly state: "reached" | "lost";
  /** Why it was lost; absent of one that was reached. */
  readonly why?: Why;
  /** A recorded tree that stood in for the system's own files. Absent on a real run. */
  readonly root?: string;
  /** Requirements that were asked of other targets and not of this container; absent where there are none. */
  readonly notAsked?: readonly string[];
};

export type ReportedProduct = {
  readonly id: string;
  readonly name: string;
  readonly edition: string | null;
  /** What whoever uses this edition should know of it; absent where there is nothing. */
  readonly notice?: string;
  readonly digest: string;
  readonly version: string | null;
};

/** One row of a sizing table, its values as they were written. */
export type ReportedSizingRow = {
  /** The largest number that it covers, inclusive; null on the last row, which covers all beyond. */
  readonly upTo: number | null;
  /** The smallest number that the source gives for it; null where it gives none. */
  readonly startsAt: number | null;
  readonly when: string | null;
  /** Whether its `when` holds here, true without one; null where that is open. */
  readonly holds: boolean | null;
  readonly values: Readonly<Record<string, string>>;
  /** It is the row that counts. */
  readonly chosen: boolean;
};

/** Which row of a sizing table counted, and whether the source lets another row claim the same number. */
export type ReportedSizing = {
  readonly by: string;
  readonly value: number;
  readonly row: Readonly<Record<string, string>>;
  readonly alsoClaimedBy: Readonly<Record<string, string>> | null;
  /** Names of values that no requirement reads: whether this place has them, nobody looked. */
  readonly unread: readonly string[];
  /** The whole table, in the order of the file. */
  readonly rows: readonly ReportedSizingRow[];
};

/** A result, and where its requirement is written. */
export type ReportedResult = Result & { readonly place?: ReportedPlace };

/**
 * What a run found, whole: the JSON report is exactly this (docs/reference/report.md). Every other format is made from
 * it.
 */
export type Report = {
  readonly schema: "footing/report/1";
  /** Names, paths and addresses of the place were replaced by words; absent where they were not. */
  readonly shared?: true;
  readonly tool: { readonly name: "footing"; readonly version: string; readonly digest: string };
  readonly product: ReportedProduct;
  readonly profile: string | null;
  readonly site: string | null;
  readonly moment: Moment;
  readonly scope: {
    readonly complete: boolean;
    readonly only: readonly string[];
    readonly skip: readonly string[];
    readonly noWrite: boolean;
    /** How many requirements the file has; `results` may hold fewer with --only. */
    readonly requirements: number;
  };
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly inputs: readonly ReportedInput[];
  readonly sizing: ReportedSizing | null;
  readonly evidence: { readonly from: "live" | "file"; readonly signed: false; readonly oldestAt: string | null };
  readonly interrupted: boolean;
  readonly targets: readonly ReportedTarget[];
  readonly sources: readonly { readonly id: string; readonly title: string; readonly url: string }[];
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly counts: Counts;
  readonly countsByLevel: CountsByLevel;
  readonly next: readonly NextStep[];
  /** What a probe made and could not remove, and what earlier runs left where this one looked. */
  readonly leftovers: readonly string[];
  /** Of these, what earlier runs left: `--clean` removes it. */
  readonly earlier: readonly string[];
  /** What earlier runs had left, and is removed now. */
  readonly removed: readonly string[];
  /** What changed since the report that --since names; absent without. */
  readonly since?: Since;
  readonly results: readonly ReportedResult[];
  readonly facts: readonly FactRecord[];
};

/** What `footing facts` writes: everything that judging needs, and no verdict. */
export type FactsFile = Pick<
  Report,
  "tool" | "moment" | "inputs" | "targets" | "startedAt" | "finishedAt" | "facts"
> & {
  readonly schema: "footing/facts/1";
  readonly shared?: true;
  /** Null where no product was named. */
  readonly product: ReportedProduct | null;
  readonly profile: string | null;
};
