import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeMade, localHost, madeFile, madeSituation, seenFact } from "./made-situation.ts";
import { askingsFor, type Asking } from "./questions.ts";
import type { Target } from "./situation.ts";

const container: Target = { ...localHost, name: "docker://app", type: "container" };
const gib = 2 ** 30;
const memory = (more = ""): string =>
  `- { id: memory, level: must, memory: {}, expect: { installed: ">= 1 GiB" }${more} }`;

const asked = (requirements: string, targets: readonly Target[]): readonly Asking[] => {
  const situation = madeSituation(madeFile(requirements), { targets });
  return askingsFor(situation.file.requirements, situation).flatMap(({ askings }) => askings);
};
const places = (askings: readonly Asking[]): readonly string[] =>
  askings.map(({ target, kind, vantage }) => `${kind} of ${target} from ${vantage}`);

test("where a requirement names no vantage, a host is looked at as a host and a container from within", () => {
  const [host, within] = ["memory of local from host", "memory of docker://app from container"];
  assert.deepEqual(places(asked(memory(), [localHost, container])), [host, within]);
});

test("a requirement is looked at from each vantage that it names, where its targets have it", () => {
  assert.deepEqual(places(asked(memory(", vantage: [host, engine, container]"), [localHost, container])), [
    "memory of local from host",
    "memory of local from engine",
    "memory of docker://app from container",
  ]);
});

test("what is not seen from within a container needs a host, and what is asked of a container needs one", () => {
  const told = (requirements: string, target: Target): readonly unknown[] => {
    const [result] = judgeMade(requirements, { targets: [target] }).results;
    return [result?.outcome, result?.reasonCode, result?.reason];
  };
  const words = "is not seen from within a container: needs a host";
  assert.deepEqual(told("- { id: a, level: must, docker: {} }", container), ["unknown", "needs-target", words]);
  assert.deepEqual(told(memory(", vantage: engine"), container), ["unknown", "needs-target", words]);
  const needs = "needs a container with the role app";
  assert.deepEqual(told(memory(", vantage: container"), localHost), ["unknown", "needs-target", needs]);
});

test("facts of one thing from several vantages are no conflict, and each result has its own", () => {
  const facts = [
    seenFact("memory.installed", 16 * gib),
    seenFact("memory.installed", gib / 2, { vantage: "engine" }),
    seenFact("memory.installed", 2 * gib, { vantage: "container", target: container.name }),
  ];
  const making = { targets: [localHost, container], facts };
  const { results } = judgeMade(memory(", vantage: [host, engine, container]"), making);
  assert.deepEqual(
    results.map(({ target, vantage, outcome }) => [target, vantage, outcome]),
    [
      ["local", "host", "met"],
      ["local", "engine", "unmet"],
      ["docker://app", "container", "met"],
    ],
  );
});

test("a fact of the host never speaks for the engine", () => {
  const [result] = judgeMade(memory(", vantage: engine"), { facts: [seenFact("memory.installed", 16 * gib)] }).results;
  assert.deepEqual([result?.outcome, result?.reasonCode], ["unknown", "not-observed"]);
});

test("what a host's engine answers leads nowhere in a container: what reads it is asked of the host alone", () => {
  const requirements = `- { id: engine, level: must, docker: {}, expect: { installed: true }, defaults: false }
- { id: data, level: must, needs: [engine], disk: { path: $answers.engine.dataRoot }, expect: { size: ">= 1 GB" }, defaults: false }
- { id: both, level: must, needs: [engine], when: answers.engine.remote == false, memory: {}, expect: { installed: ">= 1 GB" } }`;
  const facts = [
    seenFact("docker.installed", true),
    seenFact("docker.remote", false),
    seenFact("docker.dataRoot", "/var/lib/docker"),
    seenFact("disk.size", 9e9, { arguments: { path: "/var/lib/docker" } }),
    seenFact("disk.size", 9e9, {
      arguments: { path: "/var/lib/docker" },
      target: container.name,
      vantage: "container",
    }),
  ];
  const on = (targets: readonly Target[]): readonly unknown[] =>
    judgeMade(requirements, { targets, facts }).results.map(({ id, target, reasonCode }) => [id, target, reasonCode]);
  assert.deepEqual(on([localHost, container]), [
    ["engine", "local", "met"],
    ["data", "local", "met"],
    ["both", "local", "not-observed"],
  ]);
  assert.deepEqual(on([container]).slice(0, 2), [
    ["engine", null, "needs-target"],
    ["data", null, "needs-target"],
  ]);
});
