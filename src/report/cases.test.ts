import assert from "node:assert/strict";
import { test } from "node:test";
import { holds, writeCases, type Tested } from "./cases.ts";
import type { Mismatch } from "../spec/cases.ts";

const text = "cases:\n  - { name: first }\n  - { name: second }\n";
const at = (word: string): Mismatch["at"] => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
const style = { columns: 80, colour: false, unicode: true };

const mismatch = (more: Partial<Mismatch> = {}): Mismatch => ({
  what: "memory",
  expected: "met",
  got: "unmet",
  reason: "installed is 2 GB, and must be >= 4 GB",
  at: at("second"),
  ...more,
});

const tested = (failures: readonly Mismatch[], uncovered: readonly string[] = []): Tested => ({
  product: "Notes",
  source: { name: "notes/cases.yaml", text },
  results: [
    { name: "it holds", at: at("{ name: first"), failures: [] },
    { name: "it does not", at: at("{ name: second"), failures },
  ],
  uncovered,
});

const lines = (
  of: Tested,
  options: { quiet?: boolean; verbose?: boolean; columns?: number } = {},
): readonly string[] => {
  const { quiet = false, verbose = false, columns = 80 } = options;
  return writeCases(of, { style: { ...style, columns }, quiet, verbose }).split("\n");
};

test("what was expected stands beside what came, with why and where", () => {
  const verdict = { what: "verdict", expected: "ready", got: "not-ready", reason: "unmet: memory", at: at("name: se") };
  assert.deepEqual(lines(tested([mismatch(), verdict])), [
    "  ✗ it does not  notes/cases.yaml:3:5",
    "               expected  got",
    "      memory   met       unmet",
    "        installed is 2 GB, and must be >= 4 GB",
    "        notes/cases.yaml:3:13",
    "      verdict  ready     not-ready",
    "        unmet: memory",
    "        notes/cases.yaml:3:7",
    "",
    "2 cases: 1 hold, 1 do not",
    "",
  ]);
});

test("long names and reasons are wrapped in a narrow terminal, and none is lost", () => {
  const what = `ports[${"subject-".repeat(6)}]`;
  const written = lines(tested([mismatch({ what, reason: "because ".repeat(20) })]), { columns: 60 });
  assert.ok(written.every((line) => line.length <= 60));
  assert.equal(written.join("").replaceAll(/\s+/g, "").split("subject-").length - 1, 6);
  assert.equal(written.join(" ").split("because").length - 1, 20);
});

test("names and reasons cannot steer a terminal or forge a line", () => {
  const hostile = "a\u001b[2J\nREADY\u202e";
  const all = writeCases(tested([mismatch({ what: hostile, reason: hostile })], [hostile]), {
    style,
    quiet: false,
    verbose: true,
  });
  assert.ok(!all.includes("\u001b") && !all.includes("\u202e"));
  assert.doesNotMatch(all, /^READY/m);
  assert.match(all, /a\\x1b\[2J\\nREADY\\u202e/);
});

test("quiet is the last line alone, verbose has the cases that hold too", () => {
  assert.deepEqual(lines(tested([mismatch()]), { quiet: true }), ["2 cases: 1 hold, 1 do not", ""]);
  assert.equal(lines(tested([]), { verbose: true })[0], "  ✓ it holds");
  assert.deepEqual(lines(tested([])), ["2 cases: 2 hold, 0 do not", ""]);
});

test("cases hold only if there are some, all of them do, and no statement is lost", () => {
  assert.equal(holds(tested([])), true);
  assert.equal(holds(tested([mismatch()])), false);
  assert.equal(holds(tested([], ["K01 is lost"])), false);
  assert.equal(holds({ ...tested([]), results: [] }), false);
});
