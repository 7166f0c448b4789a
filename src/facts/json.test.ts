import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { canonical } from "./json.ts";

test("the order of keys makes no difference, that of a list does", () => {
  assert.equal(canonical({ b: 1, a: [1, { d: 2, c: 3 }] }), '{"a":[1,{"c":3,"d":2}],"b":1}');
  assert.equal(canonical({ a: 1, b: 2 }), canonical({ b: 2, a: 1 }));
  assert.notEqual(canonical([1, 2]), canonical([2, 1]));
});

test("a key without a value is no key, and a text is no number", () => {
  assert.equal(canonical({ a: undefined, b: null }), '{"b":null}');
  assert.notEqual(canonical("1"), canonical(1));
  assert.notEqual(canonical({ a: "b" }), canonical('{"a":"b"}'));
});

test("it is JSON, and the same JSON has the same text", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const again: unknown = JSON.parse(canonical(value));
      assert.equal(canonical(again), canonical(value));
      assert.deepEqual(again, JSON.parse(JSON.stringify(value)));
    }),
  );
});
