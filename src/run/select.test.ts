import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile } from "../judge/made-situation.ts";
import { UsageError } from "../spec/problem.ts";
import { selectIds } from "./select.ts";

const { requirements } = madeFile(
  ["disk", "disk-type", "egress-a", "egress-b", "memory"]
    .map((id) => `- { id: ${id}, level: must, memory: {}, expect: { installed: ">= 1 GB" } }`)
    .join("\n"),
);
const selected = (...patterns: readonly string[]): readonly string[] => [
  ...selectIds(patterns, { requirements }, "--only"),
];

test("ids are named whole, by glob, repeatedly and with commas", () => {
  assert.deepEqual(selected("disk"), ["disk"]);
  assert.deepEqual(selected("disk*"), ["disk", "disk-type"]);
  assert.deepEqual(selected("egress-?,memory"), ["egress-a", "egress-b", "memory"]);
  assert.deepEqual(selected("memory", "disk"), ["memory", "disk"]);
  assert.deepEqual(
    selected("*"),
    requirements.map(({ id }) => id),
  );
});

test("a pattern that names nothing is refused, with the nearest id", () => {
  assert.throws(() => selected("memroy"), /did you mean `memory`/);
  assert.throws(() => selected(""), UsageError);
});

test("only * and ? mean something else than themselves", () => {
  for (const pattern of ["dis.", "(disk)", "[a-z]+", "disk|memory", "^disk$", "\\w+", "💾"]) {
    assert.throws(() => selected(pattern), UsageError, pattern);
  }
});
