import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import { writeTerminal } from "./terminal.ts";

const style = { columns: 80, colour: false, unicode: true };

test("services before which the same stands are one thing to do, and one that differs is another", () => {
  const service = (id: string, subject: string, more: Partial<Report["results"][number]> = {}) =>
    exampleResult({
      id,
      subject,
      kind: "egress",
      title: id,
      outcome: "unmet",
      reasonCode: "no-answer",
      observed: "not reachable",
      expected: "reachable",
      remedy: { text: "Ask the network team.", commands: [] },
      ...more,
    });
  const report = exampleReport([
    service("images", "gcr.io:443"),
    service("services", "auth.carto.com:443"),
    service("services", "www.googleapis.com:443", { reasonCode: "no-such-name" }),
  ]);
  const text = writeTerminal(report, {
    style,
    verbose: false,
    again: "footing check x",
    init: "footing init x",
    now: report.finishedAt,
  });
  const advice = text.slice(text.indexOf("What to do"));
  assert.match(advice, /✗ 2 endpoints: not reachable/);
  assert.match(advice, /\n {6}services auth\.carto\.com:443\n {6}images gcr\.io:443\n {6}Ask the network team\.\n/);
  assert.match(advice, /✗ services www\.googleapis\.com:443: not reachable/);
  assert.equal(advice.match(/Ask the network team/g)?.length, 2);
});

test("what ends an unknown must stands below what ends an unknown should, whatever the order of the file", () => {
  const open = (id: string, level: "must" | "should", settle: string): Report["results"][number] =>
    exampleResult({ id, title: id, level, outcome: "unknown", reasonCode: "input-open", reason: "not known", settle });
  const report = exampleReport(
    [
      open("address", "must", "attest address"),
      open("encryption", "should", "attest encryption"),
      open("certificate", "must", "--set cert=…"),
    ],
    {
      next: [
        { settles: ["address"], do: "attest address" },
        { settles: ["encryption"], do: "attest encryption" },
        { settles: ["certificate"], do: "--set cert=…" },
      ],
    },
  );
  assert.deepEqual(headsOf(report), ["! encryption", "? address", "? 1 depends"]);
  const mild = report.results.map((one) => (one.id === "certificate" ? { ...one, level: "should" as const } : one));
  assert.deepEqual(headsOf({ ...report, results: mild }), ["! encryption", "? 1 depends", "? address"]);
});

test("where facts come from a file, answers go to a new look too, since the file holds nothing of what they name", () => {
  const results = [exampleResult({ id: "a", outcome: "unknown", reasonCode: "input-open", settle: "--set cert=…" })];
  const report = exampleReport(results, { next: [{ settles: ["a"], do: "--set cert=…" }] });
  const again = { again: "footing judge x --facts f", init: "footing init x --set ip=192.0.2.1" };
  const words = (told: Report): string =>
    writeTerminal(told, { style, verbose: false, ...again, now: report.finishedAt }).replaceAll(/\s+/g, " ");
  assert.match(
    words({ ...report, evidence: { ...report.evidence, from: "file" } }),
    /footing judge x --facts f --set cert=… What an answer says to look at is not in these facts: .* \(--print-script\): footing facts x --set ip=192\.0\.2\.1 --set cert=…/,
  );
  assert.doesNotMatch(words(report), /footing facts/);
});

/** The first words of each entry of the advice. */
function headsOf(report: Report): readonly string[] {
  const again = { again: "footing check x", init: "footing init x" };
  const text = writeTerminal(report, { style, verbose: false, ...again, now: report.finishedAt });
  const advice = text.slice(text.indexOf("What to do"));
  return [...advice.matchAll(/^ {2}([?!✗] (?:\d )?\w+)/gm)].map(([, head = ""]) => head);
}
