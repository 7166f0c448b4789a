import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "../spec/problem.ts";
import { readOutputs, readOutputsOf } from "./outputs.ts";

const read = (...given: string[]) => readOutputs(given, "0.1.0");

test("without a format, or with files alone, words for people go to stdout", () => {
  assert.deepEqual(read(), [{ format: "tty", path: null }]);
  assert.deepEqual(read("json=a.json"), [
    { format: "json", path: "a.json" },
    { format: "tty", path: null },
  ]);
});

test("a format without a path, or with -, goes to stdout", () => {
  assert.deepEqual(read("json"), [{ format: "json", path: null }]);
  assert.deepEqual(read("json=-"), [{ format: "json", path: null }]);
  assert.deepEqual(read("json=a=b"), [
    { format: "json", path: "a=b" },
    { format: "tty", path: null },
  ]);
});

test("a command knows its own formats, also one that comes later elsewhere", () => {
  const known = { version: "0.1.0", known: ["tty", "junit"] } as const;
  assert.deepEqual(readOutputsOf(["junit=a.xml"], known), [
    { format: "junit", path: "a.xml" },
    { format: "tty", path: null },
  ]);
  assert.throws(() => readOutputsOf(["json"], known), /`json` is not a format/);
  assert.throws(() => readOutputsOf(["sarif"], known), /comes with a later version/);
});

test("what cannot be is refused with a reason", () => {
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["json", "tty"], /two formats on stdout/],
    [["json=a", "tty=a"], /two formats into one file: a/],
    [["jsno"], /did you mean `json`/],
    [["junit"], /comes with a later version of footing; this is 0\.1\.0/],
    [["sarif=a"], /later version/],
    [["json="], /names no file/],
    [[""], /is not a format/],
  ];
  for (const [given, message] of table) {
    assert.throws(
      () => read(...given),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  }
});
