import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, localHost, madeFact, outcomesOf, resultOf, seenFact, type Making } from "./made-situation.ts";
import type { Result } from "./outcome.ts";

const memory = '- { id: memory, level: must, memory: {}, expect: { installed: ">= 8 GB", swap: ">= 1 GB" } }';
const facts = [seenFact("memory.installed", 6e9), seenFact("memory.swap", 2e9)];

const waiver = (accept: string, more = ""): string =>
  `{ requirement: memory, accept: ${accept}, reason: for a while, by: Nadia, until: 2026-06-30${more} }`;
const judged = (waivers: string, making: Making = {}): Result =>
  resultOf(judgeMade(memory, { facts, ...making, waivers: `[${waivers}]` }), "memory");

const six = waiver('{ installed: ">= 6 GB" }');

test("a waiver takes what falls short for as long as it says, its last day included", () => {
  assert.equal(judged(six, { now: "2026-06-30T23:59:59.999Z" }).outcome, "waived");
  const after = judged(six, { now: "2026-07-01T00:00:00.000Z" });
  assert.equal(after.outcome, "unmet");
  assert.match(after.reason, /the waiver by Nadia expired on 2026-06-30$/);
});

test("a waived result says who accepted what, why and until when", () => {
  const { waiver: applied, reasonCode, facts: shown } = judged(six);
  assert.deepEqual(applied, { by: "Nadia", reason: "for a while", until: "2026-06-30", accept: "installed >= 6 GB" });
  assert.equal(reasonCode, "waived");
  assert.deepEqual(shown, [facts[0]?.id]);
});

test("what falls short of what a waiver accepts is not waived", () => {
  const result = judged(waiver('{ installed: ">= 7 GB" }'));
  assert.equal(result.outcome, "unmet");
  assert.match(result.reason, /accepts installed >= 7 GB, and it falls short of that too$/);
});

test("a waiver of one field does not waive another", () => {
  const short = [seenFact("memory.installed", 6e9), seenFact("memory.swap", 0)];
  assert.equal(judged(six, { facts: short }).outcome, "unmet");
});

test("what is met stays met, whatever a waiver accepts of what falls short beside it", () => {
  assert.equal(judged(waiver('{ installed: ">= 6 GB", swap: "= 0 GB" }')).outcome, "waived");
  const both = `- id: tools
  level: must
  allOf: [{ command: { name: sh } }, { command: { name: rsync } }]`;
  const seen = (name: string, value: boolean): FactRecord =>
    seenFact("command.present", value, { arguments: { name }, id: name });
  const waivers = "[{ requirement: tools, accept: { present: false }, reason: r, by: Nadia, until: 2026-06-30 }]";
  const tools = (sh: boolean, rsync: boolean): string =>
    resultOf(judgeMade(both, { facts: [seen("sh", sh), seen("rsync", rsync)], waivers }), "tools").outcome;
  assert.deepEqual(
    [tools(true, false), tools(false, true), tools(false, false), tools(true, true)],
    ["waived", "waived", "waived", "met"],
  );
});

test("an unknown cannot be waived, neither before nor beside", () => {
  const blind = madeFact("memory", "installed", { state: "unknown", why: { code: "timeout", text: "slow" } });
  assert.equal(judged(six, { facts: [blind, seenFact("memory.swap", 2e9)] }).outcome, "unknown");
  assert.equal(judged(six, { facts: [seenFact("memory.installed", 6e9)] }).outcome, "unmet");
});

const engine = "- { id: docker, level: must, docker: {}, expect: { installed: true, containers: linux } }";
const gone = "[{ requirement: docker, accept: { answers: false }, reason: r, by: Nadia, until: 2026-06-30 }]";
const installed = seenFact("docker.installed", true);

function engineGone(unanswered: Partial<FactRecord>, answers: Partial<FactRecord> = { cause: "silent" }): Result {
  const why = { code: "no-means", text: "no engine answers" };
  const others = ["engine", "containers"].map((field) =>
    madeFact("docker", field, { state: "unknown", why, ...unanswered }),
  );
  const silent = seenFact("docker.answers", false, answers);
  return resultOf(judgeMade(engine, { facts: [installed, silent, ...others], waivers: gone }), "docker");
}

test("what is not known for the very cause that is accepted stands in no way, and all else does", () => {
  assert.equal(engineGone({ cause: "silent" }).outcome, "waived");
  for (const other of [engineGone({}), engineGone({ cause: "else" }), engineGone({}, {})]) {
    assert.equal(other.outcome, "unmet");
    assert.match(other.reason, /accepts answers no, and containers is not known, which cannot be waived: no engine/);
  }
  // Nobody looked: no record says why.
  const silent = seenFact("docker.answers", false, { cause: "silent" });
  const blind = judgeMade(engine, { facts: [installed, silent], waivers: gone });
  assert.equal(resultOf(blind, "docker").outcome, "unmet");
});

test("a waiver that is not enough says what else falls short", () => {
  const short = judged(six, { facts: [seenFact("memory.installed", 6e9), seenFact("memory.swap", 0)] });
  assert.match(short.reason, /accepts installed >= 6 GB, and something else falls short: swap is 0 GB/);
});

test("of several waivers one that accepts enough is enough, whichever stands first", () => {
  const seven = waiver('{ installed: ">= 7 GB" }');
  assert.equal(judged(`${seven}, ${six}`).outcome, "waived");
  assert.equal(judged(`${six}, ${seven}`).outcome, "waived");
});

test("a waiver counts for its own target and subject alone", () => {
  const targets = [localHost, { ...localHost, name: "db1" }];
  const both = [...facts, ...facts.map((fact) => ({ ...fact, id: `${fact.id}b`, target: "db1" }))];
  const outcomes = (more: string): unknown =>
    outcomesOf(judgeMade(memory, { facts: both, targets, waivers: `[${waiver('{ installed: ">= 6 GB" }', more)}]` }));
  assert.deepEqual(outcomes(", target: db1"), { memory: "unmet", "memory@db1": "waived" });
  assert.deepEqual(outcomes(""), { memory: "waived", "memory@db1": "waived" });
  assert.deepEqual(outcomes(", subject: other"), { memory: "unmet", "memory@db1": "unmet" });
});

test("each branch reads what is accepted by its own type", () => {
  const either = `- id: memory
  level: must
  anyOf:
    - { os: {}, expect: { version: ">= 12" } }
    - { command: { name: tool }, expect: { version: ">= 2" } }`;
  const shown = [
    seenFact("os.version", "11"),
    seenFact("command.present", true, { arguments: { name: "tool" } }),
    seenFact("command.version", "1.0", { arguments: { name: "tool" } }),
  ];
  const waivers = `[${waiver('{ version: ">= 11" }')}]`;
  assert.equal(resultOf(judgeMade(either, { facts: shown, waivers }), "memory").outcome, "waived");
});
