import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { alreadyRoot, natively } from "./native.ts";

const folded = (words: string): string => words.trim().replaceAll(/\s+/g, " ");

for (const command of [
  ["uname", "-m"],
  ["id", "-u"],
  ["od", "-An", "-tu1", "-N5", "/bin/sh"],
]) {
  test(`${command.join(" ")} says the same natively and as a program`, async (context) => {
    const [program = "", ...words] = command;
    const ran = spawnSync(program, words, { encoding: "utf8", env: { PATH: process.env["PATH"], LC_ALL: "C" } });
    if (ran.error !== undefined) return context.skip(`${program} is not here`);
    const native = await natively(command);
    assert.equal(native?.is, "text");
    assert.equal(folded(native?.is === "text" ? native.text : ""), folded(ran.stdout));
  });
}

test("a program that is not one of them is not told natively", async () => {
  assert.equal(await natively(["uname", "-r"]), undefined);
  assert.equal(await natively(["constructor"]), undefined);
  assert.equal(alreadyRoot(["reboot"]), undefined);
});
