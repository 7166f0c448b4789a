import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { shells } from "./made-shells.ts";
import { outwardScript } from "./scripts/outward.ts";

const within = /^footing_within\(\) \{\n[^]*?\n\}\n/m.exec(outwardScript)?.[0] ?? "";

for (const [shell, ...words] of shells)
  test(`${shell}: where there is no timeout(1), what is late is ended, and nobody who waits for it is left`, () => {
    const seconds = 3000 + words.length + shell.length;
    const script = `${within}
      command() { return 1; }
      footing_within ${seconds} sh -c 'sleep 0.1; exit 7'; echo "ended $?"
      footing_within 1 sleep ${seconds + 100}; echo "ended $?"
      sleep 0.1`;
    const said = execFileSync(shell, [...words, "-c", script], { encoding: "utf8", timeout: 20_000, stdio: "pipe" });
    assert.equal(said, "ended 7\nended 143\n");
    const left = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
    assert.doesNotMatch(left, new RegExp(`^sleep (${seconds}|${seconds + 100})$`, "m"));
  });
