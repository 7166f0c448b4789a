import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { readStandardInput, type InputLimits } from "./standard-input.ts";

class FakeInput extends EventEmitter {
  flows = false;
  resume(): void {
    this.flows = true;
  }
  pause(): void {
    this.flows = false;
  }
}

/** What reading came to, in words; afterwards nothing is listened to any more. */
async function came(feed: (input: FakeInput, stop: () => void) => void, more: Partial<InputLimits> = {}) {
  const input = new FakeInput();
  const stopping = new AbortController();
  const limits = { limitBytes: 10, timeoutMs: 5000, signal: stopping.signal, ...more };
  const reading = readStandardInput(input, limits);
  assert.equal(input.flows, true);
  feed(input, () => stopping.abort());
  const words = await reading.then(
    (bytes) => Buffer.from(bytes).toString(),
    (error: unknown) => (error instanceof Error ? error.message : ""),
  );
  assert.equal(input.flows, false);
  assert.deepEqual(input.eventNames(), []);
  return words;
}

test("all of standard input is read, in whatever pieces it comes", async () => {
  const feed = (input: FakeInput): void => {
    input.emit("data", Buffer.from("ab"));
    input.emit("data", "c");
    input.emit("end");
  };
  assert.equal(await came(feed), "abc");
});

test("what is nothing, too much, too late, broken or stopped is refused in words, and let go of", async () => {
  assert.match(await came((input) => input.emit("end")), /nothing came on standard input/);
  assert.match(await came((input) => input.emit("data", "x".repeat(11))), /is too large/);
  assert.match(await came((input) => input.emit("error")), /cannot be read/);
  assert.match(await came((_, stop) => stop()), /the run was stopped/);
  assert.match(await came(() => undefined, { timeoutMs: 20 }), /did not come to its end within 0\.02 s/);
  assert.match(await came(() => undefined, { signal: AbortSignal.abort() }), /the run was stopped/);
});
