import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "./judge.ts";
import { judgeMade, madeFact, madeFile, madeSituation, outcomesOf, seenFact } from "./made-situation.ts";

const file = `- { id: memory, level: must, memory: {}, expect: { installed: ">= 4 GB" } }
- { id: cpu, level: must, needs: [memory], cpu: {}, expect: { count: ">= 2" } }
- { id: system, level: should, needs: [cpu], os: {}, expect: { family: linux } }
- { id: other, level: must, arch: {}, expect: { name: x86_64 } }`;
const facts = [
  seenFact("memory.installed", 8e9),
  seenFact("memory.installed", 8e9, { by: "another" }),
  seenFact("cpu.count", 4, { by: "one" }),
  seenFact("cpu.count", 3, { by: "two" }),
  madeFact("os", "family", { state: "unknown", why: { code: "timeout", text: "first" } }),
  madeFact("os", "family", { state: "unknown", why: { code: "garbled", text: "second" } }),
  seenFact("arch.name", "x86_64"),
];

test("the same situation gives the same judgement, in whatever order its facts were recorded", () => {
  const made = madeFile(file);
  const first = judge(madeSituation(made, { facts }));
  assert.deepEqual(judge(madeSituation(made, { facts })), first);
  for (let turn = 1; turn < facts.length; turn++) {
    const turned = [...facts.slice(turn), ...facts.slice(0, turn)];
    assert.deepEqual(judge(madeSituation(made, { facts: turned })), first);
    assert.deepEqual(judge(madeSituation(made, { facts: turned.toReversed() })), first);
  }
});

test("judging leaves the situation as it was", () => {
  const situation = madeSituation(madeFile(file), { facts });
  const size = situation.facts.size;
  const before = structuredClone(facts);
  judge(situation);
  assert.equal(situation.facts.size, size);
  assert.deepEqual(facts, before);
});

test("what is asked for with only brings what it needs, and the rest is not in the results", () => {
  const judged = judgeMade(file, { facts, only: ["system"] });
  assert.deepEqual(Object.keys(outcomesOf(judged)), ["memory", "cpu", "system"]);
  assert.equal(judged.complete, false);
});

test("only a run of everything is complete", () => {
  const situation = madeSituation(madeFile(file), { facts });
  assert.equal(judge(situation).complete, true);
  assert.equal(judge(situation, { interrupted: true }).complete, false);
  assert.equal(judge(madeSituation(madeFile(file), { facts, skip: ["other"] })).complete, false);
});

test("results stand in the order of the file, whatever needs what", () => {
  const turned = file.split("\n").toReversed().join("\n");
  assert.deepEqual(Object.keys(outcomesOf(judgeMade(turned, { facts }))), ["other", "system", "cpu", "memory"]);
});

test("what would settle most unknowns comes first, and is named once", () => {
  const inputs = "inputs: { users: { type: integer }, stage: { type: text } }";
  const open = (id: string, name: string): string =>
    `- { id: ${id}, level: must, input: { name: ${name} }, expect: { value: { present: true } } }`;
  const judged = judgeMade([open("a", "stage"), open("b", "users"), open("c", "users")].join("\n"), { before: inputs });
  assert.deepEqual(judged.next, [
    { settles: ["b", "c"], do: "--set users=…" },
    { settles: ["a"], do: "--set stage=…" },
  ]);
});

test("judging asks neither clock nor chance nor network", () => {
  const situation = madeSituation(madeFile(file), { facts });
  const expected = judge(situation);
  const { Date: realDate, fetch: realFetch } = globalThis;
  const poison = (name: string) => (): never => {
    throw new Error(`the judge asked for ${name}`);
  };
  // Parsing a date that is given is arithmetic; only a date made of nothing is a clock.
  const noClock = { parse: (text: string): number => realDate.parse(text), now: poison("Date.now") };
  const noChance = Object.create(Math, { random: { value: poison("Math.random") } }) as object;
  const { Math: realMath, performance: realPerformance } = globalThis;
  try {
    Object.assign(globalThis, { Date: noClock, fetch: poison("fetch"), Math: noChance });
    Object.defineProperty(globalThis, "performance", { configurable: true, get: poison("performance") });
    assert.deepEqual(judge({ ...situation }), expected);
  } finally {
    Object.assign(globalThis, { Date: realDate, fetch: realFetch, Math: realMath });
    Object.defineProperty(globalThis, "performance", { configurable: true, writable: true, value: realPerformance });
  }
});
