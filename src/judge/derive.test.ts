import assert from "node:assert/strict";
import { test } from "node:test";
import { reason } from "../facts/reasons.ts";
import { derive } from "./derive.ts";
import type { Known } from "./known.ts";

const at = (value: string): Known => ({ is: "seen", value, tolerance: 0, grade: "observed", facts: [] });
const unknown: Known = { is: "unknown", why: reason("timeout", ""), facts: [] };
const within = { from: "notAfter", since: "notBefore", how: "after-now" } as const;
const shown = (known: Known): unknown => (known.is === "seen" ? known.value : known.is);

const rows: readonly (readonly [since: Known, from: Known, now: string, expected: unknown])[] = [
  [at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), "2026-06-01T00:00:00Z", true],
  [at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), "2025-12-31T23:59:59Z", false],
  [at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), "2026-01-01T00:00:00Z", true],
  [at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), "2026-12-31T00:00:00Z", false],
  [unknown, at("2026-12-31T00:00:00Z"), "2026-06-01T00:00:00Z", "unknown"],
  [unknown, at("2026-12-31T00:00:00Z"), "2027-06-01T00:00:00Z", false],
  [at("2026-07-01T00:00:00Z"), unknown, "2026-06-01T00:00:00Z", false],
  [at("2026-01-01T00:00:00Z"), unknown, "2026-06-01T00:00:00Z", "unknown"],
];
for (const [since, from, now, expected] of rows) {
  test(`between ${String(shown(since))} and ${String(shown(from))}, at ${now}: ${String(expected)}`, () => {
    assert.equal(shown(derive(within, { from, since }, { now })), expected);
  });
}

test("days that are left are counted in parts, and none is left of what has ended", () => {
  const left = (now: string): unknown =>
    shown(derive({ from: "end", how: "days-left" }, { from: at("2026-12-31T12:00:00Z") }, { now }));
  assert.deepEqual(
    [left("2026-12-01T00:00:00Z"), left("2026-12-31T12:00:00Z"), left("2027-02-01T00:00:00Z")],
    [30.5, 0, 0],
  );
});
