import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, resultOf, seenFact } from "./made-situation.ts";

const question = "Does somebody know Linux?";

function judged(
  records: Partial<Record<"answer" | "on", FactRecord["value"]>>,
  now: string,
  validFor?: number,
): string {
  const more = validFor === undefined ? "" : `, validFor: ${validFor} days`;
  const asked = validFor === undefined ? { question } : { question, validFor: validFor * 86_400 };
  const facts = Object.entries(records).map(([field, value]) =>
    seenFact(`attest.${field}`, value ?? null, { target: null, vantage: null, subject: "team", arguments: asked }),
  );
  const text = `- { id: team, level: must, attest: { question: "${question}"${more} } }`;
  const { outcome, reasonCode } = resultOf(judgeMade(text, { facts, now }), "team");
  return `${outcome} ${reasonCode}`;
}

const on = "2026-06-01";

test("yes is met, no is unmet, and nothing said is open", () => {
  assert.equal(judged({ answer: true, on }, "2026-06-15T12:00:00Z"), "met met");
  assert.equal(judged({ answer: false, on }, "2026-06-15T12:00:00Z"), "unmet attested-no");
  assert.equal(judged({}, "2026-06-15T12:00:00Z"), "unknown input-open");
});

test("an attestation holds from its day for as long as its question says, 365 days where it does not", () => {
  const yes = { answer: true, on };
  assert.equal(judged(yes, "2026-06-01T00:00:00Z"), "met met");
  assert.equal(judged(yes, "2026-05-31T23:59:59Z"), "unknown attestation-expired");
  assert.equal(judged(yes, "2027-06-01T23:59:59Z"), "met met");
  assert.equal(judged(yes, "2027-06-02T00:00:00Z"), "unknown attestation-expired");
  assert.equal(judged(yes, "2026-07-01T23:59:59Z", 30), "met met");
  assert.equal(judged(yes, "2026-07-02T00:00:00Z", 30), "unknown attestation-expired");
});

test("a no expires as a yes does", () => {
  assert.equal(judged({ answer: false, on }, "2028-01-01T00:00:00Z"), "unknown attestation-expired");
});

test("without a day, or with one that the calendar does not have, it counts for nothing", () => {
  assert.equal(judged({ answer: true }, "2026-06-15T12:00:00Z"), "unknown garbled");
  for (const wrong of ["", "soon", "2026-02-30", 20_260_601, null, ["2026-06-01"]]) {
    assert.equal(judged({ answer: true, on: wrong }, "2026-06-15T12:00:00Z"), "unknown garbled", JSON.stringify(wrong));
  }
});
