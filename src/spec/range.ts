import type { TypeName, TypeRow, Value } from "../facts/types.ts";
import { typeRow } from "../facts/types.ts";
import { compareVersions, parseVersion, type Version } from "../facts/versions.ts";

export type Sign = ">=" | ">" | "<=" | "<" | "=";

/** One comparison of a range: a bound as number (bytes, seconds …), version or instant, and the unit it was written in. */
export type Comparison = { readonly sign: Sign; readonly bound: number | Version; readonly unit: string };

/** Alternatives (`||`) of comparisons that hold together. */
export type Range = { readonly alternatives: readonly (readonly Comparison[])[]; readonly text: string };

const comparison = /^(>=|<=|>|<|=)\s*([^\s<>=|][^<>=|]*)$/;
const isSign = (text: string): text is Sign => [">=", ">", "<=", "<", "="].includes(text);

function parseBound(row: TypeRow<Value>, text: string): { bound: number | Version; unit: string } | undefined {
  if (row.order === "version") {
    if (!/^v?\d+(\.\d+)*$/.test(text)) return undefined;
    const version = parseVersion(text);
    return version === undefined ? undefined : { bound: version, unit: "" };
  }
  if (row.order === "instant") return row.is(text) ? { bound: Date.parse(text), unit: "" } : undefined;
  const measured = row.measure?.(text);
  return measured === undefined ? undefined : { bound: measured.value, unit: measured.unit };
}

const compareBounds = (a: number | Version, b: number | Version): number =>
  typeof a === "number" || typeof b === "number" ? Number(a) - Number(b) : compareVersions(a, b);

/** True if no value at all can satisfy the comparisons together: `>= 5 < 3`. */
function impossible(comparisons: readonly Comparison[], row: TypeRow<Value>): boolean {
  const lower = comparisons.filter((one) => one.sign !== "<" && one.sign !== "<=");
  const upper = comparisons.filter((one) => one.sign !== ">" && one.sign !== ">=");
  const never = (low: Comparison, high: Comparison): boolean => {
    const difference = compareBounds(low.bound, high.bound);
    return difference > 0 || (difference === 0 && (low.sign === ">" || high.sign === "<"));
  };
  const { minimum, maximum } = row.schema;
  const belowLeast =
    typeof minimum === "number" && upper.some((one) => never({ sign: ">=", bound: minimum, unit: "" }, one));
  const aboveMost =
    typeof maximum === "number" && lower.some((one) => never(one, { sign: "<=", bound: maximum, unit: "" }));
  return belowLeast || aboveMost || lower.some((low) => upper.some((high) => never(low, high)));
}

/**
 * Reads a comparison or range, such as ">= 4 GiB", ">=14 <19" or "<3 || >=5". The error says what is wrong in words;
 * `^`, `~`, `x` and `-` are refused, since tools disagree on what they mean.
 */
export function parseRange(type: TypeName, text: string): Range | { readonly wrong: string } {
  const row = typeRow(type);
  const alternatives: (readonly Comparison[])[] = [];
  for (const alternative of text.split("||")) {
    const comparisons = parseTogether(row, alternative, text);
    if ("wrong" in comparisons) return comparisons;
    if (impossible(comparisons, row)) return { wrong: `\`${alternative.trim()}\` can never be true` };
    alternatives.push(comparisons);
  }
  return { alternatives, text: text.trim() };
}

/** The comparisons of one alternative, which hold together; at least one. */
function parseTogether(
  row: TypeRow<Value>,
  alternative: string,
  text: string,
): readonly Comparison[] | { readonly wrong: string } {
  if (!/^\s*[<>=]/.test(alternative)) return { wrong: writtenOut(row, text) };
  const comparisons: Comparison[] = [];
  for (const part of alternative.trim().split(/(?=>=|<=|>|(?<![<>])=|<)/)) {
    const one = parseComparison(row, part.trim());
    if ("wrong" in one) return one;
    comparisons.push(one);
  }
  return comparisons;
}

function parseComparison(row: TypeRow<Value>, text: string): Comparison | { readonly wrong: string } {
  const [, sign = "", bound = ""] = comparison.exec(text) ?? [];
  const parsed = parseBound(row, bound.trim());
  if (isSign(sign) && parsed !== undefined) return { sign, ...parsed };
  return { wrong: wrongBound(row, bound === "" ? text : bound.trim()) };
}

const writtenOut = (row: TypeRow<Value>, text: string): string =>
  row.order === "version" && /[\^~x*]|\d\s+-/.test(text)
    ? wrongBound(row, text.trim())
    : `\`${text.trim()}\` is no comparison: write it out, as ">= ${row.example}" or "= ${row.example}"`;

const wrongBound = (row: TypeRow<Value>, bound: string): string =>
  /[\^~x*-]/.test(bound) && row.order === "version"
    ? `\`${bound}\` cannot be compared with: write comparisons such as ">=14 <19"`
    : `\`${bound}\` is not ${row.says}`;
