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
  reason: "",
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
  assert.equal(whyVerdict("not-ready", some), "unmet: a");
  assert.equal(whyVerdict("unverified", some), "unknown: b");
  assert.equal(whyVerdict("ready-with-warnings", some), "unmet: c; waived: d");
  assert.equal(whyVerdict("unverified", []), "no must is met by an observation");
  assert.equal(whyVerdict("ready", []), "every must and should that counts is met");
  const many = Array.from({ length: 8 }, (_, index) => result(`r${index}`, "must", "unmet"));
  assert.equal(whyVerdict("not-ready", many), "unmet: r0, r1, r2, r3, r4 and 3 more");
});
