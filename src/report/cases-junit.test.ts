import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { writeCasesJunit } from "./cases-junit.ts";
import { writeCases, type Tested } from "./cases.ts";
import type { Mismatch } from "../spec/cases.ts";

const text = "cases:\n  - { name: first }\n  - { name: second }\n";
const at = (word: string): Mismatch["at"] => ({ start: text.indexOf(word), end: text.indexOf(word) });
const mismatch: Mismatch = { what: "memory", expected: "met", got: "unmet", reason: "too little", at: at("second") };

const tested = (failures: readonly Mismatch[], more: Partial<Tested> = {}): Tested => ({
  product: "Notes",
  source: { name: "notes/cases.yaml", text },
  results: [
    { name: "it holds", at: at("{ name: first"), failures: [] },
    { name: "it does not", at: at("{ name: second"), failures },
  ],
  uncovered: [],
  ...more,
});

test("each case is a test case at its line, and what it shows otherwise is its failure", () => {
  const verdict = { ...mismatch, what: "verdict", expected: "ready", got: "not-ready", reason: "unmet: memory" };
  assert.equal(
    writeCasesJunit(tested([mismatch, verdict])),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="footing test" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="Notes" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="Notes" name="it holds" file="notes/cases.yaml" line="2"/>
    <testcase classname="Notes" name="it does not" file="notes/cases.yaml" line="3">
      <failure type="mismatch" message="memory: expected met, got unmet, and 1 more">
memory: expected met, got unmet
  too little
  notes/cases.yaml:3:13
verdict: expected ready, got not-ready
  unmet: memory
  notes/cases.yaml:3:13
</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
  );
});

test("the counts are those of the words for people, whatever holds and whatever is lost", () => {
  const words = (of: Tested): readonly number[] => {
    const last = writeCases(of, { style: { columns: 80, colour: false, unicode: true }, quiet: true, verbose: false });
    return [...last.matchAll(/\d+/g)].map(([count]) => Number(count));
  };
  const suites = (of: Tested): readonly (readonly number[])[] =>
    [...writeCasesJunit(of).matchAll(/<testsuites? [^>]*tests="(\d+)" failures="(\d+)"/g)].map(
      ([, tests, failures]) => [Number(tests), Number(failures)],
    );
  assert.deepEqual(
    [words(tested([])), suites(tested([]))],
    [
      [2, 2, 0],
      [
        [2, 0],
        [2, 0],
      ],
    ],
  );
  assert.deepEqual(
    [words(tested([mismatch])), suites(tested([mismatch]))],
    [
      [2, 1, 1],
      [
        [2, 1],
        [2, 1],
      ],
    ],
  );
  const lost = tested([mismatch], { uncovered: ["K01 is lost", "K02 is lost"] });
  // Of all, of the cases, of the statements.
  assert.deepEqual(
    [words(lost), suites(lost)],
    [
      [2, 1, 1, 2],
      [
        [4, 3],
        [2, 1],
        [2, 2],
      ],
    ],
  );
  assert.match(
    writeCasesJunit(lost),
    /<testsuite name="Notes: statements" [^]*name="K02 is lost">[^]*\n {2}K02 is lost\n/,
  );
});

const reader = `
import sys, json, xml.etree.ElementTree as tree
suites = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[one.get("name"), one.get("classname"), [f.text for f in one]] for one in suites.iter("testcase")]))
`;

test("a reader of XML finds what was written, whatever stands in it", (context) => {
  const hostile = `</failure>]]>&amp;<x y="1">'\u0000\u001b\ud800\ufffe\u202e\nnext`;
  const named: Tested = tested([{ ...mismatch, what: hostile, reason: hostile }], { product: hostile });
  const written = writeCasesJunit(named);
  const read = spawnSync("python3", ["-c", reader], { input: written, encoding: "utf8" });
  if (read.error !== undefined) return context.skip("no python3 to read XML with");
  assert.equal(read.status, 0, read.stderr);
  const visible = String.raw`</failure>]]>&amp;<x y="1">'\x00\x1b\ud800\ufffe\u202e\nnext`;
  const failure = `\n${visible}: expected met, got unmet\n  ${visible}\n  notes/cases.yaml:3:13\n`;
  assert.deepEqual(JSON.parse(read.stdout), [
    ["it holds", visible, []],
    ["it does not", visible, [failure]],
  ]);
});
