import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { readAnswer, type Answered } from "../spec/answers.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import { madeFile } from "./made-situation.ts";
import type { Scope } from "./depending.ts";
import { openAttestations } from "./open-attestations.ts";
import type { Interview } from "./open-inputs.ts";
import { openQuestions } from "./open-questions.ts";

type Making = {
  readonly given?: Readonly<Record<string, string>>;
  readonly asked?: readonly string[];
  readonly profile?: string | null;
  readonly version?: string;
  readonly assumed?: boolean;
  /** Secrets that were named and are not there. */
  readonly missing?: readonly string[];
};

function interviewOf(file: RequirementsFile, making: Making = {}): Interview {
  const { given = {}, asked = [], profile = null, version = null, assumed = true, missing = [] } = making;
  const answers = [...file.inputs].map(([name, input]): [string, Answered] => {
    const text = given[name];
    if (missing.includes(name)) return [name, { input, from: "open", answer: { is: "open", why: "not there" } }];
    if (text === undefined) {
      if (input.default === undefined) return [name, { input, from: "open", answer: { is: "open" } }];
      return [name, { input, from: "default", answer: { is: "value", value: input.default } }];
    }
    const answer = readAnswer(input, text);
    if ("wrong" in answer) throw new Error(answer.wrong);
    return [name, { input, from: "set", answer }];
  });
  return { file, profile, version, answers: new Map(answers), asked: new Set(asked), assumed };
}

const everything: Scope = { skip: new Set() };

/** `name: what it settles`, in order. */
function questionsOf(file: RequirementsFile, making: Making = {}, scope = everything): readonly string[] {
  const { questions } = openQuestions(interviewOf(file, making), scope);
  return questions.map(({ name, settles, decides }) =>
    [`${name}:`, ...settles.map(({ title }) => title), ...decides.map((one) => `>${one}`)].join(" "),
  );
}

const inputs = `inputs:
  path: { type: path, when: "inputs.where == 'disk'" }
  users: { type: integer }
  where: { type: choice, of: [disk, s3] }
  stage: { type: choice, of: [live, trial], default: trial }
  idle: { type: text }
  parts: { type: list, of: [a, b], optional: true }
  db: { type: text, secret: true, optional: true }
sizing:
  by: users
  assumes:
    - { when: "inputs.where == 's3'", text: Assumed }
  rows:
    - { upTo: 4, cpu: 2 }
    - { upTo: 8, when: "'a' in inputs.parts", cpu: 3 }
    - { cpu: 4 }
`;
const file = madeFile(
  `  - { id: disk, level: must, title: Disk, when: "inputs.where == 'disk'", disk: { path: $inputs.path }, expect: { size: ">= 1 GB" } }
  - { id: cpu, level: must, title: Cpu, cpu: {}, expect: { count: ">= \${sizing.cpu}" } }
  - { id: os, level: should, title: Os, when: "inputs.stage == 'live' && inputs.db != null", os: {}, expect: { family: linux } }
  - { id: later, level: must, title: Later, moments: [run], when: "inputs.stage == 'live'", pending: backup }`,
  inputs,
);

test("what decides other questions comes first, then what decides most conditions, then the order of the file", () => {
  assert.deepEqual(questionsOf(file), ["where: Disk Assumed >path", "stage: Os Later", "db: Os", "users: Cpu"]);
});

test("an input that nothing reads is never asked, nor one whose own condition is false or waits for an answer", () => {
  for (const given of [{}, { where: "s3" }, { where: "disk" }]) {
    const names = questionsOf(file, { given }).map((one) => one.split(":")[0]);
    assert.ok(!names.includes("idle"));
    assert.equal(names.includes("path"), "where" in given && given.where === "disk");
  }
  assert.ok(!questionsOf(file, { asked: ["where"] }).some((one) => one.startsWith("path")));
});

test("a question that brings another comes before one that decides more requirements, and the other after its answer", () => {
  const brings = madeFile(
    `  - { id: a, level: must, title: A, when: "inputs.z", cpu: {}, expect: { count: ">= 1" } }
  - { id: b, level: must, title: B, when: "inputs.z", cpu: {}, expect: { count: ">= 1" } }
  - { id: c, level: must, title: C, disk: { path: $inputs.y }, expect: { size: ">= 1 GB" } }`,
    `inputs: { z: { type: boolean }, y: { type: path, when: "inputs.x" }, x: { type: boolean } }`,
  );
  assert.deepEqual(questionsOf(brings), ["x: >y", "z: A B"]);
  assert.deepEqual(questionsOf(brings, { asked: ["x"] }), ["z: A B"]);
  assert.deepEqual(questionsOf(brings, { given: { x: "no" } }), ["z: A B"]);
  assert.deepEqual(questionsOf(brings, { given: { x: "yes", z: "no" } }), ["y: C"]);
});

test("what another answer has decided is not asked any more", () => {
  assert.deepEqual(questionsOf(file, { given: { where: "s3", stage: "trial" } }), ["users: Cpu"]);
  assert.deepEqual(questionsOf(file, { given: { where: "s3", db: "none" } }), ["stage: Later", "users: Cpu"]);
});

test("a row of the sizing asks what it depends on once it is reached, and not before", () => {
  const settled = { where: "s3", stage: "trial" };
  assert.deepEqual(questionsOf(file, { given: { ...settled, users: "3" } }), []);
  assert.deepEqual(questionsOf(file, { given: { ...settled, users: "5" } }), ["parts: Cpu"]);
  assert.deepEqual(questionsOf(file, { given: { ...settled, users: "5", parts: "none" } }), []);
});

test("what is assumed by default is asked where that is wanted, once", () => {
  const given = { where: "s3", users: "3", db: "env:DB" };
  assert.deepEqual(questionsOf(file, { given }), ["stage: Os Later"]);
  assert.deepEqual(questionsOf(file, { given, asked: ["stage"] }), []);
  assert.deepEqual(questionsOf(file, { given, assumed: false }), []);
});

test("a secret that was named and is not there is not asked for again", () => {
  const given = { where: "s3", users: "3", stage: "live" };
  assert.deepEqual(questionsOf(file, { given, missing: ["db"] }), []);
});

test("only what counts at the moment and in the selection is asked for", () => {
  const given = { where: "s3", db: "none", users: "3" };
  assert.deepEqual(questionsOf(file, { given }, { skip: new Set(), moment: "install" }), []);
  assert.deepEqual(questionsOf(file, { given }, { skip: new Set(), moment: "run" }), ["stage: Later"]);
  assert.deepEqual(questionsOf(file, {}, { skip: new Set(), only: new Set(["cpu"]) }), ["users: Cpu"]);
  assert.deepEqual(questionsOf(file, {}, { skip: new Set(["disk", "cpu", "os", "sizing-assumption-1"]) }), [
    "stage: Later",
  ]);
});

test("an operand that cannot decide any more is left out of a condition that is still open", () => {
  const either = madeFile(
    `  - { id: a, level: must, title: A, when: "(inputs.x || inputs.y) && inputs.z", cpu: {}, expect: { count: ">= 1" } }`,
    "inputs: { x: { type: boolean }, y: { type: boolean }, z: { type: boolean } }",
  );
  assert.deepEqual(questionsOf(either), ["x: A", "y: A", "z: A"]);
  assert.deepEqual(questionsOf(either, { given: { y: "yes" } }), ["z: A"]);
  assert.deepEqual(questionsOf(either, { given: { z: "no" } }), []);
});

test("what only looking decides keeps no question back; what a left answer decides does", () => {
  const looked = madeFile(
    `  - { id: a, level: must, title: A, when: "target.os == 'linux'", disk: { path: $inputs.path }, expect: { size: ">= 1 GB" } }
  - { id: b, level: must, title: B, when: "inputs.x", disk: { path: $inputs.other }, expect: { size: ">= 1 GB" } }`,
    `inputs: { path: { type: path, when: "target.role == 'app'" }, x: { type: boolean }, other: { type: path } }`,
  );
  assert.deepEqual(questionsOf(looked, { asked: ["x"] }), ["path: A"]);
});

test("the version is asked for only where a condition reads it and nobody has named it", () => {
  const versioned = madeFile(
    `  - { id: a, level: must, title: A, when: "inRange(version, '>=5')", cpu: {}, expect: { count: ">= 1" } }`,
  );
  assert.deepEqual(questionsOf(versioned), ["version: A"]);
  assert.deepEqual(questionsOf(versioned, { version: "4.1" }), []);
  assert.deepEqual(questionsOf(versioned, { asked: ["version"] }), []);
});

test("requirements of another profile ask nothing", () => {
  const profiles = madeFile(
    `  - { id: a, level: must, title: A, profiles: [one], disk: { path: $inputs.p }, expect: { size: ">= 1 GB" } }`,
    "inputs: { p: { type: path } }\nprofiles: { one: {}, two: {} }",
  );
  assert.deepEqual(questionsOf(profiles, { profile: "two" }), []);
  assert.deepEqual(questionsOf(profiles, { profile: "one" }), ["p: A"]);
  assert.deepEqual(questionsOf(profiles), ["p: A"]);
});

test("however one answers, the number of questions told is never too small", () => {
  const choices: Readonly<Record<string, readonly string[]>> = {
    path: ["/a"],
    users: ["3", "5", "9"],
    where: ["disk", "s3"],
    stage: ["live", "trial"],
    parts: ["a", "none"],
    db: ["none", "env:A"],
  };
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat({ max: 2 })), (picks) => {
      const given: Record<string, string> = {};
      const asked: string[] = [];
      let most = Infinity;
      for (const pick of picks) {
        const open = openQuestions(interviewOf(file, { given, asked }), everything);
        const [question] = open.questions;
        assert.ok(asked.length + open.most <= most, `${asked.join()}: ${asked.length + open.most} after ${most}`);
        most = asked.length + open.most;
        if (question === undefined) return;
        assert.ok(!asked.includes(question.name), `${question.name} is asked twice`);
        asked.push(question.name);
        // Now and then a question is left open.
        const answer = choices[question.name]?.[pick];
        if (answer !== undefined) given[question.name] = answer;
      }
    }),
  );
});

test("what somebody may attest is listed where it may apply and was not attested", () => {
  const attested = madeFile(
    `  - { id: a, level: must, when: "inputs.x", attest: { question: Is it so? } }
  - { id: b, level: must, anyOf: [{ cpu: {}, expect: { count: ">= 1" } }, { attest: { question: Or so? } }] }`,
    "inputs: { x: { type: boolean } }",
  );
  const ids = (making: Making, done: readonly string[] = []): readonly string[] =>
    openAttestations(interviewOf(attested, making), new Set(done)).map(({ id, question }) => `${id} ${question}`);
  assert.deepEqual(ids({}), ["a Is it so?", "b Or so?"]);
  assert.deepEqual(ids({ given: { x: "no" } }), ["b Or so?"]);
  assert.deepEqual(ids({}, ["b"]), ["a Is it so?"]);
});

test("of a repeated question each value is listed, with the question for it", () => {
  const each = madeFile('- { id: a, level: must, for: { v: [x, y] }, attest: { question: "Is ${for.v} so?" } }');
  assert.deepEqual(openAttestations(interviewOf(each, {}), new Set()), [
    { id: "a", subject: "x", question: "Is x so?" },
    { id: "a", subject: "y", question: "Is y so?" },
  ]);
});
