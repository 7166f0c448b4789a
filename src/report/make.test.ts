import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../judge/judge.ts";
import { madeFile, madeNow, madeSituation, seenFact, type Making } from "../judge/made-situation.ts";
import { outcomes } from "../judge/outcome.ts";
import { remarksOf } from "./head.ts";
import { writeJson } from "./json.ts";
import { makeFactsFile, makeReport, type Finished } from "./make.ts";
import type { Report } from "./report.ts";

const tool = { version: "0.1.0", digest: "sha256:0" };

const before = `inputs:
  users: { type: integer, min: 1 }
  stage: { type: choice, of: [small, large], default: small }
  cert: { type: path, optional: true }
  parts: { type: list, of: [x, y], optional: true }
  db: { type: database-url, secret: true }
  key: { type: text, secret: true }
sizing: { by: users, rows: [{ upTo: 4, cpu: 4 }, { startsAt: 4, cpu: 8 }] }`;
const requirements = `- { id: memory, level: must, memory: {}, expect: { installed: ">= 8 GB" }, from: { derived: both run here } }
- id: either
  level: should
  anyOf: [{ os: {}, expect: { family: linux } }, { attest: { question: "Is it so for \${sizing.cpu}?" } }]`;
const memory = seenFact("memory.installed", 6e9, { at: "2026-06-01T00:00:00.000Z" });

function finished(making: Making = {}, more: Partial<Finished> = {}): Finished {
  const facts = [memory, seenFact("os.family", "linux")];
  const inputs = { users: "4", cert: "none", parts: "none", db: "env:DATABASE_URL" };
  const situation = madeSituation(madeFile(requirements, before), { facts, inputs, ...making });
  return {
    found: { digest: "sha256:1", origin: "file" },
    site: null,
    situation,
    judgement: judge(situation),
    facts,
    only: [],
    skip: [],
    startedAt: madeNow,
    finishedAt: madeNow,
    durationMs: 5,
    interrupted: false,
    evidence: "live",
    remains: [],
    root: null,
    ...more,
  };
}

const report = (making?: Making, more?: Partial<Finished>): Report =>
  makeReport(finished(making, more), { tool, noWrite: false });

/** The keys that programs rely on. More may be added, none taken away. */
const promised: Readonly<Record<string, readonly string[]>> = {
  "": "schema tool product profile site moment scope startedAt finishedAt durationMs inputs evidence interrupted targets sources verdict exitCode counts countsByLevel next leftovers earlier removed results facts".split(
    " ",
  ),
  tool: ["name", "version", "digest"],
  product: ["id", "name", "edition", "digest", "version"],
  scope: ["complete", "only", "skip", "noWrite"],
  evidence: ["from", "signed", "oldestAt"],
  "targets.0": ["name", "type", "role", "hostname", "state"],
  "inputs.0": ["name", "value", "from", "secret"],
  "results.0":
    "id kind level area title target vantage subject outcome reasonCode reason expected observed grade observedAt because remedy waiver needs from facts".split(
      " ",
    ),
  "results.1.branches.0": ["kind", "outcome", "reasonCode", "reason", "expected", "observed", "grade", "facts"],
  "results.0.remedy": ["text", "commands"],
  "facts.0": [
    "id",
    "target",
    "kind",
    "arguments",
    "subject",
    "field",
    "state",
    "value",
    "vantage",
    "grade",
    "by",
    "at",
    "ms",
  ],
};

const additional: Readonly<Record<string, readonly string[]>> = {
  "": ["sizing"],
  scope: ["requirements"],
  "inputs.0": ["type", "visibility"],
  "results.0": ["moments", "place"],
  "results.1.branches.0": ["observedAt"],
};

function partAt(whole: unknown, path: string): object {
  const found = path
    .split(".")
    .reduce<unknown>((part, key) => (key === "" ? part : (part as Record<string, unknown>)[key]), whole);
  return found as object;
}

test("a report has exactly the keys that are promised, and those added since", () => {
  const written: unknown = JSON.parse(writeJson(report()));
  for (const [path, keys] of Object.entries(promised)) {
    assert.deepEqual(
      Object.keys(partAt(written, path)).toSorted(),
      [...keys, ...(additional[path] ?? [])].toSorted(),
      path,
    );
  }
});

test("counts have all levels and outcomes, zeros included", () => {
  const { counts, countsByLevel } = report();
  assert.deepEqual(Object.keys(counts), [...outcomes]);
  assert.deepEqual(Object.keys(countsByLevel), ["must", "should", "may"]);
  for (const level of Object.values(countsByLevel)) assert.deepEqual(Object.keys(level), [...outcomes]);
  assert.equal(countsByLevel.may.met, 0);
});

test("an input says where its answer came from; a secret has no value, one that is open or none has null", () => {
  assert.deepEqual(report().inputs, [
    { name: "users", value: 4, from: "set", secret: false, type: "integer", visibility: "public" },
    { name: "stage", value: "small", from: "default", secret: false, type: "choice", visibility: "public" },
    { name: "cert", value: null, from: "set", secret: false, type: "path", visibility: "local" },
    { name: "parts", value: null, from: "set", secret: false, type: "list", visibility: "public" },
    { name: "db", from: "set", secret: true, type: "database-url", visibility: "never" },
    { name: "key", value: null, from: "open", secret: true, type: "text", visibility: "never" },
  ]);
});

test("an input whose own condition does not hold says so, and no default of it is assumed", () => {
  const file = madeFile(
    "- { id: a, level: must, memory: {} , expect: { installed: '>= 1 GB' } }",
    `inputs:
  stage: { type: choice, of: [small, large], default: small }
  path: { type: path, default: /var, when: "inputs.stage == 'large'" }
  size: { type: integer, default: 7, when: "inputs.stage == 'small'" }
  open: { type: text, default: x, when: "inputs.users > 2" }
  users: { type: integer }`,
  );
  const made = (stage: string): Report => {
    const situation = madeSituation(file, { inputs: { stage } });
    return report({}, { situation, judgement: judge(situation) });
  };
  const aside = ({ inputs }: Report): readonly string[] =>
    inputs.flatMap(({ name, applies }) => (applies === false ? [name] : []));
  assert.deepEqual(aside(made("small")), ["path"]);
  assert.deepEqual(aside(made("large")), ["size"]);
  assert.match(remarksOf(made("small")).join(), /^assumed: size 7, open x \(/);
  assert.match(remarksOf(made("large")).join(), /^assumed: path \/var, open x \(/);
});

test("what is derived says why, and a joined requirement shows its branches", () => {
  const [first, second] = report().results;
  assert.deepEqual(first?.from, [{ derived: "both run here" }]);
  assert.equal(second?.kind, "anyOf");
  assert.deepEqual(
    second?.branches?.map(({ kind, outcome }) => `${kind} ${outcome}`),
    ["os met", "attest unknown"],
  );
});

test("each result says where its requirement is written, down to the line", () => {
  const written = `requirements:\n${requirements}`.split("\n");
  for (const { id, place } of report().results) {
    assert.deepEqual([place?.in, place?.file], ["file", "made.yaml"]);
    const line = madeFile(requirements, before).source.text.split("\n")[(place?.line ?? 0) - 1] ?? "";
    assert.match(line, new RegExp(`id: ${id}\\b`));
    assert.ok(written.includes(line));
  }
});

test("an assumption of the sizing stands where it is written", () => {
  const sizing = `inputs: { users: { type: integer } }
sizing:
  by: users
  assumes:
    - { when: "inputs.users > 0", text: Somebody uses it }
    - { when: "inputs.users > 1", text: So does another }
  rows: [{ cpu: 4 }]`;
  const situation = madeSituation(
    madeFile("- { id: cpu, level: must, cpu: {}, expect: { count: '>= ${sizing.cpu}' } }", sizing),
  );
  const { results } = makeReport(finished({}, { situation, judgement: judge(situation) }), { tool, noWrite: false });
  assert.deepEqual(
    results.map(({ id, place }) => [id, place?.line]),
    [
      ["cpu", 11],
      ["sizing-assumption-1", 7],
      ["sizing-assumption-2", 8],
    ],
  );
});

test("the row of the sizing is told, with another that claims the same number", () => {
  const { rows, ...counting } = report().sizing ?? {};
  assert.deepEqual(counting, { by: "users", value: 4, row: { cpu: "4" }, alsoClaimedBy: { cpu: "8" }, unread: [] });
  assert.equal(rows?.length, 2);
  assert.equal(report({ inputs: {} }).sizing, null);
});

test("the oldest fact is told, what people declared left out", () => {
  assert.equal(report().evidence.oldestAt, "2026-06-01T00:00:00.000Z");
  const declared = seenFact("attest.answer", true, { target: null, at: "2020-01-01T00:00:00.000Z" });
  assert.equal(report({}, { facts: [declared] }).evidence.oldestAt, null);
});

test("the verdict's own exit code is told, or that of an interruption", () => {
  assert.equal(report().exitCode, 1);
  assert.equal(makeReport(finished(), { tool, noWrite: false, exitCode: 130 }).exitCode, 130);
});

test("a recorded tree that stood in for the system is named", () => {
  assert.equal(report({}, { root: "/recorded" }).targets[0]?.root, "/recorded");
});

test("a facts file has what judging again needs, and no verdict", () => {
  const keys = [
    "schema",
    "tool",
    "product",
    "profile",
    "moment",
    "inputs",
    "targets",
    "startedAt",
    "finishedAt",
    "facts",
  ];
  assert.deepEqual(Object.keys(makeFactsFile(finished(), tool)).toSorted(), keys.toSorted());
});
