import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomes, type Outcome } from "../judge/outcome.ts";
import { levels, type Level } from "../spec/requirement.ts";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import { sortOf, writeJunit } from "./junit.ts";
import type { Report } from "./report.ts";

const write = (report: Report, strict = false): string => writeJunit(report, { strict });

test("only a must fails; a should does with --strict; a may never; what is set aside is skipped", () => {
  const expected: Readonly<Record<Level, Readonly<Record<Outcome, string>>>> = {
    must: { met: "passed", unmet: "failure", unknown: "error", "not-applicable": "skipped", waived: "skipped" },
    should: { met: "passed", unmet: "passed", unknown: "passed", "not-applicable": "skipped", waived: "skipped" },
    may: { met: "passed", unmet: "passed", unknown: "passed", "not-applicable": "skipped", waived: "skipped" },
  };
  for (const level of levels) {
    for (const outcome of outcomes) {
      assert.equal(sortOf({ level, outcome }, false), expected[level][outcome], `${level} ${outcome}`);
      const isWarning = level === "should" && (outcome === "unmet" || outcome === "unknown");
      assert.equal(sortOf({ level, outcome }, true), isWarning ? "failure" : expected[level][outcome]);
    }
  }
});

const engine = exampleResult({
  id: "docker",
  outcome: "unmet",
  title: "Engine",
  area: "docker",
  reasonCode: "absent",
  observed: null,
  expected: null,
  reason: "connection refused",
  because: "every part is a container",
  remedy: { text: "Start it.", commands: ["sudo systemctl enable --now docker"], docs: "javascript:alert(1)" },
  from: [{ statement: "C16", source: "page", section: "Docker", item: 1 }],
  facts: ["f1"],
});
const placed = { ...engine, place: { in: "file", file: "./mine.yaml", line: 12 } } as const;

test("a failure tells what was seen, why it matters and what to do; only https addresses are told", () => {
  const report = exampleReport([placed], {
    verdict: "not-ready",
    exitCode: 1,
    facts: [exampleFact({ id: "f1", kind: "docker", field: "answers", ms: 40 })],
  });
  assert.ok(
    write(report)
      .includes(`    <testcase classname="cht.docker" name="docker: Engine" time="0.040" file="./mine.yaml" line="12">
      <failure message="Engine: connection refused" type="absent">Engine: connection refused
every part is a container
Start it.
  sudo systemctl enable --now docker
must · Docker, item 1</failure>
    </testcase>`),
  );
});

test("each target has a suite with its host; what nobody was asked has one of its own", () => {
  const host = { type: "host", role: "app", state: "reached" } as const;
  const report = exampleReport(
    [
      exampleResult({ id: "memory", outcome: "met", target: "a" }),
      exampleResult({ id: "memory", outcome: "met", target: "b" }),
      exampleResult({ id: "license", outcome: "met", target: null }),
    ],
    {
      targets: [
        { ...host, name: "a", hostname: "web01" },
        { ...host, name: "b", hostname: null },
      ],
    },
  );
  const suites = [...write(report).matchAll(/<testsuite name="([^"]+)" tests="1"[^>]*>/g)];
  assert.deepEqual(
    suites.map(([line, name]) => [name, /hostname="([^"]+)"/.exec(line)?.[1]]),
    [
      ["CHT: a", "web01"],
      ["CHT: b", undefined],
      ["CHT: answers", undefined],
    ],
  );
  assert.match(write(report), /name="memory@b: Memory \(b\)"|name="memory@b: Memory"/);
});

test("a should that is unknown passes with its words, and what is waived is skipped with who accepted it", () => {
  const waiver = { by: "Ann", reason: "small", until: "2027-01-31", accept: "size >= 1 GB" };
  const text = write(
    exampleReport([
      exampleResult({ id: "a", outcome: "unknown", level: "should", reason: "virtual disk" }),
      exampleResult({ id: "b", outcome: "waived", waiver }),
      exampleResult({ id: "c", outcome: "not-applicable", reasonCode: "later", reason: "counts at run" }),
    ]),
  );
  assert.match(text, /<testsuites name="footing" tests="3" failures="0" errors="0" skipped="2"/);
  assert.match(text, /<system-out>Memory: virtual disk\n/);
  assert.match(text, /<skipped message="waived: Memory[^"]+"\/>\n\s+<system-out>[^<]*accepted by Ann until 2027-01-31/);
  assert.match(text, /<skipped message="counts at run"\/>/);
});

test("where no case fails and the place is not ready all the same, one case says so", () => {
  const aside = exampleResult({ id: "a", outcome: "not-applicable" });
  const should = exampleResult({ id: "b", outcome: "unmet", level: "should" });
  for (const results of [[aside], [should]]) {
    const text = write(exampleReport(results, { verdict: "unverified", exitCode: 3 }));
    assert.match(text, /errors="1"/);
    assert.match(text, /name="verdict"[^>]*>\s*<error message="the verdict is unverified: no must is met/);
  }
  const interrupted = { interrupted: true, verdict: "ready", exitCode: 130 } as const;
  assert.match(write(exampleReport([should], interrupted)), /<error message="the run was interrupted/);
  assert.doesNotMatch(write(exampleReport([placed], { verdict: "not-ready", exitCode: 1 })), /name="verdict"( time|>)/);
  assert.doesNotMatch(
    write(exampleReport([should], { verdict: "ready-with-warnings", exitCode: 1 }), true),
    /errors="1"/,
  );
});
