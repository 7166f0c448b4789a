import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { writeJunit } from "../../src/report/junit.ts";
import { writeMarkdown } from "../../src/report/markdown.ts";
import { writePrometheus } from "../../src/report/prometheus.ts";
import type { Report } from "../../src/report/report.ts";
import { writeSarif } from "../../src/report/sarif.ts";
import {
  expectWellFormed,
  prometheusMistakes,
  readJunit,
  readSarif,
  rendered,
  renderedByGithub,
  samplesOf,
  sarifMistakes,
  tokensOf,
} from "./readers.ts";
import { everyFormat, now } from "./every-format.ts";
import { hostileReport } from "./reports.ts";

/** All that a terminal obeys or a reader does not see; lines end with a line feed. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test("no format has a control, a bidirectional or another invisible character", () => {
  fc.assert(
    fc.property(hostileReport, (hostile) => {
      for (const [name, write] of Object.entries(everyFormat)) assert.doesNotMatch(write(hostile), invisible, name);
    }),
  );
});

test("JUnit is well-formed, and has no case, suite or word outside of one that was not meant", async () => {
  await fc.assert(
    fc.asyncProperty(hostileReport, async ({ report, strict }) => {
      const text = writeJunit(report, { strict });
      expectWellFormed(text);
      const { testsuite = [] } = await readJunit(text);
      const cases = testsuite.flatMap(({ testcase = [] }) => testcase);
      const isVerdictTold = cases.some(({ name }) => name === "verdict");
      assert.equal(cases.length, report.results.length + Number(isVerdictTold));
    }),
  );
});

test("SARIF fits its schema; no message has a link or a placeholder, and helps link to https sources alone", () => {
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      const text = writeSarif(report);
      assert.equal(sarifMistakes(text), "");
      const { results, tool } = readSarif(text);
      for (const { message } of results) assert.doesNotMatch(message.text, /\]\(|\{\d+\}/);
      for (const { helpUri, help } of tool.driver.rules) {
        if (helpUri !== undefined) assert.match(helpUri, /^https:\/\/docs\.example\.org\//);
        expectHarmless([rendered(help.markdown)], new Set(["p", "code", "a", "pre"]));
      }
    }),
  );
});

/** What is made of plain text by those who show Markdown: mentions, references, addresses, emoji, hashes of commits. */
const made =
  /@[\p{L}\p{N}]|#\d|GH-\d|:\/\/|www\.|mailto:|!\d|:(?:100|1234|[\w+-]*[A-Z+-][\w+-]*):|(?<![0-9A-Za-z])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}(?![0-9A-Za-z])/iu;

/** Texts of a page that stand neither in code nor in a link. */
const plainTexts = (html: string): readonly string[] =>
  html
    .replaceAll(/<(code|pre|a)\b[^>]*>.*?<\/\1>/gs, "<gone>")
    .split(/<!--.*?-->|<[^>]*>/gs)
    .map((text) =>
      text.replaceAll(
        /&(lt|gt|quot|#39|amp);/g,
        (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name] ?? "",
      ),
    );

function expectHarmless(htmls: readonly string[], elements: ReadonlySet<string>): void {
  for (const html of htmls) {
    for (const [, name = ""] of html.replaceAll("<!-- -->", "").matchAll(/<\/?([a-zA-Z!?][^\s/>]*)/g)) {
      assert.ok(elements.has(name), `<${name}> in ${html}`);
    }
    for (const [, address = ""] of html.matchAll(/<a\b[^>]*href="([^"]*)"/g))
      assert.match(address, /^https:\/\/docs\.example\.org\//);
    for (const text of plainTexts(html)) assert.doesNotMatch(text, made);
  }
}

const page = new Set("h2 h3 p ul li input pre code table thead tbody tr th td details summary br a".split(" "));

test("Markdown has no element, link, mention, reference or row of a table that was not meant", () => {
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      const text = writeMarkdown(report, { now });
      expectHarmless([rendered(text), renderedByGithub(text) ?? ""], page);
      expectShape(text, report);
    }),
  );
});

function expectShape(text: string, report: Report): void {
  const counts = new Map<string, number>();
  for (const { type } of tokensOf(text)) counts.set(type, (counts.get(type) ?? 0) + 1);
  assert.equal(counts.get("heading"), 1 + Number(/^### What to do$/m.test(text)) + 3, text);
  assert.equal(
    counts.get("link") ?? 0,
    report.sources.filter(({ url }) => url.startsWith("https://docs.example.org/")).length,
  );
  for (const html of [rendered(text), renderedByGithub(text) ?? rendered(text)]) {
    const count = (pattern: RegExp): number => [...html.matchAll(pattern)].length;
    const aside = report.results.filter(({ outcome }) => outcome === "not-applicable").length;
    const tables = 2 + Number(aside > 0) - Number(aside === report.results.length);
    assert.equal(count(/<details>/g), count(/<\/details>/g));
    // The time stands in the last cell of each fact: had a text before it made a cell, it would be lost.
    assert.equal(count(/<td>2026-01-01T00:00:00.000Z<\/td>/g), report.facts.length);
    assert.equal(count(/<tr>/g), report.results.length + report.facts.length + tables, html);
    assert.equal(count(/<input /g), count(/^- \[ \]/gm) + [...text.matchAll(/^- \[ \] /gm)].length);
  }
}

test("each label of Prometheus is one, with the value that was meant to be seen", () => {
  let looked = 0;
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      const text = writePrometheus(report);
      const samples = samplesOf(text);
      const verdicts = samples.filter(({ name }) => name === "footing_verdict");
      assert.deepEqual(
        verdicts.filter(({ value }) => value === 1).map(({ labels }) => labels.get("verdict")),
        [report.verdict],
      );
      for (const { name } of samples)
        assert.match(name, /^footing_(verdict|outcome|results|last_run_timestamp_seconds)$/);
      looked += 1;
    }),
  );
  assert.ok(looked > 0);
});

test("promtool has nothing against the metrics", (context) => {
  const [sample] = fc.sample(hostileReport, 1);
  if (sample === undefined || prometheusMistakes(writePrometheus(sample.report)) === undefined) {
    return context.skip("promtool is not here (Debian: prometheus)");
  }
  fc.assert(
    fc.property(hostileReport, ({ report }) => {
      assert.equal(prometheusMistakes(writePrometheus(report)), "");
    }),
    { numRuns: 25 },
  );
});

test("GitHub's own renderer was asked", (context) => {
  if (renderedByGithub("a") === undefined) return context.skip("cmark-gfm is not here");
  assert.match(renderedByGithub("| a |\n| --- |\n| www.b.example |") ?? "", /<table>[^]*<a href/);
});
