import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "../spec/problem.ts";
import { parseSnapshot } from "./facts-file.ts";

const fact = {
  id: "f1",
  target: "local",
  kind: "memory",
  arguments: {},
  subject: null,
  field: "installed",
  state: "seen",
  value: 8e9,
  vantage: "host",
  grade: "observed",
  by: "the kernel",
  at: "2026-06-15T12:00:00.000Z",
  ms: 4,
};

const snapshot = {
  schema: "footing/facts/1",
  tool: { name: "footing", version: "0.1.0", digest: "sha256:0" },
  product: { id: "made", name: "Made", edition: null, digest: "sha256:0", version: null },
  profile: null,
  moment: "install",
  inputs: [{ name: "users", value: 3, from: "set", secret: false }],
  targets: [{ name: "local", type: "host", role: "app", hostname: "here", state: "reached" }],
  startedAt: "2026-06-15T12:00:00.000Z",
  finishedAt: "2026-06-15T12:00:01.000Z",
  facts: [fact],
};

const parsed = (value: unknown): ReturnType<typeof parseSnapshot> => parseSnapshot("facts.json", JSON.stringify(value));
const withFact = (more: object): unknown => ({ ...snapshot, facts: [{ ...fact, ...more }] });

const refused = (text: string, words: RegExp): void =>
  assert.throws(
    () => parseSnapshot("facts.json", text),
    (error) => error instanceof UsageError && error.message.startsWith("facts.json") && words.test(error.message),
    text.slice(0, 80),
  );

test("a facts file is read, and a report too; what else stands there is left aside", () => {
  assert.deepEqual(parsed(snapshot).facts, [fact]);
  assert.deepEqual(
    parsed({ ...snapshot, schema: "footing/report/1", results: [{ outcome: "met" }], verdict: "ready" }).facts,
    [fact],
  );
});

test("kinds, fields and arguments that are not known are refused by name and place", () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ kind: "moon" }, /facts\[0\]: this version has no kind `moon`/],
    [{ kind: "__proto__" }, /no kind `__proto__`/],
    [{ kind: "constructor" }, /no kind/],
    [{ field: "phase" }, /memory has no field `phase`/],
    [{ field: "toString" }, /memory has no field/],
    [{ arguments: { path: "/" } }, /memory has no argument `path`/],
  ];
  for (const [more, words] of wrong) refused(JSON.stringify(withFact(more)), words);
});

test("what has another shape is refused with its place", () => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [null, /not a facts file/],
    [[], /not a facts file/],
    [{}, /schema/],
    [{ ...snapshot, schema: "footing/facts/2" }, /schema/],
    [{ ...snapshot, facts: {} }, /facts/],
    [{ ...snapshot, moment: "later" }, /moment/],
    [{ ...snapshot, finishedAt: "yesterday" }, /finishedAt/],
    [withFact({ state: "met" }), /facts\.0\.state/],
    [withFact({ grade: "certain" }), /facts\.0\.grade/],
    [withFact({ at: "2026-06-15" }), /facts\.0\.at/],
    [withFact({ tolerance: 1 }), /facts\.0\.tolerance/],
    [withFact({ tolerance: -0.1 }), /facts\.0\.tolerance/],
    [{ ...snapshot, targets: [...snapshot.targets, ...snapshot.targets] }, /local stands there twice/],
  ];
  for (const [value, words] of wrong) refused(JSON.stringify(value), words);
});

test("a value is not looked into here: the judge takes one that is none of its type as garbled", () => {
  for (const value of [null, "8 GB", -1, [[[1]]], { a: { b: 1 } }]) {
    assert.deepEqual(parsed(withFact({ value })).facts[0]?.value, value);
  }
  const endless = JSON.stringify(snapshot).replace("8000000000", "1e999");
  assert.equal(parseSnapshot("facts.json", endless).facts[0]?.value, Number.POSITIVE_INFINITY);
});

test("a report that was made to be shared is refused, for its arguments were replaced", () => {
  refused(JSON.stringify({ ...snapshot, shared: true }), /made to be shared/);
});

test("text that is cut short at any place is refused", () => {
  const text = JSON.stringify(snapshot);
  for (let length = 0; length < text.length; length += 7) refused(text.slice(0, length), /not JSON, or was cut short/);
});

test("what is nested without end is refused before anything walks into it", () => {
  const started = performance.now();
  refused("[".repeat(5_000_000), /nested more than 50 levels/);
  refused(`{"facts":${"[".repeat(100)}${"]".repeat(100)}}`, /nested more than 50 levels/);
  refused(JSON.stringify(withFact({ value: "[".repeat(1000) })).replace("observed", "x"), /grade/);
  assert.ok(performance.now() - started < 30_000);
});

test("ten megabytes are read in a moment, or refused in one", () => {
  const many = JSON.stringify({ ...snapshot, facts: Array.from({ length: 60_000 }, () => fact) });
  assert.ok(many.length > 10_000_000);
  const started = performance.now();
  assert.equal(parseSnapshot("facts.json", many).facts.length, 60_000);
  refused(many.slice(0, -1), /not JSON/);
  assert.ok(performance.now() - started < 30_000);
});
