import assert from "node:assert/strict";
import { test } from "node:test";
import type { Names } from "./condition-types.ts";
import { refusalOf } from "./made-refusal.ts";

const names: Names = new Map([
  ["inputs.users", { type: "number", nullable: true }],
  ["inputs.flag", { type: "bool", nullable: true }],
  ["inputs.text", { type: "string", nullable: true }],
]);

const refusal = (text: string): string => refusalOf(text, names);

test("what other languages write is answered with what is written here", () => {
  for (const [text, told] of [
    ["inputs.users = 5", "=: not a condition: equal is written `==`"],
    ["inputs.flag and inputs.users == 5", "and: not a condition: `and` is written `&&`"],
    ["inputs.flag OR inputs.users == 5", "OR: not a condition: `or` is written `||`"],
    ["not inputs.flag", "not: not a condition: `not` is written `!`"],
    ["inputs.users >= 5 GB", '5 GB: not a condition: a size is written bytesOf("5 GB")'],
    ['inputs.users >= "5 GB"', '"5 GB": a text is not compared with a number: a size is written bytesOf("5 GB")'],
    ['"50 GB" == inputs.users', '"50 GB": a text is not compared with a number: a size is written bytesOf("50 GB")'],
  ] as const) {
    assert.equal(refusal(text), told);
  }
  assert.match(refusal("inputs.users > 5 days"), /^5 days: .*days\(30\)/);
  assert.match(refusal("inputs.text == 'this and that = 5 GB' &&"), /not a condition/);
  assert.doesNotMatch(refusal("inputs.text == 'this and that = 5 GB' &&"), /is written/);
});
