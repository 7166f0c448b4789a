import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { outcomes } from "../../src/judge/outcome.ts";
import { sortOf, writeJunit } from "../../src/report/junit.ts";
import { writeMarkdown } from "../../src/report/markdown.ts";
import { writePrometheus } from "../../src/report/prometheus.ts";
import { writeSarif } from "../../src/report/sarif.ts";
import { writeQuiet } from "../../src/report/verdict-line.ts";
import { readJunit, readSarif, samplesOf } from "./readers.ts";
import { hostileReport } from "./reports.ts";

const now = "2026-01-21T00:00:00.000Z";

test("JUnit counts what the report counts, and its attributes are the sums of its cases", async () => {
  await fc.assert(
    fc.asyncProperty(hostileReport, async ({ report, strict }) => {
      const read = await readJunit(writeJunit(report, { strict }));
      const suites = read.testsuite ?? [];
      const cases = suites.flatMap(({ testcase = [] }) => testcase).filter(({ name }) => name !== "verdict");
      const sorts = report.results.map((result) => sortOf(result, strict));
      const count = (sort: string): number => sorts.filter((one) => one === sort).length;
      assert.equal(cases.filter(({ failure }) => failure !== undefined).length, count("failure"));
      assert.equal(cases.filter(({ error }) => error !== undefined).length, count("error"));
      assert.equal(cases.filter(({ skipped }) => skipped !== undefined).length, count("skipped"));
      for (const name of ["tests", "failures", "errors"] as const) {
        assert.equal(
          read[name],
          suites.reduce((sum, suite) => sum + (suite[name] ?? 0), 0),
          name,
        );
      }
      for (const { testcase = [], tests, skipped, failures, errors } of suites) {
        assert.equal(tests, testcase.length);
        assert.equal(skipped, testcase.filter((one) => one.skipped !== undefined).length);
        assert.equal(failures, testcase.filter((one) => one.failure !== undefined).length);
        assert.equal(errors, testcase.filter((one) => one.error !== undefined).length);
      }
    }),
  );
});

test("no JUnit file and no SARIF log is green where the run's exit code is not 0", async () => {
  await fc.assert(
    fc.asyncProperty(hostileReport, async ({ report, strict }) => {
      const { failures = 0, errors = 0 } = await readJunit(writeJunit(report, { strict }));
      assert.equal(failures + errors > 0, report.exitCode !== 0);
      const { results } = readSarif(writeSarif(report));
      const isWarned = results.some(({ level }) => level === "error" || level === "warning");
      if (report.exitCode !== 0) assert.ok(isWarned);
      if (report.verdict === "unverified" || report.verdict === "not-ready")
        assert.ok(results.some(({ level }) => level === "error"));
    }),
  );
});

test("SARIF has a result for each that is unmet, unknown or waived, at the line of its requirement", () => {
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      const { results, properties, tool } = readSarif(writeSarif(report));
      assert.deepEqual(properties.counts, report.counts);
      const told = results.filter(({ ruleId }) => ruleId !== "footing-verdict");
      for (const outcome of ["unmet", "unknown", "waived"] as const) {
        assert.equal(told.filter((one) => one.properties?.outcome === outcome).length, report.counts[outcome], outcome);
      }
      assert.equal(told.filter(({ suppressions }) => suppressions !== undefined).length, report.counts.waived);
      for (const { ruleId, ruleIndex, locations } of told) {
        assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
        const place = report.results.find(({ id }) => id === ruleId)?.place;
        assert.equal(locations[0]?.physicalLocation.region.startLine, place?.line);
      }
    }),
  );
});

test("Prometheus has one sample for each result, and its counts are those of the report", () => {
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      const samples = samplesOf(writePrometheus(report));
      for (const outcome of outcomes) {
        const of = (name: string) =>
          samples.filter((one) => one.name === name && one.labels.get("outcome") === outcome);
        assert.equal(of("footing_outcome").length, report.counts[outcome], outcome);
        assert.equal(
          of("footing_results").reduce((sum, { value }) => sum + value, 0),
          report.counts[outcome],
        );
      }
    }),
  );
});

test("Markdown and the terminal say the same counts", () => {
  const style = { columns: 2000, colour: false, unicode: true } as const;
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      const counts = / {3}(\d+ met[^.]*?) {2,}/.exec(writeQuiet(report, { style, now }))?.[1] ?? "nothing";
      assert.ok(writeMarkdown(report, { now }).includes(`\n${counts}. `), counts);
    }),
  );
});
