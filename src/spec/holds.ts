import type { Version } from "../facts/versions.ts";
import type { Comparison, Range } from "./range.ts";

/** True if some alternative of a range holds as a whole; `compare` gives value minus bound, NaN where they cannot be compared. */
export function holds(range: Range, compare: (bound: number | Version, comparison: Comparison) => number): boolean {
  return range.alternatives.some((together) =>
    together.every((one) => {
      const difference = compare(one.bound, one);
      if (Number.isNaN(difference)) return false;
      if (one.sign === ">=") return difference >= 0;
      if (one.sign === ">") return difference > 0;
      if (one.sign === "<=") return difference <= 0;
      if (one.sign === "<") return difference < 0;
      return difference === 0;
    }),
  );
}
