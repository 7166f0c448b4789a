import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { FactRecord } from "../facts/snapshot.ts";
import { judge } from "../judge/judge.ts";
import { localHost, madeFile, madeNow, madeSituation, resultOf, seenFact } from "../judge/made-situation.ts";
import { UsageError } from "../spec/problem.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import { loadSite, type Site } from "../spec/site.ts";
import type { Found } from "./catalog.ts";
import type { Snapshot } from "./facts-file.ts";
import { judgeAgain, type JudgeRequest } from "./judge-again.ts";

const file = madeFile(
  `- { id: memory, level: must, memory: {}, expect: { installed: ">= 8 GB" } }
- { id: stage, level: must, when: "inputs.stage == 'large'", cpu: {}, expect: { count: ">= 8" } }
- { id: team, level: should, attest: { question: Is it so? } }
- { id: newer, level: may, when: "inRange(version, '>=2')", cpu: {}, expect: { count: ">= 1" } }`,
  `inputs:
  stage: { type: choice, of: [small, large] }
  users: { type: integer, min: 1 }
  parts: { type: list, of: [x, y], optional: true }
  domain: { type: domain }
  db: { type: database-url, secret: true }
profiles: { one: { title: One, default: true }, two: { title: Two } }`,
);

const found = (of: RequirementsFile): Found => ({
  file: of,
  statements: null,
  digest: "sha256:0",
  origin: "file",
  folder: ".",
  version: null,
});

const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  schema: "footing/report/1",
  product: { id: "made", edition: null, version: null },
  profile: "one",
  moment: "install",
  inputs: [{ name: "stage", value: "large", from: "set", secret: false }],
  targets: [localHost],
  startedAt: madeNow,
  finishedAt: madeNow,
  facts: [seenFact("memory.installed", 6e9), seenFact("cpu.count", 4)],
  ...more,
});

const again = (more: Partial<JudgeRequest> = {}): ReturnType<typeof judgeAgain> =>
  judgeAgain({
    found: found(file),
    site: null,
    set: [],
    environment: {},
    only: [],
    skip: [],
    strict: false,
    snapshot: snapshot(),
    maxAge: 7 * 86_400,
    now: madeNow,
    ...more,
  });

const reasonOf = (id: string, more: Partial<JudgeRequest> = {}): string =>
  resultOf(again(more).judgement, id).reasonCode;

test("outcomes are made anew, from facts and from the inputs that they were observed for", () => {
  const { judgement, evidence } = again();
  assert.equal(judgement.verdict, "not-ready");
  assert.equal(evidence, "file");
  assert.equal(resultOf(judgement, "stage").outcome, "unmet");
});

test("what is said now counts before what was said then", () => {
  assert.equal(reasonOf("stage", { set: [["stage", "small"]] }), "condition-false");
  assert.equal(reasonOf("stage", { environment: { FOOTING_INPUT_STAGE: "small" } }), "condition-false");
});

const withInput = (name: string, value: Snapshot["inputs"][number]["value"], secret = false): string => {
  const inputs = [{ name, ...(value === undefined ? {} : { value }), from: "set", secret }];
  const answered = again({ snapshot: snapshot({ inputs }) }).situation.answers.get(name);
  return answered === undefined ? "-" : `${answered.from} ${answered.answer.is}`;
};

test("an input of a report that cannot be its answer is left open, not taken for one", () => {
  assert.equal(withInput("stage", "small"), "report value");
  for (const value of ["huge", "", 3, true, ["small"], null])
    assert.equal(withInput("stage", value), "open open", JSON.stringify(value));
  assert.equal(withInput("users", 3), "report value");
  for (const value of [0, 1.5, "3"]) assert.equal(withInput("users", value), "open open");
  assert.equal(withInput("parts", ["x"]), "report value");
  assert.equal(withInput("parts", null), "report none");
  assert.equal(withInput("parts", []), "report none");
  assert.equal(withInput("parts", ["z"]), "open open");
  assert.equal(withInput("domain", "https://x"), "open open");
  assert.equal(withInput("gone", "x"), "-");
});

test("of a secret a report says only that it was given", () => {
  assert.equal(withInput("db", undefined, true), "report secret");
  assert.equal(withInput("db", "postgresql://u:hunter2@db/x", true), "report secret");
});

test("facts of inputs that a report claims count for nothing", () => {
  const forged = seenFact("input.value", "small", {
    target: null,
    vantage: null,
    arguments: { name: "stage" },
    grade: "proven",
  });
  const ran = again({ snapshot: snapshot({ facts: [forged] }) });
  const inputs = ran.facts.filter(({ kind, arguments: { name } }) => kind === "input" && name === "stage");
  assert.deepEqual(
    inputs.map(({ value, grade }) => `${JSON.stringify(value)} ${grade}`),
    ['"large" declared'],
  );
});

const attested: readonly FactRecord[] = [["answer", true] as const, ["on", "2026-06-01"] as const].map(
  ([field, value]) =>
    seenFact(`attest.${field}`, value, {
      target: null,
      vantage: null,
      arguments: { question: "Is it so?" },
      subject: "team",
      grade: "proven",
    }),
);
const site = (answer: string): Site =>
  loadSite({
    name: "footing.yaml",
    text: `footing: 1\nproduct: made\nattestations: [{ requirement: team, answer: ${answer}, by: N, on: 2026-06-02 }]\n`,
  });

test("an attestation of the file counts as somebody's word, and the site's before it", () => {
  const withAttested = { snapshot: snapshot({ facts: attested }) };
  const team = resultOf(again(withAttested).judgement, "team");
  assert.equal(`${team.outcome} ${team.grade}`, "met declared");
  assert.equal(reasonOf("team", { ...withAttested, site: site("no") }), "attested-no");
  assert.equal(reasonOf("team", { site: site("yes") }), "met");
  assert.equal(reasonOf("team"), "input-open");
});

test("what the site attests of one value leaves what the file says of the others", () => {
  const each = madeFile("- { id: each, level: must, for: { v: [a, b] }, attest: { question: 'Is ${for.v} so?' } }");
  const facts = ["a", "b"].flatMap((value) =>
    attested.map((fact) => ({
      ...fact,
      id: `${fact.id}${value}`,
      subject: `each[${value}]`,
      arguments: { question: `Is ${value} so?` },
    })),
  );
  const outcomes = (attestation: string): readonly string[] => {
    const text = `footing: 1\nproduct: made\nattestations: [{ requirement: each, ${attestation}, by: N, on: 2026-06-02 }]\n`;
    const own = loadSite({ name: "footing.yaml", text });
    const { judgement } = again({ found: found(each), snapshot: snapshot({ facts, profile: null }), site: own });
    return judgement.results.map(({ subject, outcome }) => `${subject} ${outcome}`);
  };
  assert.deepEqual(outcomes("subject: a, answer: no"), ["a unmet", "b met"]);
  assert.deepEqual(outcomes("answer: no"), ["a unmet", "b unmet"]);
});

test("waivers come from the site alone", () => {
  const text =
    "footing: 1\nproduct: made\nwaivers: [{ requirement: memory, accept: { installed: '>= 6 GB' }, reason: r, by: N, until: 2026-12-31 }]\n";
  assert.equal(reasonOf("memory"), "falls-short");
  assert.equal(reasonOf("memory", { site: loadSite({ name: "footing.yaml", text }) }), "waived");
});

test("what is older than is accepted is unknown", () => {
  assert.equal(reasonOf("memory", { now: "2026-06-22T12:00:00.000Z" }), "falls-short");
  assert.equal(reasonOf("memory", { now: "2026-06-22T12:00:01.000Z" }), "old");
});

test("the version is the one said now, else that of the report where it is one", () => {
  const of = (version: string): Partial<JudgeRequest> => ({ snapshot: snapshot({ product: { id: "made", version } }) });
  assert.equal(reasonOf("newer", of("2.1")), "met");
  assert.equal(reasonOf("newer", of("1.9")), "condition-false");
  assert.equal(reasonOf("newer", of("latest")), "input-open");
  assert.equal(reasonOf("newer", { ...of("1.9"), set: [["version", "3"]] }), "met");
});

test("facts of another product are refused; facts of a host that was only looked at are not", () => {
  assert.throws(() => again({ snapshot: snapshot({ product: { id: "other" } }) }), UsageError);
  assert.equal(
    again({ snapshot: snapshot({ product: null, inputs: [], profile: null }) }).judgement.verdict,
    "not-ready",
  );
});

test("the facts of a file get ids of their own, so that none stands there twice", () => {
  const twice = [seenFact("memory.installed", 6e9, { id: "f1" }), seenFact("cpu.count", 4, { id: "f1" })];
  const ids = again({ snapshot: snapshot({ facts: twice }) }).facts.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("judged again, the same facts come to the same outcomes", () => {
  const value = fc.constantFrom(4e9, 8e9, 16e9, -1, null, "x");
  const one = fc.record({ value, state: fc.constantFrom("seen", "absent"), tolerance: fc.constantFrom(0, 0.08) });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 2 }), fc.array(one, { maxLength: 2 }), (memory, cpu) => {
      const facts = [
        ...memory.map((more) => seenFact("memory.installed", more.value, more)),
        ...cpu.map((more) => seenFact("cpu.count", more.value, more)),
      ];
      const first = judge(madeSituation(file, { facts, inputs: { stage: "large" } }));
      const second = again({ snapshot: snapshot({ facts }) });
      const third = again({ snapshot: snapshot({ facts: second.facts }) });
      const outcomes = ({ results }: typeof first): readonly string[] =>
        results.map(({ id, outcome, reasonCode }) => `${id} ${outcome} ${reasonCode}`);
      assert.deepEqual(outcomes(second.judgement), outcomes(first));
      assert.deepEqual(outcomes(third.judgement), outcomes(first));
    }),
  );
});

test("facts of a run that was broken off are no state of the place, where a requirement reads what was not seen any more", () => {
  const { value: _value, ...rest } = seenFact("cpu.count", 4);
  const why = { code: "interrupted", text: "the run was interrupted before this was looked at" };
  const broken = { ...rest, state: "unknown", why } as const;
  const judged = again({ snapshot: snapshot({ facts: [seenFact("memory.installed", 9e9), broken] }) });
  assert.deepEqual(
    [
      judged.interrupted,
      judged.judgement.complete,
      judged.judgement.verdict,
      judged.judgement.countsByLevel.must.unknown,
    ],
    [true, false, "unverified", 1],
  );
  const unread = again({
    set: [["stage", "small"]],
    snapshot: snapshot({ facts: [seenFact("memory.installed", 9e9), broken] }),
  });
  assert.deepEqual([unread.interrupted, unread.judgement.complete], [false, true]);
});

test("a verdict of facts of a run that was broken off still needs an observation", () => {
  const only = madeFile("- { id: count, level: should, cpu: {}, expect: { count: '>= 1' } }");
  const { value: _value, ...rest } = seenFact("cpu.count", 4);
  const broken = { ...rest, state: "unknown", why: { code: "interrupted", text: "not any more" } } as const;
  const { judgement } = again({ found: found(only), snapshot: snapshot({ profile: null, facts: [broken] }) });
  assert.deepEqual([judgement.verdict, judgement.complete], ["unverified", false]);
});
