import { isCut } from "../facts/bounds.ts";
import { countsAs } from "../facts/tolerance.ts";
import { typeRow, type TypeName, type Value } from "../facts/types.ts";
import { compareVersions, parseVersion, type Version } from "../facts/versions.ts";
import { holds } from "../spec/holds.ts";
import type { Matcher } from "../spec/matcher.ts";
import { longestMatched } from "../spec/pattern.ts";

/**
 * What a matcher says of a value. `absent`: it compares something that is not there, which no comparison survives, a
 * negated one included. `limit`: the value is too long to be matched.
 */
export type Comparing = "holds" | "fails" | "absent" | "limit";

export type Measured = { readonly type: TypeName; readonly value: Value; readonly tolerance: number };

/** Compares a value, or the absence of one (null), with a matcher. The value is of its type: the caller saw to that. */
export function compare(measured: Measured | null, matcher: Matcher): Comparing {
  switch (matcher.is) {
    case "present":
      return said((measured !== null) === matcher.wanted);
    case "not":
      return negated(compare(measured, matcher.inner));
    case "all":
      return worst(matcher.inner.map((inner) => compare(measured, inner)));
    case "any":
      return best(matcher.inner.map((inner) => compare(measured, inner)));
    default:
      return measured === null ? "absent" : compareValue(measured, matcher);
  }
}

const said = (truth: boolean): Comparing => (truth ? "holds" : "fails");
const negated = (one: Comparing): Comparing => (one === "holds" ? "fails" : one === "fails" ? "holds" : one);
const firstOf = (results: readonly Comparing[], order: readonly Comparing[]): Comparing =>
  order.find((one) => results.includes(one)) ?? "fails";
const worst = (results: readonly Comparing[]): Comparing => firstOf(results, ["fails", "limit", "absent", "holds"]);
const best = (results: readonly Comparing[]): Comparing => firstOf(results, ["holds", "limit", "absent", "fails"]);

type Plain = Extract<Matcher, { is: "range" | "equals" | "contains" | "matches" | "empty" }>;

function compareValue({ type, value, tolerance }: Measured, matcher: Plain): Comparing {
  if (matcher.is === "range") return said(holds(matcher.range, differenceFrom({ type, value, tolerance })));
  if (matcher.is === "equals")
    return orLimit(value === matcher.value, isCut(value) && beginsAlike(value, matcher.value));
  if (matcher.is === "empty") return said((typeof value === "object" && value.length === 0) === matcher.wanted);
  if (matcher.is === "contains") return orLimit(includes(value, matcher.part), isCut(value));
  const text = String(value);
  return text.length > longestMatched ? "limit" : said(matcher.pattern.found(text));
}

const includes = (value: Value, part: string): boolean =>
  typeof value === "object" ? value.includes(part) : String(value).includes(part);

/** What is not found in a value that was cut may stand in the rest. */
const orLimit = (truth: boolean, isOpen: boolean): Comparing => (truth ? "holds" : isOpen ? "limit" : "fails");
const beginsAlike = (value: Value, wanted: Value): boolean => String(wanted).startsWith(String(value));

/** The value minus the bound; 0 where it falls short by no more than kernel and formatting took of what was sold. */
function differenceFrom({ type, value, tolerance }: Measured): (bound: number | Version) => number {
  const { order } = typeRow(type);
  const version = order === "version" ? parseVersion(String(value)) : undefined;
  const amount = order === "instant" ? Date.parse(String(value)) : Number(value);
  return (bound) => {
    if (typeof bound !== "number") return version === undefined ? Number.NaN : compareVersions(version, bound);
    return countsAs(amount, tolerance, bound) - bound;
  };
}
