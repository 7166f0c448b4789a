import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { padded, widthOf, wrapped } from "./width.ts";

test("a text is as wide as the cells that a terminal gives it", () => {
  assert.equal(widthOf("disk"), 4);
  assert.equal(widthOf("Grüße"), 5);
  assert.equal(widthOf("e\u0301"), 1);
  assert.equal(widthOf("日本語"), 6);
  assert.equal(widthOf("한국"), 4);
  assert.equal(widthOf("🚀 ✓"), 4);
});

test("padding reaches the width, and a text that is too wide is left whole", () => {
  assert.equal(padded("日", 4), "日  ");
  assert.equal(padded("abcdef", 4), "abcdef");
});

test("lines break at spaces, and inside a word only if it is longer than a line", () => {
  assert.deepEqual(wrapped("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrapped("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
  assert.deepEqual(wrapped("日本語", 4), ["日本", "語"]);
  assert.deepEqual(wrapped("", 4), [""]);
});

test("no line is too wide, and nothing is lost", () => {
  const text = fc.array(fc.constantFrom("a", "bb", "日", " ", "e\u0301", "long-word"), { maxLength: 30 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (pieces, width) => {
      const lines = wrapped(pieces.join(""), width);
      for (const line of lines) assert.ok(widthOf(line) <= width, `${line} is wider than ${width}`);
      assert.equal(lines.join("").replaceAll(" ", ""), pieces.join("").replaceAll(" ", ""));
    }),
  );
});
