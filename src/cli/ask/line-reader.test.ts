import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { LineReader, type Hidden } from "./line-reader.ts";

class FakeInput extends EventEmitter {
  readonly modes: boolean[] = [];
  flows = false;
  resume(): void {
    this.flows = true;
  }
  pause(): void {
    this.flows = false;
  }
  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
  }
  type(text: string): void {
    this.emit("data", Buffer.from(text));
  }
}

function reading(): {
  input: FakeInput;
  reader: LineReader;
  controller: AbortController;
  echoed: () => string;
  hidden: Hidden;
} {
  const input = new FakeInput();
  const controller = new AbortController();
  const reader = new LineReader(input, { signal: controller.signal, interrupt: () => controller.abort() });
  let text = "";
  const hidden: Hidden = { shownBehind: ["env:", "file:"], echo: (more) => void (text += more) };
  return { input, reader, controller, echoed: () => text, hidden };
}

const nothing = (): void => undefined;

test("lines are handed out one by one, however their bytes come in", async () => {
  const { input, reader } = reading();
  const first = reader.line();
  const bytes = Buffer.from("grün\r\ntwo\nthr");
  input.emit("data", bytes.subarray(0, 3));
  input.emit("data", bytes.subarray(3));
  assert.deepEqual(await first, { is: "line", text: "grün" });
  assert.deepEqual(await reader.line(), { is: "line", text: "two" });
  const third = reader.line();
  input.emit("end");
  assert.deepEqual(await third, { is: "end" }, "what was not ended with Enter is no answer");
});

test("a line without end takes no more than a terminal does", async () => {
  const { input, reader } = reading();
  input.type(`${"x".repeat(100_000)}\n`);
  const line = await reader.line();
  assert.equal(line.is === "line" && line.text.length, 4096);
});

test("an interruption ends the waiting, before and while", async () => {
  const { reader, controller } = reading();
  const waiting = reader.line();
  controller.abort();
  assert.deepEqual(await waiting, { is: "interrupted" });
  assert.deepEqual(await reader.line(), { is: "interrupted" });
});

test("of a hidden line only what says where a secret lies is shown, and the terminal is given back", async () => {
  const table: readonly (readonly [typed: string, text: string, echoed: string])[] = [
    ["hunter2\r", "hunter2", "\n"],
    ["env:DB\n", "env:DB", "env:DB\n"],
    ["hunter2\u0015env:DB\r", "env:DB", "env:DB\n"],
    ["file:/a\u007fb\r", "file:/b", "file:/a\b \bb\n"],
    ["env:A\u007f\u007fx\r", "envx", "env:A\b \b\b \b\b \b\b \b\b \b\n"],
    ["en\u001b[Dv:\u001b[3~D\r", "env:D", "env:D\n"],
    ["enough\r", "enough", "\n"],
    ["a\u202eb\u0007\r", "ab", "\n"],
  ];
  for (const [typed, text, shown] of table) {
    const { input, reader, echoed, hidden } = reading();
    const line = reader.hidden(nothing, hidden);
    input.type(typed);
    assert.deepEqual(await line, { is: "line", text }, typed);
    assert.equal(echoed().replaceAll(/(?<=\n)\n/g, ""), shown, typed);
    assert.deepEqual(input.modes, [true, false]);
  }
});

test("Ctrl-C and Ctrl-D as keys interrupt and end, and what is pasted behind a secret's line answers nothing else", async () => {
  const { input, reader, hidden } = reading();
  input.type("-----BEGIN KEY-----\r\rSECRET\r");
  const pasted = reader.hidden(nothing, hidden);
  setTimeout(() => input.type("MORE\r"), 20);
  assert.deepEqual(await pasted, { is: "line", text: "-----BEGIN KEY-----" });
  const next = reader.line();
  input.type("typed\n");
  assert.deepEqual(await next, { is: "line", text: "typed" });
  input.type("a\u0004\u007f\u0004");
  assert.deepEqual(await reader.hidden(nothing, hidden), { is: "end" });
  input.type("ab\u0003");
  assert.deepEqual(await reader.hidden(nothing, hidden), { is: "interrupted" });
  assert.deepEqual(input.modes, [true, false, true, false, true, false]);
});

test("a reader that is closed holds nothing", () => {
  const { input, reader } = reading();
  input.resume();
  reader.close();
  assert.equal(input.flows, false);
  for (const name of ["data", "end", "error"]) assert.equal(input.listenerCount(name), 0);
});
