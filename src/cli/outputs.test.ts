import assert from "node:assert/strict";
import { test } from "node:test";
import { UsageError } from "../spec/problem.ts";
import { expectWholeRun, readOutputs, readOutputsOf, readPlainOutputs } from "./outputs.ts";

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

test("a command knows its own formats", () => {
  const known = { version: "0.1.0", known: ["tty", "junit"] } as const;
  assert.deepEqual(readOutputsOf(["junit=a.xml"], known), [
    { format: "junit", path: "a.xml" },
    { format: "tty", path: null },
  ]);
  assert.throws(() => readOutputsOf(["json"], known), /`json` is not a format/);
  assert.throws(() => readOutputsOf(["csv"], known), /csv is a form of a list/);
});

test("what cannot be is refused with a reason", () => {
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["json", "tty"], /two formats on stdout/],
    [["json=a", "tty=a"], /two formats into one file: a/],
    [["json=./a", "tty=a"], /two formats into one file: \.\/a and a/],
    [["json=b/../a", "tty=c", "html=a"], /two formats into one file: b\/\.\.\/a and a/],
    [["jsno"], /did you mean `json`/],
    [["csv"], /csv is a form of a list/],
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

test("several formats go into files of their own, beside words on stdout", () => {
  assert.deepEqual(
    read("junit=a.xml", "sarif=b.sarif", "markdown=c.md", "html=e.html", "prometheus=d.prom").map(
      ({ format, path }) => [format, path],
    ),
    [
      ["junit", "a.xml"],
      ["sarif", "b.sarif"],
      ["markdown", "c.md"],
      ["html", "e.html"],
      ["prometheus", "d.prom"],
      ["tty", null],
    ],
  );
});

test("what is no report has words and JSON alone", () => {
  assert.deepEqual(readPlainOutputs(["json"], "0.1.0"), [{ format: "json", path: null }]);
  assert.throws(() => readPlainOutputs(["junit=a"], "0.1.0"), /--format junit is a form of a report/);
});

test("a part of the requirements is no state of a site, so Prometheus is not told", () => {
  const outputs = read("prometheus=a.prom");
  assert.throws(() => expectWholeRun(outputs, { only: ["cpu"] }), /cannot go with --only/);
  assert.throws(() => expectWholeRun(outputs, { skip: ["cpu"] }), /cannot go with --skip/);
  expectWholeRun(outputs, {});
  expectWholeRun(read("junit=a.xml"), { only: ["cpu"] });
});
