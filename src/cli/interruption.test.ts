import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { Interruption } from "./interruption.ts";

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): never {
    this.exits.push(code);
    return undefined as never;
  }
}

function listening(): { readonly process: FakeProcess; readonly interruption: Interruption } {
  const process = new FakeProcess();
  const interruption = new Interruption(process);
  interruption.listen();
  return { process, interruption };
}

test("the first signal ends the work in order, with the signal's exit code", () => {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    const { process, interruption } = listening();
    assert.equal(interruption.code, undefined);
    process.emit(signal, signal);
    assert.equal(interruption.code, code);
    assert.equal(interruption.signal.aborted, true);
    assert.deepEqual(process.exits, []);
  }
});

test("an echo of the first signal is ignored, a later one ends the program at once", (context) => {
  let now = 1000;
  context.mock.method(performance, "now", () => now);
  const { process } = listening();
  process.emit("SIGINT", "SIGINT");
  now += 400;
  process.emit("SIGINT", "SIGINT");
  assert.deepEqual(process.exits, []);
  now += 200;
  process.emit("SIGINT", "SIGINT");
  assert.deepEqual(process.exits, [130]);
});
