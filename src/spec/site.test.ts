import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, mistakesIn, onlyMistake } from "../../test/bad-files/mistakes.ts";
import { checkSite } from "./check-site.ts";
import type { SourceText } from "./problem.ts";
import { loadRequirements } from "./requirements-file.ts";
import { loadSite } from "./site.ts";

const head = "footing: 1\nproduct: example\n";
const mistake = (text: string): string => onlyMistake(`${head}${text}`, loadSite);

test("a site says product, profile, answers and targets", () => {
  const site = loadSite({
    name: "footing.yaml",
    text: `${head}profile: docker
inputs:
  version: 20.10
  words: [a, b]
  nothing: null
  empty: []
  db: { env: DATABASE_URL }
  key: { file: /run/key }
targets:
  - { at: local }
  - { at: ssh://db1, role: database }
`,
  });
  assert.deepEqual([site.product, site.profile], ["example", "docker"]);
  const answers = [...site.inputs].map(([name, answer]) => [name, answer.is === "text" ? answer.text : answer.is]);
  assert.deepEqual(answers, [
    ["version", "20.10"],
    ["words", "a,b"],
    ["nothing", "none"],
    ["empty", "none"],
    ["db", "secret"],
    ["key", "secret"],
  ]);
  assert.deepEqual(
    site.targets.map(({ at, role }) => `${role}=${at}`),
    ["app=local", "database=ssh://db1"],
  );
});

test("what a site cannot say", () => {
  assert.match(onlyMistake("product: a\n", loadSite), /`footing` is missing/);
  assert.match(onlyMistake("footing: 1\n", loadSite), /`product` is missing/);
  assert.match(onlyMistake("[]", loadSite), /expected a site file with footing and product/);
  assert.match(mistake("requirements: []\n"), /`requirements` is not a key that can stand here/);
  assert.match(mistake("inptus: {}\n"), /did you mean `inputs`/);
  assert.match(mistake("inputs: { a: { evn: X } }\n"), /evn: .*did you mean `env`/);
  assert.match(mistake("inputs: { a: { env: 'not a name' } }\n"), /expected the name of a variable/);
  assert.match(mistake("inputs: { a: { file: x, env: Y } }\n"), /`env` is not a key that can stand here/);
  assert.match(mistake("inputs: { a: [x, { y: z }] }\n"), /expected a text, found a map/);
  assert.match(mistake("inputs: { a: ['x,y'] }\n"), /an item of a list holds no comma/);
  assert.match(mistake("targets: [{ role: app }]\n"), /`at` is missing/);
  assert.match(mistake("targets: [{ at: local, role: A }]\n"), /expected the name of a role/);
});

const waiver = (better = ""): string =>
  `waivers:\n  - { requirement: disk, accept: { size: '>= 50 GB' }, reason: r, by: n, until: 2027-01-31${better} }\n`;

test("a waiver needs what it accepts, a reason, a name and an end that the calendar has", () => {
  assert.equal(mistake(waiver()), "no mistake");
  assert.match(mistake(waiver().replace(", until: 2027-01-31", "")), /`until` is missing/);
  assert.match(mistake(waiver().replace("2027-01-31", "2027-02-30")), /the calendar has no 2027-02-30/);
  assert.match(mistake(waiver().replace("2027-01-31", "soon")), /expected a day such as 2027-01-31/);
  assert.match(
    mistake(waiver().replace("{ size: '>= 50 GB' }", "{}")),
    /expected fields and what is accepted of them, found a map/,
  );
  assert.match(mistake(waiver().replace("reason: r, ", "")), /`reason` is missing/);
  assert.match(mistake(waiver(", subject: [a]")), /expected a subject, or null/);
});

test("an attestation answers yes or no, by a name, on a day", () => {
  const attestation = (answer: string): string =>
    mistake(`attestations:\n  - { requirement: a, answer: ${answer}, by: n, on: 2026-11-01 }\n`);
  for (const answer of ["yes", "no", "true", "false"]) assert.equal(attestation(answer), "no mistake");
  for (const answer of ["maybe", "y", "1", "null"]) assert.match(attestation(answer), /expected yes or no/);
});

const file = loadRequirements({
  name: "requirements.yaml",
  text: fileWith(
    "- { id: disk, level: must, disk: { path: / }, expect: { size: '>= 60 GB' } }\n- { id: asked, level: must, attest: { question: Is it so? } }\n- { id: each, level: must, for: { v: [a, b] }, attest: { question: 'Is ${for.v} so?' } }\n- { id: later, level: must, pending: bucket }\n",
    "inputs:\n  users: { type: integer }\n",
  ),
});
const checked = (text: string): string =>
  onlyMistake(`${head}${text}`, (source: SourceText) => checkSite(loadSite(source), file, "2026-11-15"));

test("a site is checked against the product's file", () => {
  assert.equal(checked(`inputs: { users: 5 }\n${waiver()}`), "no mistake");
  assert.equal(checked("inputs: { version: 4.2 }\n"), "no mistake", "the product's own version is no input");
  assert.equal(checked("inputs:\n  # users: 5\n"), "no mistake", "all of it is still commented out");
  assert.match(checked("inputs: { usres: 5 }\n"), /usres: Example has no input `usres` \(did you mean `users`\?\)/);
  assert.match(
    checked(waiver().replace("disk", "dsik")),
    /Example has no requirement `dsik` \(did you mean `disk`\?\)/,
  );
  assert.match(
    checked(waiver().replace("size:", "sise:")),
    /sise: disk expects nothing of `sise` \(did you mean `size`\?\)/,
  );
  assert.match(checked(waiver().replace("50 GB", "50 GiBB")), /`50 GiBB` is not a size/);
  assert.match(checked(waiver().replace("size: '>= 50 GB'", "free: '>= 5 GB'")), /disk expects nothing of `free`/);
});

const attested = (requirement: string, on: string): string =>
  `{ requirement: ${requirement}, answer: yes, by: n, on: ${on} }`;

test("an attestation is of what is asked, not of what is looked at, and not of tomorrow", () => {
  const attesting = (...all: readonly string[]): string => checked(`attestations: [${all.join(", ")}]\n`);
  assert.equal(attesting(attested("asked", "2026-11-15")), "no mistake");
  assert.match(attesting(attested("asked", "2026-11-16")), /attested on 2026-11-16, which is still to come/);
  assert.match(attesting(attested("disk", "2026-11-01")), /disk cannot be attested/);
  assert.match(attesting(attested("later", "2026-11-01")), /later cannot be attested/);
  assert.match(attesting(attested("asked", "2026-11-01"), attested("asked", "2026-11-02")), /asked is attested twice/);
  const one = (subject: string): string =>
    attested("each", "2026-11-01").replace("answer", `subject: ${subject}, answer`);
  assert.equal(attesting(attested("each", "2026-11-01"), one("a"), one("b")), "no mistake");
  assert.match(attesting(one("a"), one("a")), /each\[a\] is attested twice/);
  assert.match(attesting(one("c")), /each has no subject `c` \(expected one of `a`, `b`\)/);
});

test("all mistakes of a site are told at once", () => {
  const text = `${head}colour: red\ninputs: { a: [{}] }\ntargets: [{}]\n${waiver().replace("2027-01-31", "never")}`;
  assert.equal(mistakesIn(text, loadSite).length, 4);
});
