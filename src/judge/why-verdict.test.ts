import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcome, Result } from "./outcome.ts";
import { whyVerdict } from "./why-verdict.ts";

const result = (id: string, level: Result["level"], outcome: Outcome): Result => ({
  id,
  kind: "memory",
  level,
  area: "machine",
  title: id,
  target: "local",
  vantage: "host",
  subject: null,
  outcome,
  reasonCode: "met",
  reason: `why ${id}`,
  expected: null,
  observed: null,
  grade: null,
  observedAt: null,
  because: null,
  remedy: null,
  waiver: null,
  needs: [],
  from: [],
  facts: [],
  moments: ["install"],
});

test("a verdict is explained by the results that make it, each once", () => {
  const some = [
    result("a", "must", "unmet"),
    result("a", "must", "unmet"),
    result("b", "must", "unknown"),
    result("c", "should", "unmet"),
    result("d", "must", "waived"),
    result("e", "may", "unmet"),
  ];
  assert.equal(whyVerdict("not-ready", some), "unmet: a (why a)");
  assert.equal(whyVerdict("unverified", some), "unknown: b (why b)");
  assert.equal(whyVerdict("ready-with-warnings", some), "unmet: c (why c); waived: d (why d)");
  assert.equal(whyVerdict("unverified", []), "no must is met by an observation");
  assert.equal(whyVerdict("ready", []), "every must and should that counts is met");
  const many = Array.from({ length: 8 }, (_, index) => result(`r${index}`, "must", "unmet"));
  assert.equal(whyVerdict("not-ready", many), "unmet: r0 (why r0), r1 (why r1), r2 (why r2) and 5 more");
});
