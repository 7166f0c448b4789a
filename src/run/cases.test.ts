import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BadFile, positionOf } from "../spec/problem.ts";
import { testFolder, type TestedFolder } from "./cases.ts";

const reading = { environment: process.env, signal: new AbortController().signal };

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "footing-cases-"));
  await writeFile(
    join(folder, "requirements.yaml"),
    `footing: 1
product: { id: made, name: Made }
inputs: { users: { type: integer, min: 1 }, db: { type: database-url, secret: true } }
requirements:
  - { id: memory, level: must, memory: {}, expect: { installed: ">= 4 GiB" } }
  - { id: system, level: must, os: {}, expect: { supported: true } }
  - { id: team, level: should, attest: { question: Is it so? } }
  - { id: disk, level: should, disk: { path: / }, expect: { type: ssd }, defaults: false }
  - { id: tools, level: should, for: { name: [git, tar] }, command: { name: $for.name } }
  - { id: far, level: may, role: database, cpu: {}, expect: { count: ">= 2" } }
  - { id: next, level: may, pending: bucket }
  - { id: many, level: may, input: { name: users }, expect: { value: ">= 2" } }
`,
  );
});
after(async () => await rm(folder, { recursive: true }));

async function tested(...cases: readonly string[]): Promise<TestedFolder> {
  await writeFile(
    join(folder, "cases.yaml"),
    `cases:\n${cases.map((one, index) => `  - { name: c${index}, ${one} }\n`).join("")}`,
  );
  return await testFolder(folder, reading);
}

async function holds(one: string): Promise<void> {
  const { results } = await tested(one);
  assert.deepEqual(results[0]?.failures, [], one);
}

test("a case is judged by its facts, at their bounds and with their tolerance", async () => {
  await holds("facts: { memory: { installed: 4 GiB } }, expect: { outcomes: { memory: met } }");
  await holds(
    "facts: { memory: { installed: { value: 3.9 GiB, tolerance: 0.08 } } }, expect: { outcomes: { memory: met } }",
  );
  await holds("facts: { memory: { installed: 3.9 GiB } }, expect: { outcomes: { memory: unmet }, verdict: not-ready }");
  await holds("expect: { outcomes: { memory: unknown }, verdict: unverified }");
  await holds(
    "facts: { memory: { installed: { unknown: permission-denied } } }, expect: { outcomes: { memory: unknown } }",
  );
  await holds("facts: { memory: { installed: null } }, expect: { outcomes: { memory: unmet } }");
});

test("a case says what time it is", async () => {
  const facts = "facts: { system: { supportEnds: 2026-06-30 } }";
  await holds(`${facts}, now: 2026-06-30, expect: { outcomes: { system: met } }`);
  await holds(`${facts}, now: 2026-07-01T00:00:00Z, expect: { outcomes: { system: unmet } }`);
});

test("an attestation may be given as a fact, or as in a site file", async () => {
  await holds("facts: { team: { answer: yes } }, expect: { outcomes: { team: met } }");
  await holds("facts: { team: { answer: no } }, expect: { outcomes: { team: unmet } }");
  await holds("expect: { outcomes: { team: unknown } }");
  const given = (on: string): string =>
    `now: 2026-06-15, attestations: [{ requirement: team, answer: yes, by: N, on: ${on} }]`;
  await holds(`${given("2026-06-01")}, expect: { outcomes: { team: met } }`);
  await holds(`${given("2024-06-01")}, expect: { outcomes: { team: unknown } }`);
});

test("a waiver counts as in a site file", async () => {
  const waiver =
    "waivers: [{ requirement: memory, accept: { installed: '>= 3 GB' }, reason: r, by: N, until: 2026-12-31 }]";
  await holds(
    `now: 2026-06-15, ${waiver}, facts: { memory: { installed: 3 GB } }, expect: { outcomes: { memory: waived } }`,
  );
  await holds(
    `now: 2027-06-15, ${waiver}, facts: { memory: { installed: 3 GB } }, expect: { outcomes: { memory: unmet } }`,
  );
});

test("an outcome may be one subject's or one target's; a bare id speaks for all its results", async () => {
  const facts = "facts: { tools: { present: true }, far: { count: 1 } }";
  await holds(`${facts}, expect: { outcomes: { "tools[git]": met, tools: met, "far@database": unmet } }`);
});

test("inputs are answered as on a command line", async () => {
  await holds("inputs: { users: 2 }, expect: { outcomes: { many: met } }");
  await holds("inputs: { users: 1, db: { env: DB } }, expect: { outcomes: { many: unmet } }");
});

test("a case that does not hold says what came instead, and why", async () => {
  const { results } = await tested(
    "facts: { memory: { installed: 3 GB } }, expect: { verdict: ready, outcomes: { memory: met } }",
    "facts: { memory: { installed: 4 GiB } }, expect: { outcomes: { memory: met } }",
  );
  assert.deepEqual(
    results.map(({ name, failures }) => `${name} ${failures.length}`),
    ["c0 2", "c1 0"],
  );
  const told = (index: number): string => {
    const { what = "", expected, got, reason = "" } = results[0]?.failures[index] ?? {};
    return `${what}: expected ${expected}, got ${got}: ${reason}`;
  };
  assert.match(told(0), /^memory: expected met, got unmet: installed is 2\.7 GiB/);
  assert.equal(
    told(1),
    "verdict: expected ready, got not-ready: unmet: memory (installed is 2.7 GiB, and must be >= 4 GiB)",
  );
});

const broken: readonly (readonly [string, RegExp])[] = [
  ["facts: { memroy: { installed: 4 GB } }, expect: { verdict: ready }", /no requirement `memroy`/],
  ["facts: { memory: { instaled: 4 GB } }, expect: { verdict: ready }", /no field `instaled`/],
  ["facts: { memory: { installed: much } }, expect: { verdict: ready }", /a size/],
  ["facts: { memory: { installed: { value: 4 GB, tolerance: 2 } } }, expect: { verdict: ready }", /tolerance/],
  ["facts: { memory: { installed: { unknown: moon } } }, expect: { verdict: ready }", /no reason code/],
  [
    "facts: { memory: { installed: { unknown: timeout, value: 3 GB } } }, expect: { verdict: ready }",
    /beside `unknown`/,
  ],
  ["facts: { memory: { installed: { valu: 3 GB } } }, expect: { verdict: ready }", /`valu` cannot stand here/],
  ["facts: { disk: { type: tape } }, expect: { verdict: ready }", /`tape` is none of its values/],
  ["facts: { system: { supported: true } }, expect: { verdict: ready }", /made from supportEnds/],
  ["facts: { next: { answers: true } }, expect: { verdict: ready }", /pending/],
  ["facts: { many: { value: 3 } }, expect: { verdict: ready }", /give it under `inputs`/],
  ["expect: { outcomes: { memroy: met } }", /no result is named `memroy`/],
  ['expect: { outcomes: { "tools[vim]": met } }', /no result is named/],
  ["inputs: { user: 3 }, expect: { verdict: ready }", /no input `user`/],
  ["inputs: { users: many }, expect: { verdict: ready }", /users/],
  ["profile: docker, expect: { verdict: ready }", /no profile/],
  ["now: 2026-13-45, expect: { verdict: ready }", /2026-13-45/],
  [
    "waivers: [{ requirement: gone, accept: { a: 1 }, reason: r, by: N, until: 2026-12-31 }], expect: { verdict: ready }",
    /no requirement `gone`/,
  ],
  [
    "waivers: [{ requirement: memory, accept: { size: 1 }, reason: r, by: N, until: 2026-12-31 }], expect: { verdict: ready }",
    /expects nothing of `size`/,
  ],
  [
    "attestations: [{ requirement: memory, answer: yes, by: N, on: 2025-01-01 }], expect: { verdict: ready }",
    /cannot be attested/,
  ],
  ["snapshot: gone.json, expect: { verdict: ready }", /gone\.json/],
];

test("a case that says something wrong is refused at its place", async () => {
  for (const [one, words] of broken) {
    await assert.rejects(tested("expect: { verdict: unverified }", one), (error) => {
      if (!(error instanceof BadFile)) throw error;
      const [problem] = error.problems;
      assert.match(problem?.message ?? "", words, one);
      assert.equal(positionOf(problem?.source.text ?? "", problem?.at.start ?? 0).line, 3, one);
      return true;
    });
  }
});

test("the cases of the catalog hold, and no statement is lost", async () => {
  const catalog = fileURLToPath(new URL("../../catalog/", import.meta.url));
  for (const entry of ["cht", "scot4", "carto"]) {
    const { results, uncovered } = await testFolder(join(catalog, entry), reading);
    assert.deepEqual(
      results.flatMap(({ name, failures }) => failures.map(({ what }) => `${name}: ${what}`)),
      [],
    );
    assert.deepEqual(uncovered, []);
  }
});
