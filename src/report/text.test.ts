import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { harmlessJson, visible } from "./text.ts";

/** Written apart from the code under test: what a terminal obeys, reorders by, or draws as nothing. */
const dangerous: readonly (readonly [number, number])[] = [
  [0, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];
const isDangerous = (code: number): boolean => dangerous.some(([from, to]) => code >= from && code <= to);

const codesOf = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

test("no code point of Unicode comes out as something that a terminal obeys", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const shown = visible(String.fromCodePoint(code));
    if (codesOf(shown).some(isDangerous)) assert.fail(`U+${code.toString(16)} comes out as it is`);
  }
});

test("no text comes out dangerous, whatever stands beside what", () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const text = fc.array(fc.oneof(unit, fc.constantFrom("\u001b[2J", "\u202e", "\ud800", "\udc00", "a")), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, fc.boolean(), (pieces, ascii) => {
      const codes = codesOf(visible(pieces.join(""), { ascii }));
      assert.ok(!codes.some(isDangerous));
      if (ascii) assert.ok(codes.every((code) => code >= 0x20 && code < 0x7f));
    }),
  );
});

test("what is made visible can be read", () => {
  assert.equal(visible("a\u001b[31mb"), "a\\x1b[31mb");
  assert.equal(visible("x\u202etxt"), "x\\u202etxt");
  assert.equal(visible("one\ntwo\t\u0085"), "one\\ntwo\\t\\x85");
  assert.equal(visible("\u{e0041}"), "\\u{e0041}");
  assert.equal(visible("\ud800!"), "\\ud800!");
});

test("letters of any script stay as they are", () => {
  for (const text of ["Grüße", "日本語", "สวัสดี", "नमस्ते", "العربية", "e\u0301", "🚀"]) assert.equal(visible(text), text);
  assert.equal(visible("Grüße", { ascii: true }), "Gr\\xfc\\xdfe");
});

test("marks that would draw over other lines are escaped", () => {
  assert.equal(visible(`a${"\u0301".repeat(6)}`), `a${"\u0301".repeat(4)}\\u0301\\u0301`);
});

test("a long text is cut with an ellipsis, never inside a character", () => {
  assert.equal(visible("a".repeat(200)).length, 200);
  assert.equal(visible("a".repeat(201)), `${"a".repeat(199)}…`);
  assert.equal(visible("🚀".repeat(500)), `${"🚀".repeat(199)}…`);
  assert.equal(visible("🚀".repeat(200)), "🚀".repeat(200));
  assert.equal(visible("abcdef", { most: 4 }), "abc…");
});

test("a JSON text is harmless, and its values are the same", () => {
  const value = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(
    fc.property(fc.dictionary(value, value), (record) => {
      const text = harmlessJson(JSON.stringify(record, null, 2));
      assert.ok(!codesOf(text).some((code) => code !== 0x0a && isDangerous(code)));
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(record)));
    }),
  );
});
