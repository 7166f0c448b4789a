import type { Grade } from "../facts/fact.ts";
import type { Reason } from "../facts/reasons.ts";
import type { FactRecord, Kept } from "../facts/snapshot.ts";
import type { Value } from "../facts/types.ts";

/** What is known of one field, its value checked against its type. */
export type Known =
  | {
      readonly is: "seen";
      readonly value: Value;
      readonly tolerance: number;
      readonly grade: Grade;
      readonly facts: readonly FactRecord[];
      /** Why another look, which would have shown it better, could not be taken. */
      readonly blind?: Reason;
    }
  /** Seen, and not kept: only what it was matched with while it was looked at is known. */
  | { readonly is: "kept"; readonly kept: Kept; readonly grade: Grade; readonly facts: readonly FactRecord[] }
  | { readonly is: "absent"; readonly grade: Grade; readonly facts: readonly FactRecord[] }
  | { readonly is: "unknown"; readonly why: Reason; readonly facts: readonly FactRecord[] };

/** What a fact's meaning depends on beside itself: the time (ISO 8601, UTC), and the age in seconds up to which it counts. */
export type FieldContext = { readonly now: string; readonly maxAge?: number };
