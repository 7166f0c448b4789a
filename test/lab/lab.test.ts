import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "./classify.ts";
import { loadFaults } from "./fault.ts";
import { lackingFor, runLab } from "./run.ts";
import { isClean, lastLine } from "./tally.ts";

const faults = loadFaults();
const lacking = await lackingFor(faults);

for (const [name, brings] of lacking) {
  const number = faults.filter(({ needs }) => needs.some((needed) => needed === name)).length;
  if (number === 0) continue;
  test(`the lab's faults that need ${name} (${number})`, { skip: `this machine lacks ${brings}` }, () => undefined);
}

/** Some seconds a fault, where each is built twice; a machine may be ten times as slow as the slowest seen. */
const longestMs = 60 * 60_000;

test("every fault of the lab is told from its healthy twin", { timeout: longestMs }, async (context) => {
  const wrong: string[] = [];
  const result = await runLab(faults, {
    signal: context.signal,
    onDone: ({ id }, { is, why }: Finding) => {
      if (is !== "ok") wrong.push(`${id}: ${is}: ${why}`);
    },
  });
  context.diagnostic(lastLine(result));
  assert.deepEqual(wrong, []);
  assert.ok(isClean(result));
});
