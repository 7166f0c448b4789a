import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import type { Style } from "./style.ts";
import { writeTerminal } from "./terminal.ts";
import { writeQuiet } from "./verdict-line.ts";

const style: Style = { columns: 80, colour: false, unicode: true };
const now = "2026-01-21T00:00:00.000Z";
const write = (report: Report): string =>
  writeTerminal(report, { style, verbose: false, again: "footing check cht", init: "footing init cht", now });

test("a partial run never says that the place is ready", () => {
  const scope = { complete: false, only: ["disk"], skip: [], noWrite: false, requirements: 24 };
  for (const verdict of ["ready", "ready-with-warnings"] as const) {
    const text = write(exampleReport([exampleResult({ id: "disk", outcome: "met" })], { scope, verdict }));
    assert.doesNotMatch(text, /READY/);
    assert.match(text, /\ndisk: met; 23 others not looked at +0\.9 s, exit 0\n$/);
    assert.match(text, /\n1 of 24 requirements \(--only\)\n/);
  }
});

test("a requirement that was left out is not counted as unknown", () => {
  const scope = { complete: false, only: [], skip: ["dns"], noWrite: false, requirements: 7 };
  const skipped = exampleResult({ id: "dns", outcome: "unknown", reasonCode: "skipped", reason: "left out by --skip" });
  const blind = exampleResult({ id: "disk-type", outcome: "unknown", level: "should", reasonCode: "cannot-tell" });
  const met = ["a", "b", "c", "d", "e"].map((id) => exampleResult({ id, outcome: "met" }));
  const text = write(exampleReport([...met, blind, skipped], { scope, verdict: "unverified", exitCode: 3 }));
  assert.match(text, /UNVERIFIED {3}5 met, 1 unknown; 1 other not looked at/);
});

test("up to two results of a partial run are named, and more are counted", () => {
  const scope = { complete: false, only: ["docker*"], skip: [], noWrite: false, requirements: 24 };
  const met = exampleResult({ id: "docker", outcome: "met" });
  const blind = exampleResult({ id: "docker-run", outcome: "unknown", reasonCode: "no-means" });
  const compose = exampleResult({ id: "compose", outcome: "met" });
  const lines = (results: Report["results"]): string =>
    writeQuiet(exampleReport(results, { scope, verdict: "unverified", exitCode: 3 }), { style, now });
  assert.match(
    lines([met, blind, compose]),
    /^UNVERIFIED {3}2 met, 1 unknown; 21 others not looked at {2,}0\.9 s, exit 3\n$/,
  );
  assert.match(
    lines([met, { ...blind, id: "docker-run-of-a-container" }]),
    /^UNVERIFIED {3}docker: met, [^\n]+\n {13}\S[^\n]* {2,}0\.9 s, exit 3\n$/,
  );
});

test("what was asked for and not looked at any more is none of the others", () => {
  const scope = { complete: false, only: ["memory"], skip: [], noWrite: false, requirements: 27 };
  const memory = exampleResult({ id: "memory", outcome: "unknown", reasonCode: "interrupted" });
  const report = exampleReport([memory], { scope, interrupted: true, verdict: "unverified", exitCode: 130 });
  assert.match(writeQuiet(report, { style, now }), /^INTERRUPTED {3}0 met; 27 not looked at {2,}0\.9 s, exit 130\n$/);
});

test("an interrupted run says so", () => {
  const scope = { complete: false, only: [], skip: [], noWrite: false, requirements: 3 };
  const text = write(
    exampleReport([exampleResult({ id: "a", outcome: "met" })], { scope, interrupted: true, exitCode: 130 }),
  );
  assert.match(text, /\nINTERRUPTED {3}1 met; 2 others not looked at +0\.9 s, exit 130\n$/);
});

test("what a run that was broken off did not see is unknown to who judges its facts, and told how it is settled", () => {
  const scope = { complete: false, only: [], skip: [], noWrite: false, requirements: 2 };
  const evidence = { from: "file", signed: false, oldestAt: now } as const;
  const left = exampleResult({ id: "disk", outcome: "unknown", reasonCode: "interrupted", reason: "not any more" });
  const judged = (verdict: Report["verdict"], exitCode: number, level: "must" | "should"): string =>
    write(
      exampleReport([exampleResult({ id: "a", outcome: "met" }), { ...left, level }], {
        scope,
        evidence,
        interrupted: true,
        verdict,
        exitCode,
      }),
    ).replaceAll(/\s+/g, " ");
  const must = judged("unverified", 3, "must");
  assert.match(must, /UNVERIFIED 1 met, 1 unknown; the run that looked was broken off, as seen 0 s ago/);
  assert.match(must, /What to do[^]*: the run was broken off before it was seen; look again footing facts cht/);
  const should = judged("ready-with-warnings", 0, "should");
  assert.doesNotMatch(should, /READY|INTERRUPTED/);
  assert.match(should, / 1 met, 1 unknown; the run that looked was broken off/);
});

test("facts from a file are named with their age", () => {
  const evidence = { from: "file", signed: false, oldestAt: "2026-01-01T00:00:00.000Z" } as const;
  const text = write(exampleReport([exampleResult({ id: "a", outcome: "met" })], { evidence }));
  assert.match(text, /READY {3}1 met, as seen 20 days ago/);
  const dated = (oldestAt: string): string =>
    write(exampleReport([exampleResult({ id: "a", outcome: "met" })], { evidence: { ...evidence, oldestAt } }));
  assert.match(dated("2026-01-21T00:04:00.000Z"), /, as seen 0 s ago/);
  assert.match(dated("2026-01-21T00:06:00.000Z"), /, seen at a time that is not known/);
});

test("every result is counted once: a may that is met among what is met, one that is not as a note", () => {
  const may = (
    id: string,
    more: Pick<Report["results"][number], "outcome" | "reasonCode">,
  ): Report["results"][number] => exampleResult({ id, level: "may", ...more });
  const results = [
    exampleResult({ id: "a", outcome: "met" }),
    may("b", { outcome: "met", reasonCode: "met" }),
    may("c", { outcome: "unmet", reasonCode: "falls-short" }),
    may("d", { outcome: "unknown", reasonCode: "cannot-tell" }),
    may("e", { outcome: "not-applicable", reasonCode: "later" }),
    may("f", { outcome: "not-applicable", reasonCode: "condition-false" }),
    exampleResult({ id: "g", outcome: "not-applicable", reasonCode: "condition-false" }),
  ];
  const line = writeQuiet(exampleReport(results, { verdict: "ready" }), { style, now });
  assert.match(line, /^READY {3}2 met, 1 later, 2 not applicable, 2 notes {2,}/);
});

test("a may that was left out is not looked at, and no note", () => {
  const scope = { complete: false, only: [], skip: ["d"], noWrite: false, requirements: 5 };
  const met = ["a", "b", "c"].map((id) => exampleResult({ id, outcome: "met" }));
  const skipped = exampleResult({ id: "d", level: "may", outcome: "unknown", reasonCode: "skipped" });
  const line = writeQuiet(exampleReport([...met, skipped], { scope, verdict: "ready" }), { style, now });
  assert.match(line, /^3 met; 2 others not looked at {2,}/);
});

test("quiet is the verdict line alone", () => {
  assert.match(
    writeQuiet(exampleReport([], { verdict: "not-ready", exitCode: 1 }), { style, now }),
    /^NOT READY {3}[^\n]*exit 1\n$/,
  );
});
