import assert from "node:assert/strict";
import { test } from "node:test";
import { absent, seen, unknown, type Evidence } from "./fact.ts";
import { reason } from "./reasons.ts";
import { FactIndex, toFact, toRecord, type FactRecord, type Place } from "./snapshot.ts";

const evidence: Evidence = {
  by: "/proc/meminfo",
  at: "2026-01-01T00:00:00Z",
  ms: 4,
  grade: "observed",
  vantage: "host",
  tolerance: 0.08,
  note: "nearest parent",
};
const place: Place = { target: "local", kind: "memory", arguments: {}, subject: null, field: "installed" };

test("a fact comes out of its record as it went in", () => {
  for (const fact of [seen(5, evidence), absent(evidence), unknown(reason("timeout", "too late"), evidence)]) {
    const record = JSON.parse(JSON.stringify(toRecord("f1", place, fact))) as FactRecord;
    assert.deepEqual(toFact(record), fact);
  }
});

test("a record that says seen and has no value is unknown, never a value", () => {
  const { value, ...without } = toRecord("f1", place, seen(5, evidence));
  assert.equal(value, 5);
  const fact = toFact(without);
  assert.ok(fact.is === "unknown");
  assert.equal(fact.why.code, "garbled");
});

test("an unknown without a reason is still unknown", () => {
  const { why, ...without } = toRecord("f1", place, unknown(reason("timeout", "too late"), evidence));
  assert.equal(why?.code, "timeout");
  assert.equal(toFact(without).is, "unknown");
});

const record = (id: string, better: Partial<Place>): FactRecord => ({
  ...toRecord(id, { ...place, ...better }, seen(5, evidence)),
});

test("facts are found by target, kind, arguments and subject, whatever the order of keys", () => {
  const index = new FactIndex(
    [
      record("a", { kind: "disk", arguments: { path: "/", more: true } }),
      record("b", { kind: "disk", arguments: { path: "/srv" } }),
      record("c", { kind: "disk", arguments: { more: true, path: "/" }, field: "size" }),
      record("d", { kind: "disk", arguments: { path: "/", more: true }, target: "db" }),
    ],
    { identityOf: (_, given) => given, isAnswer: () => true },
  );
  const found = index.of({ target: "local", kind: "disk", arguments: { more: true, path: "/" }, subject: null });
  assert.deepEqual(
    found.map(({ id }) => id),
    ["a", "c"],
  );
  assert.deepEqual(index.of({ target: "local", kind: "cpu", arguments: {}, subject: null }), []);
});

test("an argument that only asks for more is no other look, and another value of it is no answer", () => {
  const identityOf = (_: string, { path, ...rest }: FactRecord["arguments"]) => (path === undefined ? rest : { path });
  const isAnswer = ({ arguments: given }: FactRecord, asked: FactRecord["arguments"]) =>
    asked["from"] === undefined || given["from"] === asked["from"];
  const index = new FactIndex([record("a", { arguments: { path: "/", from: 80 } })], { identityOf, isAnswer });
  const found = (asked: FactRecord["arguments"]): readonly string[] =>
    index.of({ target: "local", kind: "memory", arguments: asked, subject: null }).map(({ id }) => id);
  assert.deepEqual([{ path: "/" }, { path: "/", from: 80 }, { path: "/", from: 8080 }].map(found), [["a"], ["a"], []]);
});
