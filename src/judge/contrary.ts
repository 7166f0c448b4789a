import type { TypeName } from "../facts/types.ts";
import type { LookClause } from "../spec/clause.ts";
import type { Matcher } from "../spec/matcher.ts";
import type { Comparison } from "../spec/range.ts";
import { compare, type Measured } from "./compare.ts";
import type { JudgedField } from "./field.ts";

/** Types of which a remedy gives more: who has too much is not told to get more. Of a time or an offset it is either. */
const amounts: ReadonlySet<TypeName> = new Set(["size", "count", "percentage", "days", "version"]);

/**
 * Whether what is expected of a field is the contrary of what its remedy brings about: a program that is not to be there,
 * less than there is. A remedy of a yes or no brings about what its kind expects of it, yes where it expects nothing.
 */
export function isContrary({ field, known, matcher }: JudgedField, clause: LookClause): boolean {
  const type = clause.answers[field]?.type;
  if (known.is !== "seen" || type === undefined) return false;
  if (type === "boolean") return known.value === (clause.kind.expect[field] ?? true);
  return isTooMuch({ type, value: known.value, tolerance: known.tolerance }, matcher);
}

function isTooMuch(measured: Measured, matcher: Matcher): boolean {
  if (compare(measured, matcher) === "holds") return false;
  switch (matcher.is) {
    case "present":
      return !matcher.wanted;
    case "range":
      return amounts.has(measured.type) && matcher.range.alternatives.every((one) => one.some(isAbove(measured)));
    case "not":
      return isHeldBelow(measured, matcher.inner);
    case "all":
      return matcher.inner.some((inner) => isTooMuch(measured, inner));
    case "any":
      return matcher.inner.every((inner) => isTooMuch(measured, inner));
    default:
      return false;
  }
}

const holdsOne = (measured: Measured, one: Comparison): boolean =>
  compare(measured, { is: "range", range: { alternatives: [[one]], text: "" }, text: "" }) === "holds";

/** Above a bound that it must not be above. */
const isAbove =
  (measured: Measured) =>
  (one: Comparison): boolean => {
    if (one.sign === ">=" || one.sign === ">") return false;
    return !holdsOne(measured, one) && holdsOne(measured, { ...one, sign: ">=" });
  };

/** What must not hold goes on holding however much more there is. */
function isHeldBelow(measured: Measured, matcher: Matcher): boolean {
  if (matcher.is === "present") return matcher.wanted;
  if (matcher.is !== "range" || !amounts.has(measured.type)) return false;
  return matcher.range.alternatives.some((together) =>
    together.every((one) => (one.sign === ">=" || one.sign === ">") && holdsOne(measured, one)),
  );
}
