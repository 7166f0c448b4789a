import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { judgeMade, resultOf, seenFact } from "./made-situation.ts";
import { outcomes, type Outcome, type Result, type Verdict } from "./outcome.ts";
import { countAll, countByLevel, exitCodeOf, verdictOf } from "./verdict.ts";

const sample = resultOf(
  judgeMade('- { id: a, level: must, memory: {}, expect: { installed: ">= 1 GB" } }', {
    facts: [seenFact("memory.installed", 2e9)],
  }),
  "a",
);
const result = (level: Result["level"], outcome: Outcome, grade: Result["grade"] = "observed"): Result => ({
  ...sample,
  level,
  outcome,
  grade,
});
const met = result("must", "met");

const rows: readonly (readonly [readonly Result[], Verdict, number, number])[] = [
  [[met], "ready", 0, 0],
  [[met, result("must", "unmet")], "not-ready", 1, 1],
  [[met, result("must", "unmet"), result("must", "unknown")], "not-ready", 1, 1],
  [[met, result("must", "unknown")], "unverified", 3, 3],
  [[met, result("must", "unknown"), result("should", "unmet")], "unverified", 3, 3],
  [[met, result("must", "waived")], "ready-with-warnings", 0, 0],
  [[met, result("should", "waived")], "ready-with-warnings", 0, 0],
  [[met, result("should", "unmet")], "ready-with-warnings", 0, 1],
  [[met, result("should", "unknown")], "ready-with-warnings", 0, 1],
  [[met, result("should", "waived"), result("should", "unmet")], "ready-with-warnings", 0, 1],
  [[met, result("must", "not-applicable"), result("should", "not-applicable")], "ready", 0, 0],
  [[met, result("may", "unmet"), result("may", "unknown"), result("may", "waived")], "ready", 0, 0],
  [[result("must", "not-applicable")], "unverified", 3, 3],
  [[result("must", "met", "declared")], "unverified", 3, 3],
  [[result("should", "met"), result("may", "met")], "unverified", 3, 3],
  [[result("must", "waived")], "unverified", 3, 3],
  [[], "unverified", 3, 3],
];

test("the verdict is the first that fits, and the exit code goes by it", () => {
  for (const [results, verdict, exitCode, strict] of rows) {
    const words = results.map(({ level, outcome }) => `${level} ${outcome}`).join(", ");
    assert.equal(verdictOf(results, true), verdict, words);
    assert.equal(exitCodeOf(verdict, results, false), exitCode, words);
    assert.equal(exitCodeOf(verdict, results, true), strict, `strict: ${words}`);
  }
});

test("a run of some requirements may be of things that nobody observes", () => {
  assert.equal(verdictOf([result("must", "met", "declared")], false), "ready");
});

test("a may never changes verdict or exit code, and the counts add up", () => {
  const one = fc.record({ level: fc.constantFrom("must", "should", "may"), outcome: fc.constantFrom(...outcomes) });
  fc.assert(
    fc.property(fc.array(one), fc.boolean(), fc.boolean(), (made, complete, strict) => {
      const results = made.map(({ level, outcome }) => result(level, outcome));
      const verdict = verdictOf(results, complete);
      const others = results.filter(({ level }) => level !== "may");
      assert.equal(verdictOf(others, complete), verdict);
      assert.equal(exitCodeOf(verdict, others, strict), exitCodeOf(verdict, results, strict));
      const sum = (counts: Readonly<Record<Outcome, number>>): number =>
        outcomes.reduce((all, name) => all + counts[name], 0);
      assert.equal(sum(countAll(results)), results.length);
      const byLevel = countByLevel(results);
      assert.equal(sum(byLevel.must) + sum(byLevel.should) + sum(byLevel.may), results.length);
    }),
  );
});
