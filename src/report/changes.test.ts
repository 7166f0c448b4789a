import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { outcomes, verdicts, type Result } from "../judge/outcome.ts";
import { writeChanges } from "./changes.ts";
import { withSince } from "./compare-reports.ts";
import { exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import type { Earlier } from "./since.ts";
import { writeTerminal } from "./terminal.ts";
import { writeQuiet } from "./verdict-line.ts";
import { widthOf } from "./width.ts";

const style = { columns: 80, colour: false, unicode: true };
const now = "2026-01-21T00:00:00.000Z";

const since = (was: Report, is: Report, more: Partial<Earlier> = {}): Report =>
  withSince(is, { ...was, file: "before.json", ...more });
const written = (report: Report): string => writeChanges(report, style).join("\n");
const whole = (report: Report): string =>
  writeTerminal(report, { style, verbose: false, again: "footing check cht", init: "footing init cht", now });

const disk = (more: Partial<Result> & Pick<Result, "outcome">): Result =>
  exampleResult({ id: "disk", title: "Disk", expected: ">= 60 GB", ...more });
const cpu = (outcome: Result["outcome"], observed: string): Result =>
  exampleResult({ id: "cpu", title: "Processors", outcome, expected: ">= 4", observed });

test("what changed stands between what is and what to do, the worst last, the quiet in a line", () => {
  const was = exampleReport(
    [
      exampleResult({ id: "memory", outcome: "met", observed: "31 GB installed" }),
      cpu("unmet", "2"),
      disk({ outcome: "met", observed: "240 GB size, 81 GB free" }),
    ],
    { verdict: "not-ready" },
  );
  const is = exampleReport(
    [
      exampleResult({ id: "memory", outcome: "unmet", observed: "2.1 GB installed" }),
      cpu("met", "8"),
      disk({ outcome: "met", observed: "240 GB size, 64 GB free" }),
    ],
    { verdict: "unverified", moment: "run", exitCode: 3 },
  );
  assert.equal(
    written(since(was, is)),
    `Changed since 2026-01-01 00:00 UTC (before.json)
  verdict not-ready → unverified
  differs: moment install → run
  same outcome: Disk 81 GB free → 64 GB free
  ✓ Processors  unmet → met  2 → 8
  ✗ Memory      met → unmet  31 GB installed → 2.1 GB installed`,
  );
  const text = whole(since(was, is));
  assert.ok(text.indexOf("Machine") < text.indexOf("Changed since"));
  assert.ok(text.indexOf("Changed since") < text.indexOf("What to do"));
});

test("that nothing changed is said; without --since nothing is", () => {
  const report = exampleReport([disk({ outcome: "met" })]);
  assert.equal(written(since(report, report)), "Nothing changed since 2026-01-01 00:00 UTC (before.json)");
  assert.equal(written(report), "");
  const other = exampleReport([disk({ outcome: "met", observed: "9 GB free" })]);
  assert.match(written(since(report, other)), /^No outcome changed since [^]*\n {2}but: Disk /);
});

test("what is new or gone is said to be so", () => {
  const report = since(
    exampleReport([cpu("met", "2")]),
    exampleReport([disk({ outcome: "unknown", reason: "no df" })]),
  );
  assert.match(
    written(report),
    /· Processors {2}met → gone +it is asked no more\n {2}\? Disk {8}new → unknown {2}now no df$/,
  );
});

test("a long list is cut where it is least urgent, and what is left out is counted", () => {
  const many = (outcome: Result["outcome"]): readonly Result[] =>
    Array.from({ length: 30 }, (_, index) => exampleResult({ id: `r${index}`, title: `R${index}`, outcome }));
  const text = written(
    since(exampleReport(many("met")), exampleReport([...many("unmet").slice(1), ...many("met").slice(0, 1)])),
  );
  assert.equal(text.match(/met → unmet/g)?.length, 20);
  assert.deepEqual([/R1 /.test(text), /R29 /.test(text)], [false, true]);
  assert.match(text, /\n {2}and 9 more before these, in the JSON report\n/);
  const moved = many("met").map((one, index) => ({ ...one, observed: `${index} GB free` }));
  assert.match(written(since(exampleReport(many("met")), exampleReport(moved))), /;\s+and\s+26\s+more$/);
});

test("a comparison of parts never says that a place is ready, and names what it compares", () => {
  const scope = { complete: false, only: ["disk"], skip: [], noWrite: false, requirements: 9 };
  for (const from of verdicts) {
    for (const to of ["ready", "ready-with-warnings"] as const) {
      const was = exampleReport([disk({ outcome: "unmet" })], { verdict: from });
      const text = whole(since(was, exampleReport([disk({ outcome: "met" })], { scope, verdict: to })));
      assert.doesNotMatch(text, /ready/i);
      assert.match(text, /compared is only what both runs looked at/);
    }
  }
});

test("the verdict line is the same with and without", () => {
  const report = exampleReport([disk({ outcome: "met" })]);
  const compared = since(exampleReport([disk({ outcome: "unmet" })], { verdict: "not-ready", exitCode: 1 }), report);
  assert.equal(writeQuiet(compared, { style, now }), writeQuiet(report, { style, now }));
  assert.equal(compared.exitCode, report.exitCode);
});

test("a terminal without UTF-8 gets ASCII alone", () => {
  const report = since(
    exampleReport([disk({ outcome: "met" })]),
    exampleReport([disk({ outcome: "unmet", observed: "1 GB" })]),
  );
  const text = writeChanges(report, { ...style, unicode: false }).join("\n");
  assert.match(text, /^[ -~\n]*$/);
  assert.match(text, /FAIL Disk {2}met -> unmet/);
});

test("no text of an earlier report reaches the terminal as a control, and no line is too wide", () => {
  const hostile = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
  const outcome = fc.constantFrom(...outcomes);
  fc.assert(
    fc.property(hostile, outcome, outcome, (text, then, is) => {
      const forged = exampleResult({
        id: text,
        outcome: then,
        title: text,
        reason: text,
        observed: text,
        expected: text,
      });
      const was = exampleReport([forged, { ...forged, id: "disk" }], {
        product: { id: text, name: text, edition: text, digest: text, version: text },
        tool: { name: "footing", version: text, digest: text },
        inputs: [{ name: text, value: text, from: "set", secret: false }],
        targets: [{ name: "local", type: "host", role: text, hostname: text, state: "reached" }],
        profile: text,
      });
      const lines = writeChanges(
        since(was, exampleReport([disk({ outcome: is })]), { file: text, moment: text }),
        style,
      );
      for (const line of lines) {
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        assert.ok(widthOf(line) <= 80, line);
      }
    }),
  );
});
