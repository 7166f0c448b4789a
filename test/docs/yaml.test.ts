import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadCases } from "../../src/spec/cases.ts";
import { checkSite } from "../../src/spec/check-site.ts";
import { BadFile, positionOf } from "../../src/spec/problem.ts";
import { loadRequirements } from "../../src/spec/requirements-file.ts";
import { loadSite } from "../../src/spec/site.ts";
import { loadStatements } from "../../src/spec/statements.ts";
import { exampleOf, examples, type Example } from "./examples.ts";
import { root, type Block } from "./markdown.ts";

const load: Readonly<Record<Example["sort"], (name: string, text: string) => void>> = {
  requirements: (name, text) => void loadRequirements({ name, text }),
  cases: (name, text) => void loadCases({ name, text }),
  statements: (name, text) => void loadStatements({ name, text }),
  foreign: () => undefined,
  site: (name, text) => {
    const site = loadSite({ name, text });
    const product = readFileSync(`${root}catalog/${site.product}/requirements.yaml`, "utf8");
    checkSite(site, loadRequirements({ name: site.product, text: product }), "2026-12-31");
  },
};

function mistakesOf(name: string, block: Block): readonly string[] {
  try {
    const { sort, text } = exampleOf(block);
    load[sort](name, text);
    return [];
  } catch (error) {
    if (!(error instanceof BadFile)) return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
    return error.problems.map(
      ({ message, at, source }) =>
        `${name}: ${message}, in line ${positionOf(source.text, at.start).line} of the example`,
    );
  }
}

test("every YAML example of the documentation loads, and fits the product that it names", () => {
  assert.deepEqual(
    examples().flatMap(({ name, block }) => mistakesOf(name, block)),
    [],
  );
  const sorts = new Set(examples().map(({ block }) => exampleOf(block).sort));
  for (const sort of ["requirements", "site", "cases", "statements"] as const) assert.ok(sorts.has(sort), sort);
});

test("a mistake in an example is seen", () => {
  const wrong = [
    "requirements: []",
    "- { id: memory, level: must, memroy: {} }",
    "product: cht\nfooting: 1\ninputs: { dataPth: / }",
  ];
  for (const text of wrong) assert.notDeepEqual(mistakesOf("example", { language: "yaml", line: 1, text }), [], text);
});
