import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { loadCases } from "../../src/spec/cases.ts";
import { checkSite } from "../../src/spec/check-site.ts";
import { BadFile, type SourceText } from "../../src/spec/problem.ts";
import { loadRequirements } from "../../src/spec/requirements-file.ts";
import { loadSite } from "../../src/spec/site.ts";
import { loadStatements } from "../../src/spec/statements.ts";
import { change, mutate } from "./mutate.ts";

const products = ["cht", "scot4", "carto"];
const read = (product: string, file: string): string =>
  readFileSync(new URL(`../../catalog/${product}/${file}.yaml`, import.meta.url), "utf8");

const site = `footing: 1
product: cht
profile: docker
inputs:
  domain: maps.example.org
  db: { env: DATABASE_URL }
  features: [lds, import-export]
targets:
  - { at: local, role: app }
waivers:
  - { requirement: disk, subject: null, accept: { size: ">= 50 GB" }, reason: it is enough, by: Name, until: 2027-01-31 }
attestations:
  - { requirement: team, answer: yes, by: Name, on: 2026-11-01 }
`;
const product = loadRequirements({ name: "cht", text: read("cht", "requirements") });

const kinds: readonly {
  readonly name: string;
  readonly text: string;
  readonly load: (source: SourceText) => unknown;
}[] = [
  ...products.flatMap((name) => [
    { name: `${name} requirements`, text: read(name, "requirements"), load: loadRequirements },
    { name: `${name} cases`, text: read(name, "cases"), load: loadCases },
    { name: `${name} statements`, text: read(name, "statements"), load: loadStatements },
  ]),
  {
    name: "a site",
    text: site,
    load: (source) => {
      checkSite(loadSite(source), product, "2026-11-15");
    },
  },
];

/** True if it loads. Nothing but a BadFile may be thrown, and every mistake lies in the text. */
function loads(load: (source: SourceText) => unknown, text: string): boolean {
  try {
    load({ name: "fuzzed.yaml", text });
    return true;
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    assert.ok(error.problems.length > 0, "a bad file without a mistake");
    for (const { at, message } of error.problems) {
      assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `${at.start}–${at.end}: ${message}`);
    }
    return false;
  }
}

// The same changes each time, so that a build is not red by chance; and some new ones, so that it learns.
const runs = [{ seed: 1, numRuns: 20 }, { seed: 20_261_101, numRuns: 20 }, { numRuns: 8 }];

for (const { name, text, load } of kinds) {
  test(`a changed file is loaded or refused in words: ${name}`, () => {
    let refused = 0;
    for (const parameters of runs) {
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
          if (!loads(load, changes.reduce(mutate, text))) refused++;
        }),
        parameters,
      );
    }
    assert.ok(refused > 10, "hardly any change was refused: the test shows nothing");
  });
}

test("what is no file at all is refused in words", () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string({ unit: "binary", maxLength: 200 }), ({ load }, text) => {
      assert.equal(loads(load, text), false);
    }),
    { numRuns: 500 },
  );
});
