import assert from "node:assert/strict";
import { test } from "node:test";
import { onAbort } from "./on-abort.ts";

test("each is called once when the signal aborts, but who took it back", () => {
  const stop = new AbortController();
  const called: string[] = [];
  onAbort(stop.signal, () => called.push("one"));
  const back = onAbort(stop.signal, () => called.push("two"));
  onAbort(stop.signal, () => called.push("three"));
  back();
  stop.abort();
  stop.abort();
  assert.deepEqual(called, ["one", "three"]);
});

test("one that is taken back while the others are called is not called", () => {
  const stop = new AbortController();
  const called: string[] = [];
  let back = (): void => undefined;
  onAbort(stop.signal, () => back());
  back = onAbort(stop.signal, () => called.push("two"));
  stop.abort();
  assert.deepEqual(called, []);
});

test("a signal has one listener, however many wait for it", () => {
  const { signal } = new AbortController();
  let added = 0;
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    added += 1;
    add(...given);
  };
  for (let one = 0; one < 100; one += 1) onAbort(signal, () => undefined);
  assert.equal(added, 1);
});
