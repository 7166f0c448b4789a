import * as fc from "fast-check";
import { outcomes, verdicts, type Result } from "../../src/judge/outcome.ts";
import { exitCodeOf, verdictOf } from "../../src/judge/verdict.ts";
import { areas } from "../../src/kinds/declaration.ts";
import { exampleFact, exampleReport, exampleResult } from "../../src/report/example.ts";
import type { Report, ReportedResult } from "../../src/report/report.ts";
import { levels } from "../../src/spec/requirement.ts";

/** Texts that mean something to a terminal, to XML, to Markdown and what is built on it, to SARIF or to Prometheus. */
const nasty: readonly string[] = [
  "\u001b[2J",
  "\u009b31m",
  "\u202egnp.exe",
  "\u2066",
  "\u0000",
  "\ud800",
  "\ufffe",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</testcase></testsuite>",
  "]]>",
  "-->",
  "<!--",
  "<details>",
  "</details>",
  "&lt;",
  "&#64;a",
  '"',
  "'",
  "\\",
  "|",
  "\\|",
  "`",
  "```",
  "~~~",
  "~~x~~",
  "**x**",
  "__x__",
  "$a$",
  "[x](javascript:alert(1))",
  "javascript:alert(1)",
  "[x](https://evil.example)",
  "[x]: https://evil.example",
  "[x]",
  "![x](https://evil.example/a.png)",
  "<https://evil.example>",
  "<a@evil.example>",
  "https://evil.example/",
  "http://evil.example/",
  "www.evil.example",
  "WWW.evil.example",
  "ftp://evil.example",
  "mailto:a@evil.example",
  "a@evil.example",
  "@everyone",
  "@org/team",
  "#1",
  "GH-1",
  "org/repo#2",
  "org/repo@deadbeef",
  "!3",
  "%4",
  ":smile:",
  "[^1]",
  "[^1]: note",
  "a1b2c3d4e5f6a7b8c9d0",
  "\n",
  "\r\n",
  "\u2028",
  "\n\n# heading",
  "\n- item",
  "# heading",
  "- [x] done",
  "1. first",
  "> quoted",
  "---",
  "===",
  "    code",
  "| a | b |\n|---|---|\n| c | d |",
  "{0}",
  '"} 1\nfooting_verdict{verdict="ready"} 1\n#',
  "# HELP x y",
];

/** A text that anybody may have written: a few of those, or any of Unicode. */
export const hostileText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...nasty), { minLength: 1, maxLength: 4 }).map((all) => all.join("")),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 20 }))
      .map((all) => all.join(" ")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

/** What a result is apart from its texts. */
const shape = fc.record({
  outcome: fc.constantFrom(...outcomes),
  level: fc.constantFrom(...levels),
  area: fc.constantFrom(...areas),
  reasonCode: fc.constantFrom("falls-short", "cannot-tell", "waits", "later", "not-yet", "input-open" as const),
  line: fc.integer({ min: 1, max: 2000 }),
  origin: fc.constantFrom("catalog", "file" as const),
});

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** A result with one hostile text in every place that holds a text of others. */
function hostileResult(of: Shape, text: string, index: number): ReportedResult {
  const isMet = of.outcome === "met";
  const place = { in: of.origin, file: of.origin === "file" ? text : "catalog/cht/requirements.yaml", line: of.line };
  const result = exampleResult({
    id: `r${index}`,
    outcome: of.outcome,
    level: of.level,
    area: of.area,
    reasonCode: isMet ? "met" : of.reasonCode,
    title: text,
    kind: "memory",
    target: index % 3 === 0 ? null : text,
    subject: index % 2 === 0 ? null : text,
    reason: text,
    expected: text,
    observed: index % 2 === 0 ? text : null,
    because: text,
    needs: index === 0 ? [] : ["r0"],
    note: text,
    from: index % 2 === 0 ? [{ statement: "S1", source: "page", section: text, item: 1 }] : [{ derived: text }],
    facts: ["f1"],
  });
  return { ...result, place, ...whatFollows(of, text) };
}

/** What only some outcomes have. */
const whatFollows = ({ outcome }: Shape, text: string): Partial<ReportedResult> => ({
  ...(outcome === "unknown" ? { settle: text } : {}),
  remedy: outcome === "unmet" ? { text, commands: [text], docs: text } : null,
  waiver: outcome === "waived" ? { by: text, reason: text, until: "2027-01-31", accept: text } : null,
});

function around(results: readonly Result[], text: string, strict: boolean): Report {
  const verdict = verdictOf(results, true);
  return exampleReport(results, {
    verdict,
    exitCode: exitCodeOf(verdict, results, strict),
    product: { id: "cht", name: text, edition: text, notice: text, digest: "sha256:1", version: text },
    profile: text,
    site: text,
    targets: [{ name: text, type: "host", role: text, hostname: text, state: "reached", root: text }],
    inputs: [{ name: "users", value: text, from: "default", secret: false }],
    sources: [
      { id: "page", title: text, url: `https://docs.example.org/${text}` },
      { id: "other", title: text, url: `javascript:${text}` },
    ],
    facts: [
      exampleFact({ id: "f1", kind: "os", field: "name", value: text, by: text, note: text, subject: text }),
      exampleFact({
        id: "f2",
        kind: "disk",
        field: "free",
        arguments: { path: text },
        state: "unknown",
        why: { code: text, text },
      }),
    ],
    leftovers: [text],
    removed: [text],
    next: [{ settles: ["r0"], do: text }],
    since: {
      file: text,
      startedAt: "2026-01-01T00:00:00.000Z",
      verdict: { from: verdicts[0], to: verdict },
      complete: true,
      differs: [],
      changes: [
        {
          id: "r0",
          target: text,
          subject: text,
          title: text,
          vantage: text,
          level: "must",
          why: text,
          from: null,
          to: { outcome: "unmet", reasonCode: text, reason: text, observed: text, expected: text },
        },
      ],
      values: [],
    },
  });
}

export type Hostile = { readonly report: Report; readonly strict: boolean; readonly text: string };

/** A report that is whole and whose every foreign text is hostile. */
export const hostileReport: fc.Arbitrary<Hostile> = fc
  .record({ shapes: fc.array(shape, { maxLength: 8 }), text: hostileText, strict: fc.boolean() })
  .map(({ shapes, text, strict }) => {
    const results = shapes.map((of, index) => hostileResult(of, text, index));
    return { report: around(results, text, strict), strict, text };
  });
