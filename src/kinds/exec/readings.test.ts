import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, toldBy } from "../made-raws.ts";
import { execLook } from "./readings.ts";

const look = (run: Raw) => toldBy(execLook.understand({ run }, { command: "x" }, new Set()));

test("the command is run as it was written, as the author's", () => {
  assert.deepEqual(execLook.readings({ command: "modinfo", args: ["-F", "a b"] }, new Set()), {
    run: { run: ["modinfo", "-F", "a b"], authored: true },
  });
  assert.deepEqual(execLook.readings({ command: "true" }, new Set()), { run: { run: ["true"], authored: true } });
});

test("exit code and output are what they were", () => {
  const { exitCode, stdout } = look(runRaw("x", "hello\n", { exit: 3 }));
  assert.deepEqual([exitCode?.value, stdout?.value], [3, "hello\n"]);
});

test("a command that is not there has no exit code, which is known", () => {
  const { exitCode, stdout } = look(missingRaw("x"));
  assert.deepEqual([exitCode?.is, stdout?.is], ["absent", "absent"]);
});

test("a command that did not end has none that is known", () => {
  for (const code of ["timeout", "too-much-output", "interrupted"]) {
    assert.equal(look(failedRaw("x", code))["exitCode"]?.why?.code, code);
  }
});
