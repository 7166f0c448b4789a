import { reason, type Reason } from "../facts/reasons.ts";
import type { Arguments, FactRecord } from "../facts/snapshot.ts";
import { types } from "../facts/types.ts";

const day = 86_400;
const standardValidity = 365 * day;

/**
 * An attestation counts from its day on for as long as its question says, 365 days where it does not, its last day
 * included. Judged each time, so that an old snapshot does not stay attested; without a day it counts for nothing.
 */
export function inForce(records: readonly FactRecord[], asked: Arguments, now: string): readonly FactRecord[] {
  if (!records.some((record) => record.field === "answer" && record.state !== "unknown")) return records;
  const days = records
    .filter((record) => record.field === "on")
    .map(({ state, value }) => (state === "seen" ? value : undefined));
  const reasons = days.length === 0 ? [undated] : days.map((on) => lapse(on, asked, now));
  const why = reasons.find((one) => one !== undefined);
  if (why === undefined) return records;
  return records.map((record): FactRecord => {
    const { id, target, kind, subject, field, vantage, grade, by, at, ms } = record;
    return {
      id,
      target,
      kind,
      arguments: record.arguments,
      subject,
      field,
      state: "unknown",
      why,
      vantage,
      grade,
      by,
      at,
      ms,
    };
  });
}

const undated = reason("garbled", "attested, but it is not said on which day", "attest it anew in the site file");

/** Why an attestation of a day does not count, or undefined if it does. */
function lapse(on: unknown, asked: Arguments, now: string): Reason | undefined {
  if (!types.instant.is(on)) return undated;
  const validFor = typeof asked["validFor"] === "number" ? asked["validFor"] : standardValidity;
  const age = (Date.parse(now) - Date.parse(on)) / 1000;
  if (age >= 0 && age < validFor + day) return undefined;
  const text = age < 0 ? `attested for ${on}, which is still to come` : `attested on ${on}, which has expired`;
  return reason("attestation-expired", text, "attest it anew in the site file");
}
