import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Patience } from "./patience.ts";

/** One whose time passes by `tick` alone, and what was late. */
function withOwnClock({ mock }: TestContext): { readonly patience: Patience; readonly late: string[] } {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  mock.method(performance, "now", () => Date.now());
  return { patience: new Patience(), late: [] };
}

const later = (times: string[], word: string) => () => void times.push(word);

test("what is waited for last is late, after its own time, and nothing before it", (t) => {
  const { patience, late } = withOwnClock(t);
  patience.wait(1000, later(late, "the greeting"));
  t.mock.timers.tick(900);
  patience.wait(3000, later(late, "a slow job"));
  t.mock.timers.tick(200);
  assert.deepEqual(late, [], "what is not waited for any more is not late");
  t.mock.timers.tick(100);
  patience.wait(500, later(late, "a quick job"));
  t.mock.timers.tick(499);
  assert.deepEqual(late, []);
  t.mock.timers.tick(1);
  assert.deepEqual(late, ["a quick job"]);
  t.mock.timers.tick(10_000);
  assert.deepEqual(late, ["a quick job"], "once");
});

test("where nothing is waited for, nothing is late", (t) => {
  const { patience, late } = withOwnClock(t);
  patience.wait(1000, later(late, "one"));
  patience.end();
  t.mock.timers.tick(5000);
  assert.deepEqual(late, []);
  patience.wait(1000, later(late, "another"));
  t.mock.timers.tick(1000);
  assert.deepEqual(late, ["another"]);
});
