import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleReport, exampleResult } from "./example.ts";
import { writePrometheus } from "./prometheus.ts";

const report = exampleReport(
  [
    exampleResult({ id: "memory", outcome: "met" }),
    exampleResult({ id: "port", outcome: "unmet", level: "should", subject: 'a"b\\c\nd' }),
    exampleResult({ id: "license", outcome: "unknown", target: null, vantage: null }),
  ],
  { verdict: "unverified", profile: "docker" },
);

test("the verdict, each outcome, the counts and the time are metrics with help and type", () => {
  const text = writePrometheus(report);
  assert.match(text, /^# HELP footing_verdict [^\n]+\n# TYPE footing_verdict gauge\n/);
  for (const line of [
    'footing_verdict{product="cht",profile="docker",moment="install",edition="2024-05",verdict="unverified"} 1',
    'footing_verdict{product="cht",profile="docker",moment="install",edition="2024-05",verdict="ready"} 0',
    'footing_outcome{product="cht",profile="docker",moment="install",id="memory",target="local",vantage="host",level="must",outcome="met"} 1',
    'footing_outcome{product="cht",profile="docker",moment="install",id="license",level="must",outcome="unknown"} 1',
    'footing_results{product="cht",profile="docker",moment="install",level="should",outcome="unmet"} 1',
    'footing_last_run_timestamp_seconds{product="cht",profile="docker",moment="install"} 1767225600.9',
  ]) {
    assert.ok(text.includes(`\n${line}\n`), line);
  }
});

test("quotes, backslashes and line feeds of a label do not end it", () => {
  assert.ok(writePrometheus(report).includes(String.raw`subject="a\"b\\c\\nd",level="should"`));
});

test("a sample stands there once, also where two subjects are the same once they are visible", () => {
  const twice = [String.raw`a\nb`, "a\nb"].map((subject) => exampleResult({ id: "port", outcome: "met", subject }));
  const lines = writePrometheus(exampleReport(twice)).split("\n");
  assert.equal(lines.filter((line) => line.includes('id="port"')).length, 1);
});

test("nothing bears a time stamp, and the file ends with a line feed", () => {
  const text = writePrometheus(report);
  assert.ok(text.endsWith("\n"));
  for (const line of text.trimEnd().split("\n")) assert.match(line, /^(# (HELP|TYPE) .+|[a-z_]+\{.*\} [\d.]+)$/);
});
