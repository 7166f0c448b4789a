import assert from "node:assert/strict";
import { test } from "node:test";
import { styleOf } from "./style.ts";

const stream = (isTTY: boolean, columns?: number) => ({ write: () => true, isTTY, columns });

test("what is no terminal gets 80 columns and no colour", () => {
  assert.deepEqual(styleOf(stream(false, 200), { LANG: "C.UTF-8" }, false), {
    columns: 80,
    colour: false,
    unicode: true,
  });
});

test("a terminal is used up to 120 columns", () => {
  const columns = (wide: number): number => styleOf(stream(true, wide), {}, false).columns;
  assert.deepEqual([0, 20, 60, 100, 300].map(columns), [80, 40, 60, 100, 120]);
});

test("colour is for a terminal that wants it", () => {
  const colour = (environment: Record<string, string>, noColor = false): boolean =>
    styleOf(stream(true, 80), { TERM: "xterm", ...environment }, noColor).colour;
  assert.equal(colour({}), true);
  assert.equal(colour({ NO_COLOR: "" }), true);
  assert.equal(colour({ NO_COLOR: "1" }), false);
  assert.equal(colour({ TERM: "dumb" }), false);
  assert.equal(colour({ TERM: "" }), process.platform === "win32");
  assert.equal(colour({}, true), false);
});

test("beyond ASCII only where the locale says UTF-8, LC_ALL before LC_CTYPE before LANG", () => {
  const unicode = (environment: Record<string, string>): boolean =>
    styleOf(stream(true, 80), environment, false).unicode;
  assert.equal(unicode({ LANG: "de_DE.UTF-8" }), true);
  assert.equal(unicode({ LANG: "de_DE.utf8" }), true);
  assert.equal(unicode({ LANG: "de_DE.UTF-8", LC_ALL: "C" }), false);
  assert.equal(unicode({ LANG: "C", LC_CTYPE: "C.UTF-8", LC_ALL: "" }), true);
  assert.equal(unicode({}), false);
});
