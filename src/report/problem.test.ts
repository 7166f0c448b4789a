import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Problem } from "../spec/problem.ts";
import { writeProblems } from "./problem.ts";
import type { Style } from "./style.ts";
import { widthOf } from "./width.ts";

const style: Style = { columns: 80, colour: false, unicode: true };
const file = `footing: 1
requirements:
  - id: memory
    title: Enough memory
    memroy: {}
`;

function problemAt(text: string, word: string, more: Partial<Problem> = {}): Problem {
  const start = text.indexOf(word);
  return { source: { name: "mine.yaml", text }, at: { start, end: start + word.length }, message: "is wrong", ...more };
}

test("a mistake is shown with its place, the line before, a caret, a hint, and where to read on", () => {
  const problem = problemAt(file, "memroy", {
    message: "`memroy` is not a kind of requirement",
    hint: "did you mean `memory`?",
    help: "Kinds: footing explain --kinds",
  });
  assert.equal(
    writeProblems([problem], style),
    `mine.yaml:5:5  \`memroy\` is not a kind of requirement

    4 │     title: Enough memory
    5 │     memroy: {}
      │     ^^^^^^ did you mean \`memory\`?

Kinds: footing explain --kinds. Nothing was checked (exit 2).
`,
  );
});

test("a terminal without UTF-8 gets ASCII alone", () => {
  const text = writeProblems([problemAt("name: Größe\n", "Größe")], { ...style, unicode: false });
  assert.match(text, /^[ -~\n]*$/);
  assert.match(text, / 1 \| name: Gr\\xf6\\xdfe\n +\| +\^{11}\n/);
});

test("the caret stands below wide characters too", () => {
  const text = writeProblems([problemAt("日本: x\n", "x")], style);
  assert.match(text, /│ {7}\^\n/);
});

test("of a line that is too long the part around the mistake is shown", () => {
  const long = `${"a".repeat(500)} wrong ${"b".repeat(500)}`;
  const lines = writeProblems([problemAt(long, "wrong", { hint: "right" })], style).split("\n");
  const [code = "", mark = ""] = lines.slice(2, 4);
  assert.ok(widthOf(code) <= 80);
  assert.match(code, /…a+ wrong b+…$/);
  assert.equal(code.indexOf("wrong"), mark.indexOf("^^^^^"));
});

test("an escape sequence in a file, or in its name, is shown and not obeyed", () => {
  const problem = problemAt("title: \u001b[2Jgone\n", "gone");
  const text = writeProblems([{ ...problem, source: { ...problem.source, name: "a\u202eb.yaml" } }], style);
  assert.ok(!text.includes("\u001b") && !text.includes("\u202e"));
  assert.match(text, /a\\u202eb\.yaml:1:12/);
});

test("no more than twenty mistakes are listed, and the rest is counted", () => {
  const problem = problemAt(file, "memroy");
  const text = writeProblems(
    Array.from({ length: 27 }, () => problem),
    style,
  );
  assert.equal(text.split("is wrong").length - 1, 20);
  assert.match(text, /\n\nand 7 more\n\n27 mistakes\. Nothing was checked \(exit 2\)\.\n$/);
});

test("a line that holds a secret is named, and neither it nor the one before is shown", () => {
  const text = writeProblems([problemAt("user: me\ndb: hunter2\n", "hunter2", { hidden: true })], style);
  assert.match(text, /^mine\.yaml:2:5 {2}is wrong\n\n +the line is not shown/);
  assert.ok(!text.includes("hunter2") && !text.includes("user"));
});

test("help that several mistakes share is said once", () => {
  const problem = problemAt(file, "memroy", { help: "Read on." });
  assert.equal(writeProblems([problem, problem], style).split("Read on.").length - 1, 1);
});

test("any stretch of any text can be shown", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r\n", "\t", "日", "🚀", "\u001b", " "), maxLength: 300 });
  fc.assert(
    fc.property(text, fc.nat(400), fc.nat(50), (written, start, length) => {
      const at = { start, end: start + length };
      const shown = writeProblems([{ source: { name: "f", text: written }, at, message: "m" }], style);
      assert.ok(shown.includes("^"));
      for (const line of shown.split("\n")) assert.ok(widthOf(line) <= 400);
    }),
  );
});
