import { grades } from "../facts/fact.ts";
import { reason, type Reason } from "../facts/reasons.ts";
import type { FactRecord, Kept } from "../facts/snapshot.ts";
import type { Known } from "./known.ts";

/**
 * What is known of a field whose value was let go of: what it was matched with while it was looked at. Undefined where no
 * record is of that sort.
 */
export function keptField(
  records: readonly FactRecord[],
  oldness: (record: FactRecord) => Reason | undefined,
): Known | undefined {
  const seen = records.filter((record) => record.state === "seen");
  const parts = seen.flatMap((record) => (record.kept === undefined ? [] : [{ ...record.kept, record }]));
  const [first] = parts;
  if (first === undefined) return undefined;
  const why = parts.map(({ record }) => oldness(record)).find((one) => one !== undefined);
  if (why !== undefined) return { is: "unknown", why, facts: records };
  if (parts.length < records.filter((record) => record.state !== "unknown").length) {
    return { is: "unknown", why: reason("conflict", "one observer saw something, another nothing"), facts: records };
  }
  const grade = grades.findLast((one) => seen.some((record) => record.grade === one)) ?? "declared";
  return { is: "kept", kept: { length: first.length, matched: agreedMatches(parts) }, grade, facts: seen };
}

/** Only what all observers matched alike is known. */
function agreedMatches(parts: readonly Kept[]): Kept["matched"] {
  const [first] = parts;
  const alike = Object.entries(first?.matched ?? {}).filter(([key, held]) =>
    parts.every(({ matched }) => Object.hasOwn(matched, key) && matched[key] === held),
  );
  return Object.fromEntries(alike);
}
