import assert from "node:assert/strict";
import { test } from "node:test";
import { loadFaults, readFaults } from "./fault.ts";

const phase = "{ witness: [{ run: 'true' }], expect: { outcomes: { a: met }, exit: 0 } }";
const entry = (more: string): string =>
  `- { id: one, title: t, tempts: t, ask: { requirement: { id: a } }, twin: ${phase}, fault: ${phase}${more} }`;

test("a fault is read with its defaults", () => {
  const [fault] = readFaults("area", entry(""));
  assert.equal(fault?.area, "area");
  assert.deepEqual(fault?.twin.world, []);
  assert.equal(fault?.twin.witness[0]?.exit, 0);
});

test("an unknown key, a component that nobody knows and a world without witness are refused by name", () => {
  assert.throws(() => readFaults("area", entry(", nots: x")), /area\.yaml, one:[^]*nots/);
  assert.throws(() => readFaults("area", entry(", needs: [nobody-knows]")), /area\.yaml, one:[^]*needs/);
  assert.throws(() => readFaults("area", entry("").replaceAll("{ run: 'true' }", "")), /witness/);
});

test("every fault's two phases differ in what they expect, and in nothing that is asked", () => {
  for (const { id, alike, twin, fault } of loadFaults()) {
    assert.equal(twin.expect.exit, 0, `${id}: the healthy one must be met`);
    if (alike) {
      assert.ok(fault.expect.says !== undefined && fault.after.length > 0, `${id}: what differs must be looked for`);
      continue;
    }
    assert.notDeepEqual(twin.expect.outcomes, fault.expect.outcomes, id);
    assert.notEqual(fault.expect.exit, 0, id);
  }
});

test("a fault on a recorded machine says so in its name, and no other does", () => {
  for (const { id, recorded } of loadFaults()) assert.equal(id.endsWith("-recorded"), recorded, id);
});
