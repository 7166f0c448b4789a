import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { localTarget } from "./local.ts";

const isLinux = existsSync("/proc/self/environ");

/** Waits until a process is gone or a zombie that nobody has collected yet. */
async function isGone(pid: string): Promise<boolean> {
  for (let round = 0; round < 50; round++) {
    try {
      if (/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return true;
    } catch {
      return true;
    }
    await pause(20);
  }
  return false;
}

test("a command that ends does not take another with it", { skip: !isLinux }, async () => {
  const target = localTarget({ environment: process.env, platform: process.platform });
  const options = { signal: new AbortController().signal, timeoutMs: 5000 };
  const slow = target.fetch({ run: ["sh", "-c", "sleep 0.4; exit 7"], authored: true }, options);
  const quick = await target.fetch({ run: ["true"], authored: true }, options);
  assert.equal(quick.is === "text" ? quick.exit : quick.is, 0);
  const ended = await slow;
  assert.equal(ended.is === "text" ? ended.exit : ended.is, 7);
  await target.close();
});

test("what a command leaves behind is ended, also where it left its process group", { skip: !isLinux }, async () => {
  const target = localTarget({ environment: process.env, platform: process.platform });
  const options = { signal: new AbortController().signal, timeoutMs: 5000 };
  const run = ["sh", "-c", "setsid sleep 873 >/dev/null 2>&1 & echo $!"] as const;
  const raw = await target.fetch({ run, authored: true }, options);
  const pid = raw.is === "text" ? raw.text.trim() : "";
  assert.match(pid, /^\d+$/);
  await target.close();
  assert.ok(await isGone(pid), `process ${pid} is still there`);
});
