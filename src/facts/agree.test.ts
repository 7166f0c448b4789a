import assert from "node:assert/strict";
import { test } from "node:test";
import { agree } from "./agree.ts";
import { absent, seen, unknown, type Evidence } from "./fact.ts";
import { reason } from "./reasons.ts";

const by = (witness: string): Evidence => ({
  by: witness,
  at: "2026-01-01T00:00:00Z",
  ms: 1,
  grade: "observed",
  vantage: "host",
});
const blind = unknown(reason("permission-denied", "may not look"), by("sudo"));

test("observers that saw the same agree, and all of them are witnesses", () => {
  const facts = [seen({ a: 1, b: 2 }, by("one")), seen({ b: 2, a: 1 }, by("two"))];
  assert.deepEqual(agree(facts), { is: "seen", value: { a: 1, b: 2 }, facts });
});

test("who saw outweighs who could not look", () => {
  const fact = seen(4, by("one"));
  assert.deepEqual(agree([blind, fact]), { is: "seen", value: 4, facts: [fact] });
  const gone = absent(by("one"));
  assert.deepEqual(agree([gone, blind]), { is: "absent", facts: [gone] });
});

test("observers that disagree make it unknown, and both are named", () => {
  for (const other of [seen(5, by("two")), absent(by("two"))]) {
    const agreed = agree([seen(4, by("one")), blind, other]);
    assert.ok(agreed.is === "unknown");
    assert.equal(agreed.why.code, "conflict");
    assert.match(agreed.why.text, /one says 4, two says (5|absent)/);
  }
});

test("nothing known stays unknown, with the reason that was given", () => {
  assert.deepEqual(agree([blind]), { is: "unknown", why: blind.why, facts: [blind] });
  const nobody = agree([]);
  assert.ok(nobody.is === "unknown");
  assert.equal(nobody.why.code, "not-observed");
});
