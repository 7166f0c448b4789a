import type { Result } from "../judge/outcome.ts";
import { detailsOf, isFinding, namesOf, unexplained } from "./finding.ts";
import type { Report, ReportedResult } from "./report.ts";
import { findingSentence } from "./sentence.ts";
import { visible } from "./text.ts";
import { element, textElement, type Attributes } from "./xml.ts";

export type JunitOptions = { /** A should that is unmet or unknown fails too. */ readonly strict: boolean };

type Sort = "passed" | "failure" | "error" | "skipped";

/** How a CI server counts a result (docs/reference/formats.md). */
export function sortOf({ outcome, level }: Pick<Result, "outcome" | "level">, strict: boolean): Sort {
  if (outcome === "waived" || outcome === "not-applicable") return "skipped";
  if (outcome === "met" || level === "may") return "passed";
  if (level === "should") return strict ? "failure" : "passed";
  return outcome === "unmet" ? "failure" : "error";
}

type Case = { readonly sort: Sort; readonly seconds: number; readonly lines: readonly string[] };
type Suite = { readonly name: string; readonly hostname?: string; readonly cases: readonly Case[] };

/** The report as JUnit XML: a suite for each target, a case for each result. */
export function writeJunit(report: Report, { strict }: JunitOptions): string {
  const suites = suitesOf(report, strict);
  const cases = suites.flatMap((suite) => suite.cases);
  const root = element(
    "testsuites",
    { name: "footing", ...countsOf(cases), time: seconds(report.durationMs) },
    suites.map((suite) => suiteElement(suite, report)),
  );
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...root].join("\n")}\n`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function suitesOf(report: Report, strict: boolean): readonly Suite[] {
  const caseOf = caseMaker(report, strict);
  // What nobody was asked, inputs and attestations, has a suite of its own.
  const names = [...new Set(report.results.map((result) => result.target))];
  const suites = names.map((target): Suite => {
    const hostname = report.targets.find(({ name }) => name === target)?.hostname ?? undefined;
    const cases = report.results.filter((result) => result.target === target).map(caseOf);
    return { name: target ?? "answers", cases, ...(hostname === undefined ? {} : { hostname }) };
  });
  const isSaid = suites.some(({ cases }) => cases.some(({ sort }) => sort === "failure" || sort === "error"));
  const why = unexplained(report, isSaid);
  return why === undefined ? suites : [...suites, { name: "verdict", cases: [verdictCase(report, why)] }];
}

/** Where no case fails and the place is not ready all the same, a case says so: a server reads nothing else. */
function verdictCase({ product }: Report, why: string): Case {
  const inner = textElement("error", { message: why, type: "verdict" }, [why]);
  const lines = element("testcase", { classname: product.id, name: "verdict", time: "0.000" }, [inner]);
  return { sort: "error", seconds: 0, lines };
}

function caseMaker(report: Report, strict: boolean): (result: ReportedResult) => Case {
  const names = namesOf(report);
  const times = new Map(report.facts.map(({ id, ms }) => [id, ms]));
  return (result) => {
    const sort = sortOf(result, strict);
    const took = result.facts.reduce((sum, id) => sum + (times.get(id) ?? 0), 0) / 1000;
    const attributes = {
      classname: `${report.product.id}.${result.area}`,
      name: `${names.get(result) ?? result.id}: ${result.title}`,
      time: took.toFixed(3),
      file: result.place?.file,
      line: result.place?.line,
    };
    return { sort, seconds: took, lines: element("testcase", attributes, inside(result, sort, report)) };
  };
}

function inside(result: Result, sort: Sort, report: Report): readonly (readonly string[])[] {
  if (sort === "passed") {
    return isFinding(result) ? [textElement("system-out", {}, detailsOf(result, report))] : [];
  }
  const words = sort === "skipped" && result.waiver === null ? visible(result.reason) : undefined;
  const message = words ?? findingSentence(result, report, visible);
  if (sort === "skipped") {
    const kept = result.waiver === null ? [] : [textElement("system-out", {}, detailsOf(result, report))];
    return [element("skipped", { message: result.waiver === null ? message : `waived: ${message}` }), ...kept];
  }
  return [textElement(sort, { message, type: result.reasonCode }, detailsOf(result, report))];
}

function suiteElement({ name, hostname, cases }: Suite, report: Report): readonly string[] {
  const attributes = {
    name: `${report.product.name}: ${name}`,
    ...countsOf(cases),
    time: cases.reduce((sum, one) => sum + one.seconds, 0).toFixed(3),
    // Without a zone, as the schema has it; all times are UTC.
    timestamp: report.startedAt.slice(0, 19),
    hostname,
  };
  return element("testsuite", attributes, [propertiesOf(report), ...cases.map(({ lines }) => lines)]);
}

function countsOf(cases: readonly Case[]): Attributes {
  const count = (sort: Sort): number => cases.filter((one) => one.sort === sort).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

/** What the cases were made from: a reader of the file alone sees whose requirements, and what came of the whole. */
function propertiesOf(report: Report): readonly string[] {
  const { product, moment, profile, verdict, scope, tool } = report;
  const properties: readonly (readonly [string, string])[] = [
    ["verdict", verdict],
    ["exitCode", String(report.exitCode)],
    ["product", product.id],
    ["edition", product.edition ?? ""],
    ["profile", profile ?? ""],
    ["moment", moment],
    ["complete", String(scope.complete)],
    ["shared", String(report.shared === true)],
    ["footing", tool.version],
    ...Object.entries(report.counts).map(([outcome, count]) => [outcome, String(count)] as const),
  ];
  return element(
    "properties",
    {},
    properties.map(([name, value]) => element("property", { name, value })),
  );
}
