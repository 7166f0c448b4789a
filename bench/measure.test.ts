import assert from "node:assert/strict";
import { test } from "node:test";
import { median, peakMemory, ratio, type Words } from "./measure.ts";

const program = (text: string): Words => [process.execPath, "-e", text];

test("the median is the middle, or between the two in the middle", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([7]), 7);
  assert.ok(Number.isNaN(median([])));
});

test("a ratio compares two programs, and a verdict of 1 or 3 is no failure", () => {
  const { first, second, times } = ratio(
    program("setTimeout(() => process.exit(3), 300)"),
    program("process.exit(1)"),
    1,
  );
  assert.equal(times, first / second);
  assert.ok(first > 300);
});

test("a program that asked wrongly or broke is not measured", () => {
  assert.throws(() => ratio(program("process.exit(70)"), program(""), 1), /ended with 70/);
  assert.throws(() => ratio(["/nonexistent/program"], program(""), 1), /ENOENT/);
});

test(
  "the peak of memory counts what was given back before the end",
  { skip: process.platform !== "linux" },
  async () => {
    const small = (await peakMemory(program(""))) ?? 0;
    const large =
      (await peakMemory(program("let a = Buffer.alloc(1e8, 1); a = null; gc?.(); setTimeout(() => {}, 50)"))) ?? 0;
    assert.ok(small > 1e7 && small < 1e8, `${small}`);
    assert.ok(large - small > 9e7, `${large}`);
  },
);
