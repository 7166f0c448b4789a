import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile, madeSituation } from "../judge/made-situation.ts";
import type { ReportedSizing } from "./report.ts";
import { sizingOf } from "./sizing.ts";

const before = `inputs:
  users: { type: integer, min: 1 }
  stage: { type: choice, of: [small, large], default: small }
  cloud: { type: choice, of: [own, other] }
sizing:
  by: users
  rows:
    - { upTo: 4, memory: 16 GB, when: "inputs.stage == 'large'" }
    - { upTo: 8, memory: 16 GB }
    - { upTo: 32, startsAt: 8, memory: 32 GB, when: "inputs.cloud == 'own'" }
    - { startsAt: 32, memory: 64 GB }`;
const file = madeFile(
  '- { id: memory, level: must, memory: {}, expect: { installed: ">= ${sizing.memory}" } }',
  before,
);
const sized = (inputs: Readonly<Record<string, string>>): ReportedSizing | null =>
  sizingOf(madeSituation(file, { inputs }));

test("the whole table is told, with the row that counts and those whose condition does not hold or is open", () => {
  assert.deepEqual(sized({ users: "4" })?.rows, [
    {
      upTo: 4,
      startsAt: null,
      when: "inputs.stage == 'large'",
      holds: false,
      values: { memory: "16 GB" },
      chosen: false,
    },
    { upTo: 8, startsAt: null, when: null, holds: true, values: { memory: "16 GB" }, chosen: true },
    {
      upTo: 32,
      startsAt: 8,
      when: "inputs.cloud == 'own'",
      holds: null,
      values: { memory: "32 GB" },
      chosen: false,
    },
    { upTo: null, startsAt: 32, when: null, holds: true, values: { memory: "64 GB" }, chosen: false },
  ]);
});

test("a value that no requirement reads is named, since nobody looks whether this place has it", () => {
  const more = before.replaceAll("memory:", "cpu: 4, memory:");
  const situation = madeSituation(
    madeFile('- { id: cpu, level: must, cpu: {}, expect: { count: ">= ${sizing.cpu}" } }', more),
    {
      inputs: { users: "5" },
    },
  );
  assert.deepEqual(sizingOf(situation)?.unread, ["memory"]);
  assert.deepEqual(sized({ users: "5" })?.unread, []);
});

test("where no row counts there is no table to tell", () => {
  assert.equal(sized({}), null);
  assert.equal(sized({ users: "20" }), null, "the condition of the third row is open");
});
