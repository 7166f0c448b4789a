import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeMade, outcomesOf, seenFact } from "./made-situation.ts";

const gibibyte = 2 ** 30;

/** What a condition says of 3.8 GiB that may be 4, in `that` and in the `when` of what needs it. */
function saysOf(condition: string): readonly [that: string | undefined, when: string | undefined] {
  const requirements = [
    "- { id: memory, level: must, memory: {} , expect: { installed: '> 0 B' } }",
    `- { id: that, level: must, memory: {}, that: '${condition}' }`,
    `- { id: when, level: must, memory: {}, expect: { installed: "> 0 B" }, needs: [memory], when: '${condition.replaceAll("installed", "answers.memory.installed")}' }`,
  ];
  const facts = [seenFact("memory.installed", 3.8 * gibibyte, { tolerance: 0.08 })];
  const outcomes = outcomesOf(judgeMade(requirements.join("\n"), { facts }));
  return [outcomes["that"], outcomes["when"]];
}

const holding = [
  'installed >= bytesOf("4 GiB")',
  'installed <= bytesOf("4 GiB")',
  'installed == bytesOf("4 GiB")',
  'bytesOf("4 GiB") <= installed',
  '!(installed < bytesOf("4 GiB"))',
  'installed < bytesOf("4.2 GiB")',
  'installed > bytesOf("3.7 GiB")',
];
const failing = [
  'installed < bytesOf("4 GiB")',
  'installed > bytesOf("4 GiB")',
  'installed != bytesOf("4 GiB")',
  'bytesOf("4 GiB") > installed',
  'installed >= bytesOf("4.2 GiB")',
  // What was computed has no tolerance.
  'installed * 2 >= bytesOf("8 GiB")',
];

test("a condition compares what has a tolerance as an expectation does", () => {
  for (const condition of holding) assert.deepEqual(saysOf(condition), ["met", "met"], condition);
  for (const condition of failing) assert.deepEqual(saysOf(condition), ["unmet", "not-applicable"], condition);
});
