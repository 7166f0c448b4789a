import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { longestList, longestText } from "../facts/bounds.ts";
import type { TypeName, Value } from "../facts/types.ts";
import { readMatcher } from "../spec/matcher.ts";
import { Reader } from "../spec/problem.ts";
import { parseYaml } from "../spec/yaml.ts";
import { compare, type Comparing } from "./compare.ts";
import { matchedKey } from "./matched.ts";

function matcherOf(type: TypeName, text: string): Parameters<typeof compare>[1] {
  const source = { name: "made.yaml", text };
  const reader = new Reader(source);
  const matcher = readMatcher({ type }, parseYaml(source), reader);
  if (matcher === undefined) throw new Error(reader.problems[0]?.message);
  return matcher;
}

type Asked = readonly [type: TypeName, matcher: string, value: Value | null, tolerance?: number];

const says = (...[type, text, value, tolerance = 0]: Asked): Comparing =>
  compare(value === null ? null : { type, value, tolerance }, matcherOf(type, text));

const gibibyte = 2 ** 30;

const rows: readonly (readonly [TypeName, string, Value | null, Comparing])[] = [
  ["size", '">= 4 GiB"', 4 * gibibyte, "holds"],
  ["size", '">= 4 GiB"', 4 * gibibyte - 1, "fails"],
  ["size", '"> 4 GiB"', 4 * gibibyte, "fails"],
  ["size", '"< 4 GiB"', 4 * gibibyte, "fails"],
  ["size", '"<= 4 GiB"', 4 * gibibyte, "holds"],
  ["size", '"= 4 GiB"', 4 * gibibyte, "holds"],
  ["size", '">= 1 GB < 2 GB || >= 8 GB"', 9e9, "holds"],
  ["size", '">= 1 GB < 2 GB || >= 8 GB"', 2e9, "fails"],
  ["version", '">= 20.10 <24"', "20.04", "fails"],
  ["version", '">= 20.10 <24"', "23.0.6-desktop.1", "holds"],
  ["version", '">= 21"', "21.0.0-rc.1", "fails"],
  ["instant", '">= 2026-06-15"', "2026-06-15T00:00:00Z", "holds"],
  ["instant", '">= 2026-06-15"', "2026-06-14", "fails"],
  ["text", "linux", "linux", "holds"],
  ["text", "linux", "Linux", "fails"],
  ["text", "[debian, ubuntu]", "ubuntu", "holds"],
  ["text", "{contains: bun}", "ubuntu", "holds"],
  ["text", "{matches: '^u.*u$'}", "ubuntu", "holds"],
  ["text", "{matches: '^b'}", "ubuntu", "fails"],
  ["text", "{matches: a}", "a".repeat(4097), "limit"],
  ["text", "{not: {matches: a}}", "a".repeat(4097), "limit"],
  ["text", "{any: [{matches: a}, {contains: a}]}", "a".repeat(4097), "holds"],
  ["text", "{all: [{matches: a}, b]}", "a".repeat(4097), "fails"],
  ["text", "{not: linux}", "linux", "fails"],
  ["text", "{not: linux}", "macos", "holds"],
  ["list", "{contains: avx2}", ["sse", "avx2"], "holds"],
  ["list", "{contains: avx}", ["sse", "avx2"], "fails"],
  ["list", "{empty: true}", [], "holds"],
  ["list", "{empty: false}", [], "fails"],
  ["list", "{not: {contains: avx2}}", [], "holds"],
  ["boolean", "true", false, "fails"],
  ["boolean", "false", false, "holds"],
  ["code", "0", 0, "holds"],
  ["code", "0", 1, "fails"],
  // What is not there survives no comparison, a negated one included; only whether it is there can be asked of it.
  ["text", "linux", null, "absent"],
  ["text", "{not: linux}", null, "absent"],
  ["list", "{empty: true}", null, "absent"],
  ["text", "{present: true}", null, "fails"],
  ["text", "{present: false}", null, "holds"],
  ["text", "{present: false}", "x", "fails"],
  ["text", "{not: {present: true}}", null, "holds"],
  ["text", "{any: [{present: false}, linux]}", null, "holds"],
  ["text", "{all: [{present: false}, linux]}", null, "absent"],
];

test("a matcher says of a value what its rules say", () => {
  for (const [type, text, value, expected] of rows) {
    assert.equal(says(type, text, value), expected, `${type} ${text} of ${String(value).slice(0, 20)}`);
  }
});

test("of a text or list that was cut only what is found in the rest is decided", () => {
  const list = Array.from({ length: longestList }, (_, index) => `h${index}.example.org`);
  const text = "a".repeat(longestText);
  const cases: readonly (readonly [...Asked, Comparing])[] = [
    ["list", "{ contains: h999.example.org }", list, 0, "holds"],
    ["list", "{ contains: other.example.org }", list, 0, "fails"],
    ["list", "{ not: { contains: other.example.org } }", list, 0, "holds"],
    ["list", "{ contains: h999.example.org }", [...list, "z"], 0, "holds"],
    ["list", "{ contains: other.example.org }", [...list, "z"], 0, "limit"],
    ["list", "{ not: { contains: h1.example.org } }", [...list, "z"], 0, "fails"],
    ["list", "{ not: { contains: other.example.org } }", [...list, "z"], 0, "limit"],
    ["list", "{ contains: other.example.org }", [`${text}a`], 0, "limit"],
    ["text", "{ contains: b }", text, 0, "fails"],
    ["text", "{ not: { contains: b } }", `${text}a`, 0, "limit"],
    ["text", "{ contains: a }", `${text}a`, 0, "holds"],
    ["text", "aaa", `${text}a`, 0, "fails"],
    ["text", `${text}ab`, `${text}a`, 0, "limit"],
  ];
  for (const [type, matcher, value, tolerance, expected] of cases)
    assert.equal(says(type, matcher, value, tolerance), expected, `${type} ${matcher.slice(0, 60)}`);
});

test("a tolerance forgives what kernel and formatting took, to the byte and no further", () => {
  assert.equal(says("size", '">= 4 GiB"', 3.9 * gibibyte, 0.08), "holds");
  assert.equal(says("size", '">= 4 GiB"', 3.6 * gibibyte, 0.08), "fails");
  assert.equal(says("size", '">= 60 GB"', 57e9, 0.08), "holds");
  assert.equal(says("size", '">= 60 GB"', 55.2e9, 0.08), "holds");
  assert.equal(says("size", '">= 60 GB"', 55.2e9 - 1, 0.08), "fails");
  assert.equal(says("size", '"= 60 GB"', 57e9, 0.08), "holds");
  assert.equal(says("size", '"= 60 GB"', 61e9, 0.08), "fails");
});

test("a tolerance never helps a value to stay below a bound", () => {
  assert.equal(says("size", '"< 60 GB"', 60e9, 0.08), "fails");
  assert.equal(says("size", '"<= 60 GB"', 60e9 + 1, 0.08), "fails");
  assert.equal(says("size", '"<= 60 GB"', 57e9, 0.08), "holds");
  assert.equal(says("size", '"< 60 GB"', 57e9, 0.08), "fails");
  assert.equal(says("size", '"> 60 GB"', 60e9, 0.08), "fails");
});

test("what is not below a bound is at least the bound, whatever the tolerance", () => {
  const amounts = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(amounts, amounts, fc.constantFrom(0, 0.08), (amount, bound, tolerance) => {
      for (const [sign, contrary] of [
        [">=", "<"],
        [">", "<="],
      ]) {
        const one = says("size", `"${sign} ${bound} GB"`, amount * 1e9, tolerance);
        const other = says("size", `{not: "${contrary} ${bound} GB"}`, amount * 1e9, tolerance);
        assert.equal(other, one, `${amount} ${sign} ${bound}, ${tolerance}`);
      }
    }),
  );
});

test("for whole gigabytes the bound of the tolerance is met exactly", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), (gigabytes) => {
      const least = gigabytes * 0.92e9;
      assert.equal(says("size", `">= ${gigabytes} GB"`, Math.ceil(least), 0.08), "holds");
      assert.equal(says("size", `">= ${gigabytes} GB"`, Math.ceil(least) - 2, 0.08), "fails");
    }),
  );
});

test("two expectations that read alike in a report are two keys of what was matched", () => {
  assert.notEqual(matchedKey(matcherOf("text", "contains ok")), matchedKey(matcherOf("text", "{contains: ok}")));
  assert.notEqual(matchedKey(matcherOf("text", "not ok")), matchedKey(matcherOf("text", "{not: ok}")));
  assert.notEqual(matchedKey(matcherOf("text", "[a, b]")), matchedKey(matcherOf("text", "{all: [a, b]}")));
  assert.equal(matchedKey(matcherOf("text", "{contains: ok}")), matchedKey(matcherOf("text", "{ contains: 'ok' }")));
});
