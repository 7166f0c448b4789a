import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "../spec/problem.ts";
import { parseEarlier } from "./earlier-report.ts";

const result = {
  id: "memory",
  target: "local",
  vantage: "host",
  subject: null,
  title: "Memory",
  outcome: "met",
  reasonCode: "met",
  reason: "it is",
  expected: ">= 4 GiB",
  observed: "8 GiB installed",
  waiver: null,
  facts: ["f1"],
};

const report = {
  schema: "footing/report/1",
  tool: { name: "footing", version: "0.1.0", digest: "sha256:0" },
  product: { id: "made", name: "Made", edition: null, digest: "sha256:0", version: null },
  profile: null,
  moment: "install",
  scope: { complete: true, only: [], skip: [], noWrite: false, requirements: 1 },
  startedAt: "2026-06-15T12:00:00.000Z",
  inputs: [{ name: "users", value: 3, from: "set", secret: false }],
  targets: [{ name: "local", type: "host", role: "app", hostname: "here", state: "reached" }],
  verdict: "ready",
  results: [result],
  facts: [
    { id: "f1", target: "local", kind: "memory", arguments: {}, subject: null, field: "installed", state: "seen" },
  ],
};

const parsed = (value: unknown): ReturnType<typeof parseEarlier> => parseEarlier("old.json", JSON.stringify(value));

const refused = (text: string, words: RegExp): void =>
  assert.throws(
    () => parseEarlier("old.json", text),
    (error) => {
      assert.ok(error instanceof UsageError, String(error));
      assert.match(error.message, words);
      assert.ok(error.message.length < 300 && error.help !== undefined);
      return true;
    },
  );

test("a report gives what is compared, and what else it holds is left", () => {
  const { file, verdict, results } = parsed({ ...report, since: "anything", later: 1 });
  assert.deepEqual([file, verdict, results], ["old.json", "ready", [result]]);
});

const wrong: readonly (readonly [name: string, given: unknown, words: RegExp])[] = [
  ["a facts file", { ...report, schema: "footing/facts/1" }, /is a facts file/],
  ["a newer report", { ...report, schema: "footing/report/2" }, /newer version of footing/],
  ["a report that was shared", { ...report, shared: true }, /made to be shared/],
  ["something else", { hello: "world" }, /is not a report: schema: /],
  ["a list", [report], /is not a report/],
  ["null", null, /is not a report/],
  ["a text", "footing/report/1", /is not a report/],
  ["no results", { ...report, results: undefined }, /results: /],
  [
    "an outcome that is none",
    { ...report, results: [{ ...result, outcome: "ok" }] },
    /results\.0\.outcome: it is none/,
  ],
  ["an inherited outcome", { ...report, results: [{ ...result, outcome: "toString" }] }, /results\.0\.outcome/],
  ["a verdict that is none", { ...report, verdict: "fine" }, /verdict: it is none/],
  ["a time that is none", { ...report, startedAt: "yesterday" }, /startedAt: /],
  ["facts that are none", { ...report, facts: [{ id: "f1" }] }, /facts\.0\./],
  ["a number for a text", { ...report, results: [{ ...result, observed: 3 }] }, /results\.0\.observed: /],
  ["a result twice", { ...report, results: [result, { ...result, outcome: "unmet" }] }, /memory stands there twice/],
  ["too many results", { ...report, results: Array.from({ length: 100_001 }, () => result) }, /results: /],
];

for (const [name, given, words] of wrong) {
  test(`what is no report to compare with is refused: ${name}`, () => refused(JSON.stringify(given), words));
}

test("a text that is no JSON, or was cut short, is refused without being shown", () => {
  for (const text of ["", "password=hunter2", JSON.stringify(report).slice(0, -2), "[".repeat(100_000)]) {
    refused(text, /^(?!.*hunter2).*(is not JSON, or was cut short|levels deep)/);
  }
});

test("keys that steer objects are keys like others", () => {
  const text = JSON.stringify(report).replace('"schema"', '"__proto__":{"verdict":"ready","shared":true},"schema"');
  assert.equal(parseEarlier("old.json", text).results.length, 1);
  const bare = JSON.stringify({ ...report, verdict: undefined }).replace(
    '"tool"',
    '"__proto__":{"verdict":"ready"},"tool"',
  );
  refused(bare, /verdict/);
  assert.equal(Object.hasOwn(Object.prototype, "verdict"), false);
});
