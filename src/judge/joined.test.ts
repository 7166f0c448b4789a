import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, madeFact, resultOf, seenFact } from "./made-situation.ts";
import type { Result } from "./outcome.ts";

type Came = "met" | "unmet" | "unknown";
const all: readonly Came[] = ["met", "unmet", "unknown"];

const commands = ["one", "two", "three"] as const;

const commandFact = (name: string, came: Came): readonly FactRecord[] =>
  came === "unknown" ? [] : [seenFact("command.present", came === "met", { arguments: { name } })];

function joined(join: "anyOf" | "allOf", came: readonly Came[]): ReturnType<typeof resultOf> {
  const branches = came.map((_, index) => `{ command: { name: ${commands[index]} } }`).join(", ");
  const facts = came.flatMap((one, index) => commandFact(commands[index] ?? "", one));
  return resultOf(judgeMade(`- { id: a, level: must, ${join}: [${branches}] }`, { facts }), "a");
}

test("anyOf is met by one, unmet by all, else unknown; allOf is met by all, unmet by one, else unknown", () => {
  const outcome = fc.constantFrom(...all);
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 2, maxLength: 3 }), (came) => {
      const any = came.includes("met") ? "met" : came.every((one) => one === "unmet") ? "unmet" : "unknown";
      const every = came.includes("unmet") ? "unmet" : came.every((one) => one === "met") ? "met" : "unknown";
      assert.equal(joined("anyOf", came).outcome, any, `anyOf ${came.join()}`);
      assert.equal(joined("allOf", came).outcome, every, `allOf ${came.join()}`);
    }),
  );
});

test("a joined requirement shows its branches, and its facts are those of the branches that decided", () => {
  const result = joined("anyOf", ["unmet", "met", "unknown"]);
  assert.equal(result.kind, "anyOf");
  assert.deepEqual(
    result.branches?.map(({ kind, outcome }) => `${kind} ${outcome}`),
    ["command unmet", "command met", "command unknown"],
  );
  assert.deepEqual(result.facts, result.branches?.[1]?.facts);
  assert.equal(joined("allOf", ["met", "met"]).facts.length, 2);
});

test("what was asked of branches is joined as they are", () => {
  const text = (join: string): string | null => {
    const branches = '{ memory: {}, expect: { installed: ">= 4 GB" } }, { cpu: {}, expect: { count: ">= 2" } }';
    const facts = [seenFact("memory.installed", 1e9), seenFact("cpu.count", 1)];
    return resultOf(judgeMade(`- { id: a, level: must, ${join}: [${branches}] }`, { facts }), "a").expected;
  };
  assert.equal(text("anyOf"), ">= 4 GB or >= 2");
  assert.equal(text("allOf"), ">= 4 GB and >= 2");
});

const encrypted = `- id: a
  level: must
  anyOf:
    - { disk: { path: / }, expect: { encrypted: true }, defaults: false }
    - { attest: { question: Is it encrypted? } }`;
const root = { arguments: { path: "/" } } as const;
const asked = { target: null, vantage: null, arguments: { question: "Is it encrypted?" }, subject: "a" } as const;
const attested = (value: boolean): readonly FactRecord[] => [
  seenFact("attest.answer", value, asked),
  seenFact("attest.on", "2026-06-01", asked),
];

function bothSay(observed: boolean | undefined, answer: boolean | undefined): string {
  const disk = observed === undefined ? [] : [seenFact("disk.encrypted", observed, root)];
  const facts = [...disk, ...(answer === undefined ? [] : attested(answer))];
  const { outcome, grade } = resultOf(judgeMade(encrypted, { facts }), "a");
  return `${outcome} ${grade ?? "-"}`;
}

test("an observed shortfall outweighs an attestation of the same; an attestation settles what cannot be seen", () => {
  assert.equal(bothSay(true, undefined), "met observed");
  assert.equal(bothSay(true, false), "met observed");
  assert.equal(bothSay(false, true), "unmet observed");
  assert.equal(bothSay(false, undefined), "unmet observed");
  assert.equal(bothSay(undefined, true), "met declared");
  assert.equal(bothSay(undefined, false), "unknown -");
  assert.equal(bothSay(undefined, undefined), "unknown -");
});

test("an attestation that an observation outweighs is not passed over without a word", () => {
  const disk = seenFact("disk.encrypted", false, root);
  const of = (facts: readonly FactRecord[]): Result => resultOf(judgeMade(encrypted, { facts }), "a");
  const { reason, note } = of([disk, ...attested(true)]);
  assert.match(reason, /^encrypted is no, and must be yes; it was attested, but what was seen counts$/);
  assert.equal(note, "it was attested, but what was seen counts");
  for (const facts of [[disk], [disk, ...attested(false)], attested(true)]) assert.equal(of(facts).note, undefined);
});

test("an open anyOf names the cheapest way to settle it", () => {
  const blind = madeFact("disk", "encrypted", {
    ...root,
    state: "unknown",
    why: { code: "cannot-tell", text: "a virtual disk" },
  });
  const result = resultOf(judgeMade(encrypted, { facts: [blind] }), "a");
  assert.equal(result.reasonCode, "cannot-tell");
  assert.match(result.reason, /a virtual disk; or nobody has attested it/);
  assert.equal(result.settle, "attest a in footing.yaml");
});

test("a branch of a kind that this version does not have is unknown, and one met branch is still enough", () => {
  const either = "- { id: a, level: must, anyOf: [{ pending: bucket }, { command: { name: one } }] }";
  const settled = (facts: readonly FactRecord[]): string => resultOf(judgeMade(either, { facts }), "a").outcome;
  assert.equal(settled(commandFact("one", "met")), "met");
  assert.equal(settled(commandFact("one", "unmet")), "unknown");
});

test("a whole is known as well as its least known part", () => {
  const both = encrypted.replace("anyOf", "allOf");
  const facts = [seenFact("disk.encrypted", true, root), ...attested(true)];
  const result = resultOf(judgeMade(both, { facts }), "a");
  assert.equal(`${result.outcome} ${result.grade}`, "met declared");
});

test("a joined requirement counts whenever a branch does, whichever stands first", () => {
  const little = [seenFact("memory.installed", 8e9)];
  const memory = '{ memory: {}, expect: { installed: ">= 900 GB" } }';
  const came = (
    join: string,
    branches: readonly string[],
    more: { moment?: "run"; facts?: typeof little } = {},
  ): string => {
    const { facts = little, ...rest } = more;
    return resultOf(judgeMade(`- { id: a, level: must, ${join}: [${branches.join(", ")}] }`, { facts, ...rest }), "a")
      .outcome;
  };
  const both = [
    ["{ pending: backup }", memory],
    [memory, "{ pending: backup }"],
  ];
  for (const branches of both) {
    assert.equal(came("allOf", branches), "unmet");
    assert.equal(came("allOf", branches, { facts: [seenFact("memory.installed", 1e12)] }), "met");
    assert.equal(came("allOf", branches, { facts: [seenFact("memory.installed", 1e12)], moment: "run" }), "unknown");
    assert.equal(came("anyOf", branches), "unknown", "a backup may yet be what is met");
  }
  assert.equal(came("allOf", ["{ pending: backup }", "{ pending: restart }"]), "not-applicable");
});

test("a branch whose moment is over is left out, and never what is met", () => {
  const free = seenFact("port.free", true, { arguments: { port: 80 } });
  const git = (present: boolean): FactRecord => seenFact("command.present", present, { arguments: { name: "git" } });
  const came = (join: string, facts: readonly FactRecord[], moments = ""): string => {
    const file = `- { id: a, level: must${moments}, ${join}: [{ port: { port: 80 } }, { command: { name: git } }] }`;
    return resultOf(judgeMade(file, { facts, moment: "run" }), "a").outcome;
  };
  assert.equal(came("anyOf", [free, git(false)]), "unmet");
  assert.equal(came("anyOf", [free, git(true)]), "met");
  assert.equal(came("allOf", [git(true)]), "met");
  assert.equal(came("allOf", [git(true)], ", moments: [run]"), "unknown", "the requirement says when all of it counts");
});
