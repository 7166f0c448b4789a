import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePattern, longestMatched } from "./pattern.ts";

test("a pattern is found anywhere in a text, unless it says otherwise", () => {
  const found = (pattern: string, text: string): boolean => {
    const compiled = compilePattern(pattern);
    assert.ok(!("wrong" in compiled), pattern);
    return compiled.found(text);
  };
  assert.ok(found("ab+", "xxabbb"));
  assert.ok(!found("^ab+$", "xxabbb"));
  assert.ok(found("(?i)ssd", "NVMe SSD"));
});

test("what RE2 does not have, is no pattern, and is said so", () => {
  for (const pattern of ["(a", "a(?=b)", "(a)\\1", "[z-a]", "a{1001}", "*"]) {
    const compiled = compilePattern(pattern);
    assert.match("wrong" in compiled ? compiled.wrong : "", /not a pattern of RE2/, pattern);
  }
});

test("a pattern is limited in length and in what it stands for", () => {
  assert.match(JSON.stringify(compilePattern("a".repeat(501))), /at most 500 characters/);
  assert.match(JSON.stringify(compilePattern(".{1000}".repeat(70))), /too many repetitions/);
});

test("patterns that backtrack elsewhere take milliseconds on the longest text", () => {
  const text = `${"a".repeat(longestMatched - 1)}b`;
  for (const pattern of ["(a+)+$", "(a|aa)+$", "(a*)*c", "(?:a?){300}a{300}c", "(.*)(.*)(.*)(.*)(.*)c"]) {
    const compiled = compilePattern(pattern);
    assert.ok(!("wrong" in compiled), pattern);
    const start = performance.now();
    assert.equal(compiled.found(text), false);
    assert.ok(performance.now() - start < 30_000, pattern);
  }
});
