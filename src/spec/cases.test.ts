import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyMistake } from "../../test/bad-files/mistakes.ts";
import { loadCases } from "./cases.ts";
import { loadStatements } from "./statements.ts";

const one = (parts: string): string => `footing: 1\ncases:\n  - { name: a case, ${parts} }\n`;
const mistake = (parts: string): string => onlyMistake(one(parts), loadCases);

test("a case says what is given and what must come of it", () => {
  const text = one(
    "moment: run, now: 2026-05-01, version: 4.10, inputs: { users: 30 }, facts: { memory: { installed: 16 GB } }, expect: { verdict: not-ready, outcomes: { memory: unmet, 'disk[/srv]@local': met, cpu@db: unknown } }",
  );
  const [read] = loadCases({ name: "cases.yaml", text }).cases;
  assert.deepEqual(
    [read?.moment, read?.now, read?.version, read?.verdict?.is],
    ["run", "2026-05-01", "4.10", "not-ready"],
  );
  assert.deepEqual(
    read?.facts.map(({ requirement, field }) => [requirement, field]),
    [["memory", "installed"]],
  );
  assert.deepEqual(
    read?.outcomes.map(({ id, subject, target, outcome }) => [id, subject, target, outcome]),
    [
      ["memory", null, null, "unmet"],
      ["disk", "/srv", "local", "met"],
      ["cpu", null, "db", "unknown"],
    ],
  );
});

test("a case that could never fail is refused", () => {
  assert.match(mistake("expect: {}"), /expects nothing: it could never fail/);
  assert.match(mistake("facts: {}"), /`expect` is missing/);
  assert.match(onlyMistake("cases: []\n", loadCases), /expected a list of cases, found an empty list/);
});

test("mistakes of a case have their place", () => {
  const expecting = (parts: string): string => mistake(`${parts}, expect: { verdict: ready }`);
  assert.match(mistake("expect: { verdict: redy }"), /redy: .*did you mean `ready`/);
  assert.match(mistake("expect: { outcomes: { memory: umet } }"), /umet: `umet` is not known here/);
  assert.match(mistake("expect: { outcomes: { 'Memory!': met } }"), /cannot be the name of outcomes/);
  assert.match(expecting("now: 2026-02-30"), /the calendar and clock have no 2026-02-30/);
  assert.match(expecting("now: 2026-02-03T25:00:00Z"), /the calendar and clock have no/);
  assert.match(expecting("now: soon"), /expected a point in time/);
  assert.match(expecting("facts: {}, snapshot: x.json"), /facts and a snapshot: give one of them/);
  assert.match(expecting("moment: instal"), /did you mean `install`/);
  assert.match(expecting("facts: { memory: 5 }"), /expected a map of fields/);
  assert.match(
    onlyMistake(one("expect: { verdict: ready }").replace("footing: 1", "footing: 2"), loadCases),
    /the format's version/,
  );
  const twice = `${one("expect: { verdict: ready }")}  - { name: a case, expect: { verdict: ready } }\n`;
  assert.match(onlyMistake(twice, loadCases), /two cases are named "a case"/);
});

const statement =
  "{ id: C01, source: page, section: Hosting, item: 1, level: must, fingerprint: 'sha256:0123456789abcdef', gist: g, treatedBy: [requirement] }";
const source = "{ id: page, title: T, url: https://example.org/, retrieved: 2026-05-01 }";
const statements = (change: (text: string) => string): string =>
  onlyMistake(change(`footing: 1\nsources: [${source}]\nstatements:\n  - ${statement}\n`), loadStatements);

test("statements name their source, place and treatment", () => {
  assert.equal(
    statements((text) => text),
    "no mistake",
  );
  assert.match(
    statements((text) => text.replace("source: page", "source: pgae")),
    /no source pgae in this file/,
  );
  assert.match(
    statements((text) => text.replace("[requirement]", "[]")),
    /expected a list of treatments, found an empty list/,
  );
  assert.match(
    statements((text) => text.replace("[requirement]", "[requirment]")),
    /did you mean `requirement`/,
  );
  assert.match(
    statements((text) => text.replace("item: 1", "item: 0")),
    /items are counted from 1/,
  );
  assert.match(
    statements((text) => text.replace("item: 1", "item: 1.5")),
    /items are counted from 1/,
  );
  assert.match(
    statements((text) => text.replace("2026-05-01", "2026-05-32")),
    /the calendar has no 2026-05-32/,
  );
  assert.match(
    statements((text) => text.replace("https:", "http:")),
    /expected an https URL/,
  );
  assert.match(
    statements((text) => text.replace("abcdef", "abcde")),
    /expected sha256: and 16 hex digits/,
  );
  assert.match(
    statements((text) => `${text}  - ${statement}\n`),
    /the id C01 stands here twice/,
  );
  assert.match(
    statements((text) => text.replace(`[${source}]`, `[${source}, ${source}]`)),
    /the id page stands here twice/,
  );
});
