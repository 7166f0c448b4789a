import assert from "node:assert/strict";
import { test } from "node:test";
import { PortsInTurn } from "./ports-in-turn.ts";

test("one port is one's own until that is done, also where it failed; another port waits for nobody", async () => {
  const turns = new PortsInTurn();
  const told: string[] = [];
  const { promise: first, reject } = Promise.withResolvers<string>();
  const failing = turns.take([443, 80], async () => await first);
  const waiting = turns.take([80], () => Promise.resolve(told.push("80")));
  await turns.take([8443], () => Promise.resolve(told.push("8443")));
  assert.deepEqual(told, ["8443"]);
  reject(new Error("hung up"));
  await assert.rejects(failing, /hung up/);
  await waiting;
  assert.deepEqual(told, ["8443", "80"]);
});
