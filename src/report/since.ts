import type { JsonValue } from "../facts/json.ts";
import type { Outcome, Result, Verdict } from "../judge/outcome.ts";

/** How a requirement stood in one of the two reports. */
export type Stand = {
  readonly outcome: Outcome;
  readonly reasonCode: string;
  readonly reason: string;
  readonly observed: string | null;
  readonly expected: string | null;
};

/** One requirement on one target, vantage and subject that stands otherwise than before; null where it did not stand at all. */
export type Change = Pick<Result, "id" | "target" | "subject" | "title"> & {
  readonly vantage: string | null;
  /** Null for what is gone. */
  readonly level: Result["level"] | null;
  readonly from: Stand | null;
  readonly to: Stand | null;
  readonly why: string;
};

/** What two runs may not have in common apart from what they saw. */
export type DifferenceSort =
  | "moment"
  | "profile"
  | "edition"
  | "requirements"
  | "version"
  | "footing"
  | "host"
  | "answer";

/** One of these; `name` is the input of an answer, the target of a host. */
export type Difference = {
  readonly what: DifferenceSort;
  readonly name: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

/** What changed since an earlier report (docs/reference/report.md). It never counts for a verdict. */
export type Since = {
  readonly file: string;
  readonly startedAt: string;
  readonly verdict: { readonly from: Verdict; readonly to: Verdict };
  /** Both runs looked at all requirements. */
  readonly complete: boolean;
  readonly differs: readonly Difference[];
  /** Another outcome, or new, or gone; what became worse stands last. */
  readonly changes: readonly Change[];
  /** The same outcome, seen, asked or explained otherwise. */
  readonly values: readonly Change[];
};

/** An earlier result, as far as it is compared. Its texts are data that anybody may have written. */
export type EarlierResult = Stand & {
  readonly id: string;
  readonly target: string | null;
  readonly vantage: string | null;
  readonly subject: string | null;
  readonly title: string;
  readonly waiver: { readonly by: string; readonly until: string } | null;
  readonly facts: readonly string[];
};

/** What a fact says of what: enough to see whether two reports saw the same. */
export type EarlierFact = {
  readonly id: string;
  readonly target: string | null;
  readonly kind: string;
  readonly arguments: JsonValue;
  readonly subject: string | null;
  readonly field: string;
  readonly state: string;
  readonly value?: JsonValue | undefined;
};

export type Earlier = {
  readonly file: string;
  readonly startedAt: string;
  readonly tool: { readonly version: string };
  readonly product: { readonly edition: string | null; readonly digest: string; readonly version: string | null };
  readonly profile: string | null;
  readonly moment: string;
  readonly scope: { readonly complete: boolean; readonly only: readonly string[] };
  readonly inputs: readonly {
    readonly name: string;
    readonly value?: JsonValue | undefined;
    readonly from: string;
    readonly secret: boolean;
  }[];
  readonly targets: readonly { readonly name: string; readonly hostname: string | null }[];
  readonly verdict: Verdict;
  readonly results: readonly EarlierResult[];
  readonly facts: readonly EarlierFact[];
};
