import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeMade, madeFile, madeSituation, resultOf, seenFact, type Making } from "./made-situation.ts";
import { chosenRow } from "./sizing.ts";

const before = `inputs:
  users: { type: integer, min: 1 }
  where: { type: choice, of: [external, local] }
  store: { type: text, optional: true }
sizing:
  by: users
  assumes:
    - { when: "inputs.where == 'external'", text: The database runs elsewhere }
  rows:
    - { upTo: 4, cpu: 4, memory: 16 GB }
    - { upTo: 8, startsAt: 4, cpu: 8, memory: 16 GB }
    - { upTo: 32, startsAt: 8, cpu: 8, memory: 32 GB }
    - { startsAt: 32, cpu: 16, memory: 64 GB }`;
const cpu = `- { id: cpu, level: must, cpu: {}, expect: { count: ">= \${sizing.cpu}" } }
- { id: memory, level: may, memory: {}, expect: { installed: ">= \${sizing.memory}" } }`;

const rowOf = (inputs: Readonly<Record<string, string>>, table = before): string => {
  const chosen = chosenRow(madeSituation(madeFile(cpu, table), { inputs }));
  if (chosen.is === "open") return `${chosen.why.code}: ${chosen.why.text}`;
  const value = (row: typeof chosen.row): string => [...row.values.values()].map(({ text }) => text).join(" ");
  return `${value(chosen.row)}${chosen.alsoClaimedBy === null ? "" : `, or ${value(chosen.alsoClaimedBy)}`}`;
};

test("the first row counts whose bound is not exceeded, its bound included, and another that claims it is named", () => {
  assert.equal(rowOf({ users: "1" }), "4 16 GB");
  assert.equal(rowOf({ users: "4" }), "4 16 GB, or 8 16 GB");
  assert.equal(rowOf({ users: "5" }), "8 16 GB");
  assert.equal(rowOf({ users: "8" }), "8 16 GB, or 8 32 GB");
  assert.equal(rowOf({ users: "9" }), "8 32 GB");
  assert.equal(rowOf({ users: "32" }), "8 32 GB, or 16 64 GB");
  assert.equal(rowOf({ users: "33" }), "16 64 GB");
});

test("a row whose condition is false does not count; one whose condition is open ends the search", () => {
  const some = before.replace("{ upTo: 4, cpu: 4", "{ upTo: 4, when: \"inputs.where == 'external'\", cpu: 4");
  assert.equal(rowOf({ users: "2", where: "external" }, some), "4 16 GB");
  assert.equal(rowOf({ users: "2", where: "local" }, some), "8 16 GB");
  assert.match(rowOf({ users: "2" }, some), /^input-open: which row counts is open/);
});

test("what is open says what settles it: the answers that a row or an assumption reads, and the version", () => {
  const some = before
    .replace("{ upTo: 4, cpu: 4", "{ upTo: 4, when: \"inputs.where == 'external' && profile == 'a'\", cpu: 4")
    .replace(
      "- { when: \"inputs.where == 'external'\", text",
      "- { when: \"inputs.where == 'external' && inRange(version, '>=5')\", text",
    );
  const { results, next } = judgeMade(cpu, {
    before: `profiles: { a: { title: A, targets: [local] }, b: { title: B, targets: [local] } }\n${some}`,
    inputs: { users: "2" },
    facts: [seenFact("cpu.count", 8)],
  });
  assert.deepEqual(
    results.map(({ id, settle }) => [id, settle]),
    [
      ["cpu", "--set where=… --profile NAME"],
      ["memory", "--set where=… --profile NAME"],
      ["sizing-assumption-1", "--set where=… --set version=…"],
    ],
  );
  assert.equal(next.length, 2);
});

const judged = (inputs: Readonly<Record<string, string>>, making: Making = {}) =>
  judgeMade(cpu, { ...making, inputs, facts: [seenFact("cpu.count", 8)], before });

test("what the sizing says is expected, and is open while the number is", () => {
  assert.equal(resultOf(judged({ users: "32" }), "cpu").outcome, "met");
  assert.equal(resultOf(judged({ users: "33" }), "cpu").outcome, "unmet");
  const open = resultOf(judged({}), "cpu");
  assert.equal(`${open.outcome} ${open.reasonCode} ${open.settle}`, "unknown input-open --set users=…");
});

const assumed = (inputs: Readonly<Record<string, string>>): string => {
  const { outcome, level, reasonCode, facts } = resultOf(judged({ users: "4", ...inputs }), "sizing-assumption-1");
  return `${level} ${outcome} ${reasonCode} ${facts.length}`;
};

test("an assumption is a should: met by its answer, unmet where it does not hold, open while its input is", () => {
  assert.equal(assumed({ where: "external" }), "should met met 1");
  assert.equal(assumed({ where: "local" }), "should unmet assumption 1");
  assert.equal(assumed({}), "should unknown input-open 0");
});

test("an assumption that reads what was answered with none is open, as every condition", () => {
  const other = before.replace("inputs.where == 'external'", "inputs.store.startsWith('s3')");
  const result = resultOf(
    judgeMade(cpu, { inputs: { users: "4", store: "none" }, before: other }),
    "sizing-assumption-1",
  );
  assert.equal(`${result.outcome} ${result.reasonCode}`, "unknown condition-open");
});

test("assumptions are left out where only some requirements are asked for", () => {
  assert.deepEqual(
    judged({ users: "4" }, { only: ["cpu"] }).results.map(({ id }) => id),
    ["cpu"],
  );
});
