import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleReport, exampleResult } from "./example.ts";
import { httpsLink } from "./link.ts";
import type { ReportedPlace } from "./places.ts";
import type { Report, ReportedResult } from "./report.ts";
import { writeSarif } from "./sarif.ts";

type Log = { readonly runs: readonly [{ readonly [key: string]: unknown; readonly results: readonly Found[] }] };
type Found = {
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: unknown; readonly logicalLocations: unknown }];
  readonly partialFingerprints: unknown;
  readonly suppressions?: unknown;
};
const runOf = (report: Report): Log["runs"][0] => (JSON.parse(writeSarif(report)) as Log).runs[0];

const memory = exampleResult({
  id: "memory",
  outcome: "unmet",
  because: "it swaps",
  remedy: { text: "Add memory.", commands: ["lsmem"] },
  from: [{ statement: "C09", source: "page", section: "Server", item: 2 }],
});
const at = (result: ReportedResult, place: ReportedPlace): Report =>
  exampleReport([{ ...result, place }], {
    verdict: "not-ready",
    exitCode: 1,
    sources: [{ id: "page", title: "Requirements", url: "https://docs.example.org/r" }],
  });
const physicalAt = (place: ReportedPlace): unknown =>
  runOf(at(memory, place)).results[0]?.locations[0].physicalLocation;

test("a result stands at the line of its requirement, in a file as it was named or in the program's catalog", () => {
  assert.deepEqual(physicalAt({ in: "file", file: "./my dir/a#b.yaml", line: 12 }), {
    artifactLocation: { uri: "my%20dir/a%23b.yaml" },
    region: { startLine: 12 },
  });
  assert.deepEqual(physicalAt({ in: "file", file: "/srv/a.yaml", line: 1 }), {
    artifactLocation: { uri: "file:///srv/a.yaml" },
    region: { startLine: 1 },
  });
  assert.deepEqual(physicalAt({ in: "catalog", file: "catalog/cht/requirements.yaml", line: 40 }), {
    artifactLocation: { uri: "catalog/cht/requirements.yaml", uriBaseId: "FOOTING" },
    region: { startLine: 40 },
  });
});

test("a rule helps with why, the remedy and where it was stated", () => {
  const { tool } = runOf(at(memory, { in: "file", file: "a.yaml", line: 1 })) as {
    readonly tool?: { readonly driver: { readonly rules: readonly unknown[] } };
  };
  assert.deepEqual(tool?.driver.rules, [
    {
      id: "memory",
      shortDescription: { text: "Memory" },
      fullDescription: { text: "it swaps" },
      help: {
        text: "It must be met.\nit swaps\nAdd memory.\n  lsmem\nStated: Requirements, Server, item 2 (C09), https://docs.example.org/r",
        markdown:
          "It must be met.\n\nit swaps\n\nAdd memory.\n\n`lsmem`\n\nStated: [Requirements, Server, item 2 (C09)](<https://docs.example.org/r>)",
      },
      helpUri: "https://docs.example.org/r",
      defaultConfiguration: { level: "error" },
      properties: { tags: ["machine", "must", "memory"] },
    },
  ]);
});

test("levels are those of the requirement; what is unknown says so; what is waived is a note that is suppressed", () => {
  const waiver = { by: "Ann", reason: "small", until: "2027-01-31", accept: "size >= 1 GB" };
  const { results } = runOf(
    exampleReport([
      memory,
      exampleResult({ id: "a", outcome: "unknown", reason: "no permission" }),
      exampleResult({ id: "b", outcome: "unmet", level: "should" }),
      exampleResult({ id: "c", outcome: "unmet", level: "may" }),
      exampleResult({ id: "d", outcome: "waived", waiver }),
      exampleResult({ id: "e", outcome: "met" }),
      exampleResult({ id: "f", outcome: "not-applicable" }),
    ]),
  );
  assert.deepEqual(
    results.map(({ level }) => level),
    ["error", "error", "warning", "note", "note"],
  );
  assert.equal(results[0]?.message.text, "Memory: 7.8 GiB installed, and must be at least 4 GiB. Add memory.");
  assert.equal(results[1]?.message.text, "Not known. Memory: no permission.");
  assert.deepEqual(results[4]?.suppressions, [
    { kind: "external", status: "accepted", justification: "accepted by Ann until 2027-01-31: small" },
  ]);
});

test("a finding keeps its fingerprint while lines, words and figures change, and differs from its neighbours'", () => {
  const fingerprint = (more: Partial<ReportedResult>, line = 1): unknown =>
    runOf(at({ ...memory, ...more }, { in: "file", file: "a.yaml", line })).results[0]?.partialFingerprints;
  assert.deepEqual(fingerprint({}), fingerprint({ title: "RAM", observed: "1 GiB", outcome: "unknown" }, 9));
  for (const other of [{ subject: "x" }, { target: "b" }, { vantage: "engine" as const }, { id: "cpu" }]) {
    assert.notDeepEqual(fingerprint({}), fingerprint(other));
  }
});

test("only a plain https address is a link, and nothing in it can end one", () => {
  for (const url of [
    "http://a.example",
    "javascript:alert(1)",
    "https://good.example@evil.example/",
    "https:///x",
    "https://a b/",
  ]) {
    assert.equal(httpsLink(url), undefined, url);
  }
  assert.equal(
    httpsLink('https://a.example:8443/x>)](y" `?q=1#a#b'),
    "https://a.example:8443/x%3E%29%5D%28y%22%20%60?q=1#a%23b",
  );
  assert.equal(httpsLink("https://a.example/%zz%41"), "https://a.example/%25zz%41");
});
