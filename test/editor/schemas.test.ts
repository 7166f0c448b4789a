import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { z } from "zod";
import { BadFile } from "../../src/spec/problem.ts";
import { loadRequirements } from "../../src/spec/requirements-file.ts";
import { schemas } from "../../src/spec/schema.ts";
import { exampleOf, examples, type Sort } from "../docs/examples.ts";
import { root } from "../docs/markdown.ts";

/** Every keyword is one that validators know, or that editors show; a mistyped one would check nothing. */
const validators = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
validators.addKeyword({ keyword: "errorMessage", schemaType: "string" });

const sorts = ["requirements", "site", "cases", "statements"] as const;
const validate = new Map<Sort, ValidateFunction>(
  sorts.map((sort) => [sort, validators.compile(schemas()[`${sort}.schema.json`] ?? {})]),
);

/** What the schema of a sort has against a text. */
function against(sort: Sort, text: string): readonly string[] {
  const check = validate.get(sort);
  if (check === undefined || check(parse(text, { merge: true }))) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("what the program takes from the catalog, the schemas take too", () => {
  for (const sort of ["requirements", "cases", "statements"] as const) {
    const files = globSync(`catalog/*/${sort}.yaml`, { cwd: root });
    assert.ok(files.length >= 3);
    for (const file of files) assert.deepEqual(against(sort, readFileSync(`${root}${file}`, "utf8")), [], file);
  }
});

test("what the documentation shows, the schemas take", () => {
  for (const { name, block } of examples()) {
    const { sort, text } = exampleOf(block);
    assert.deepEqual(against(sort, text), [], name);
  }
});

const head = "footing: 1\nproduct: { id: a, name: A }\ninputs: { path: { type: path } }\nrequirements:\n";
const around = (requirement: string): string => `${head}  - { id: a, level: must, ${requirement} }\n`;

test("each way to expect something that the program takes, the schema takes", () => {
  const taken = [
    "memory: , expect: { installed: '>= 4 GB' }",
    "docker: {}, expect: { answers: yes, rootless: No }",
    "docker: {}, expect: { answers: { not: false }, engine: [docker, podman] }",
    "disk: { path: $inputs.path }, expect: { free: { any: ['>= 5 GB', { present: false }] }, type: { not: hdd } }",
    "os: {}, expect: { id: [debian, { matches: '^rocky' }], version: '>= 12' }",
    "exec: { command: /bin/true }, expect: { exitCode: 0, stdout: { contains: 4 } }",
    "pending: backup",
    "anyOf: [{ memory: {}, expect: { installed: '>= 4 GB' } }, { pending: backup }]",
  ];
  for (const one of taken) {
    loadRequirements({ name: one, text: around(one) });
    assert.deepEqual(against("requirements", around(one)), [], one);
  }
});

test("what the lab asks, the schema takes", () => {
  const faults = globSync("test/lab/faults/*.yaml", { cwd: root }).flatMap((file) =>
    z.array(Fault).parse(parse(readFileSync(`${root}${file}`, "utf8"), { merge: true })),
  );
  const asked = faults.flatMap(({ id, ask: { requirement = [] } }) =>
    [requirement].flat().map((one) => ({ id, text: `${head}  - ${one}\n` })),
  );
  assert.ok(asked.length > 150, `only ${asked.length} requirements were found`);
  for (const { id, text } of asked) assert.deepEqual(against("requirements", text), [], id);
});

const Requirement = z.looseObject({}).transform((one) => JSON.stringify({ level: "must", ...one }));
const Fault = z.object({
  id: z.string(),
  ask: z.object({ requirement: z.union([z.array(Requirement), Requirement]).optional() }),
});

const words = ["4", "true", "yes", "null", "''", "[]", "{}", "[a]", "{ not: [a] }", "'>= 4'", "$inputs.users", "1.5"];

test("what the program still takes after a change, the schema takes too", () => {
  const files = globSync("catalog/*/requirements.yaml", { cwd: root }).map((path) =>
    readFileSync(`${root}${path}`, "utf8"),
  );
  const spots = files.flatMap((text) =>
    [...text.matchAll(/(?<=: )("[^"\n]*"|[^\s,{}[\]#|>"][^,{}[\]\n]*|\[[^\]\n]*\])/g)].map(
      ({ index, 0: { length } }) => ({
        before: text.slice(0, index),
        behind: text.slice(index + length),
      }),
    ),
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.constantFrom(...spots), fc.constantFrom(...words), ({ before, behind }, word) => {
      const text = before + word + behind;
      if (!isTaken(text)) return;
      taken += 1;
      assert.deepEqual(against("requirements", text), [], `${before.slice(-60)}>>>${word}<<<`);
    }),
    { numRuns: 600 },
  );
  assert.ok(taken > 20, `only ${taken} were taken`);
});

function isTaken(text: string): boolean {
  try {
    loadRequirements({ name: "changed", text });
    return true;
  } catch (error) {
    if (error instanceof BadFile) return false;
    throw error;
  }
}

test("what the program refuses in a requirement, the schema refuses", () => {
  const refused = [
    "memroy: {}",
    "memory: {}, cpu: {}",
    "title: Nothing",
    "memory: {}, expect: { installed: 4 }",
    "memory: {}, expect: { installed: 4 GB }",
    "memory: {}, expect: { instaled: '>= 4 GB' }",
    "memory: { pth: / }",
    "disk: {}, expect: { free: '>= 4 GB' }",
    "disk: { path: / }, expect: { type: sdd }",
    "disk: { path: / }, expect: { type: { not: sdd } }",
    "docker: {}, expect: { answers: maybe }",
    "docker: {}, expect: { answers: { contains: true } }",
    "anyOf: [{ memroy: {} }, { cpu: {} }]",
    "anyOf: [{ cpu: {}, expect: { count: '>= 2' } }, { memory: {}, expect: { instaled: '>= 4 GB' } }]",
  ];
  for (const one of refused) {
    assert.throws(() => loadRequirements({ name: one, text: around(one) }), BadFile, one);
    assert.notDeepEqual(against("requirements", around(one)), [], one);
  }
});
