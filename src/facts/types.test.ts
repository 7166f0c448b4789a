import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { typeNames, typeRow, types } from "./types.ts";

test("every type reads its own example, and takes for a value what it read", () => {
  for (const name of typeNames) {
    const row = typeRow(name);
    const value = row.read(row.example);
    assert.notEqual(value, undefined, name);
    assert.ok(row.is(value), name);
  }
});

test("what is no value of a type is none: NaN, infinite, negative, empty, of another type", () => {
  for (const name of ["count", "size", "duration", "percentage"] as const) {
    for (const wrong of [Number.NaN, Infinity, -1, "5", null, undefined, [], true])
      assert.ok(!types[name].is(wrong), name);
  }
  for (const wrong of ["", 5, null, undefined, ["a"]]) assert.ok(!types.text.is(wrong));
  for (const name of ["version", "path", "domain", "instant"] as const) {
    for (const wrong of ["", 5, null, undefined, ["a"], "a\u0000b"]) assert.ok(!types[name].is(wrong), name);
  }
  assert.ok(!types.percentage.is(100.1));
  assert.ok(!types.version.is("latest"));
  assert.ok(!types.instant.is("2026-02-30"));
  assert.ok(!types.list.is(["a", ""]));
  assert.ok(!types.list.is("a"));
  assert.ok(!types.boolean.is("true"));
  assert.ok(!types.integer.is(1.5));
});

test("a person may write yes or true, and numbers with a sign where they can be negative", () => {
  assert.equal(types.boolean.read("Yes"), true);
  assert.equal(types.boolean.read("false"), false);
  assert.equal(types.boolean.read("1"), undefined);
  assert.equal(types.integer.read("-5"), -5);
  assert.equal(types.integer.read("5.5"), undefined);
  assert.equal(types.number.measure?.("-5")?.value, -5);
  assert.equal(types.count.read("-5"), undefined);
  assert.deepEqual(types.list.read(" a, b ,,"), ["a", "b"]);
});

test("a share is rounded down to tenths, and every tenth is shown as itself", () => {
  assert.equal(types.percentage.show(4.99), "4.9 %");
  for (let tenths = 0; tenths <= 1000; tenths++) {
    const read = types.percentage.read(`${(tenths / 10).toFixed(1)} %`);
    assert.equal(types.percentage.show(read ?? -1), `${tenths / 10} %`);
  }
});

test("no text ends in an error, and what is read is a value of its type", () => {
  fc.assert(
    fc.property(fc.constantFrom(...typeNames), fc.string({ unit: "binary", maxLength: 40 }), (name, text) => {
      const row = typeRow(name);
      const value = row.read(text);
      assert.ok(value === undefined || row.is(value), `${name} reads ${JSON.stringify(text)}`);
    }),
    { numRuns: 2000 },
  );
});
