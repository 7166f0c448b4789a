import assert from "node:assert/strict";
import { test } from "node:test";
import { text, type Bare } from "./bare.ts";
import { Stop } from "./target.ts";
import { within } from "./within.ts";

const never = (): Promise<Bare> => new Promise(() => undefined);
const code = (bare: Bare): string => (bare.is === "failed" ? bare.why.code : bare.is);

test("an answer in time is the answer", async () => {
  const limits = { signal: new AbortController().signal, timeoutMs: 1000 };
  assert.deepEqual(await within(Promise.resolve(text("x")), limits), text("x"));
});

test("what never answers is unknown at its limit", async () => {
  assert.equal(code(await within(never(), { signal: new AbortController().signal, timeoutMs: 30 })), "timeout");
});

test("a stop is answered for at once, with its reason", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Stop("interrupted")), 20);
  const started = performance.now();
  assert.equal(code(await within(never(), { signal: controller.signal, timeoutMs: 5000 })), "interrupted");
  assert.ok(performance.now() - started < 30_000);
});
