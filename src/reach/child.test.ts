import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { endAllChildren, runChild, runningChildren, type ChildOrder } from "./child.ts";
import { childEnvironment } from "./environment.ts";

const environment = childEnvironment(process.env, process.platform);
const order = (script: string, more: Partial<ChildOrder> = {}): ChildOrder => ({
  command: ["/bin/sh", "-c", script],
  environment,
  timeoutMs: 5000,
  signal: new AbortController().signal,
  ...more,
});

/** Whether any process has this word among its arguments. */
function isAlive(word: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      try {
        const isZombie = /^State:\s+Z/m.test(readFileSync(`/proc/${name}/status`, "utf8"));
        return !isZombie && readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").includes(word);
      } catch {
        return false;
      }
    });
}

async function untilGone(word: string): Promise<void> {
  for (let tries = 0; tries < 100 && isAlive(word); tries++) await pause(20);
  assert.equal(isAlive(word), false, `a process with ${word} is left`);
}

/** A number of seconds that nobody else sleeps, so that a process is known by it. */
const someSeconds = (): string => `3${process.pid}.${Math.floor(Math.random() * 1e6)}`;

test("what a program printed comes back with its exit code", async () => {
  const result = await runChild(order("echo out; echo err >&2; exit 3"));
  assert.equal(result.is, "exited");
  assert.deepEqual(result.is === "exited" && [result.exit, String(result.stdout), String(result.stderr)], [
    3,
    "out\n",
    "err\n",
  ]);
});

test("a program that a signal ended has 128 + n as its code", async () => {
  const result = await runChild(order("kill -9 $$"));
  assert.equal(result.is === "exited" && result.exit, 137);
});

test("a program that is not there is not started", async () => {
  const result = await runChild({ ...order(""), command: ["footing-no-such-program"] });
  assert.equal(result.is === "not-started" && result.code, "ENOENT");
});

test("an argument that no system takes is an answer, not an exception", async () => {
  const result = await runChild({ ...order(""), command: ["echo", "a\0b"] });
  assert.equal(result.is, "not-started");
});

test("a child gets the language C, and nothing of ours but what it needs", async () => {
  const ours = { ...process.env, SECRET: "s3cret", LANG: "de_DE.UTF-8", NODE_OPTIONS: "--x" };
  const result = await runChild(order("env", { environment: childEnvironment(ours, "linux") }));
  assert.ok(result.is === "exited");
  const names = String(result.stdout)
    .split("\n")
    .map((line) => line.split("=")[0]);
  const allowed = ["PATH", "HOME", "USER", "TZ", "SSH_AUTH_SOCK", "LANG", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_", ""];
  assert.deepEqual(
    names.filter((name) => !allowed.includes(name ?? "")),
    [],
  );
  assert.match(String(result.stdout), /^LC_ALL=C$/m);
});

test("a child reads nothing: its input is at its end", async () => {
  const result = await runChild(order("cat; readlink /proc/$$/fd/0"));
  assert.equal(result.is === "exited" && String(result.stdout), "/dev/null\n");
});

test("a program over its time is answered for at its limit, and it is ended with what it started", async () => {
  const word = someSeconds();
  const started = performance.now();
  const result = await runChild(order(`sleep ${word} & sleep ${word}`, { timeoutMs: 150 }));
  assert.equal(result.is, "timeout");
  assert.ok(performance.now() - started < 30_000);
  await untilGone(word);
});

test("a program that ignores being asked is killed", async () => {
  const word = someSeconds();
  const result = await runChild(order(`trap '' TERM INT HUP; sleep ${word}; sleep ${word}`, { timeoutMs: 150 }));
  assert.equal(result.is, "timeout");
  await untilGone(word);
});

test("who stays behind with the pipes in hand holds nothing up, and is ended", async () => {
  const word = someSeconds();
  const started = performance.now();
  const result = await runChild(order(`echo done; sleep ${word} &`));
  assert.equal(result.is === "exited" && String(result.stdout), "done\n");
  assert.ok(performance.now() - started < 30_000);
  await untilGone(word);
});

test("output beyond the limit ends the program", async () => {
  const result = await runChild(order("yes footing", { outputLimitBytes: 100_000 }));
  assert.equal(result.is, "too-much-output");
});

test("output up to the limit comes whole", async () => {
  const result = await runChild(order("head -c 3000000 /dev/zero"));
  assert.equal(result.is === "exited" && result.stdout.length, 3_000_000);
});

test("an abort is answered at once", async () => {
  const controller = new AbortController();
  const word = someSeconds();
  setTimeout(() => controller.abort(), 100);
  const started = performance.now();
  const result = await runChild(order(`sleep ${word}`, { signal: controller.signal }));
  assert.equal(result.is, "stopped");
  assert.ok(performance.now() - started < 30_000);
  await untilGone(word);
});

test("after an abort nothing is started", async () => {
  const result = await runChild(order("echo no", { signal: AbortSignal.abort() }));
  assert.equal(result.is, "stopped");
});

test("all children can be ended together", async () => {
  const word = someSeconds();
  const results = [1, 2, 3].map(() => runChild(order(`trap '' TERM; sleep ${word}; sleep ${word}`)));
  await pause(100);
  await endAllChildren();
  assert.deepEqual(
    (await Promise.all(results)).map((result) => result.is),
    ["stopped", "stopped", "stopped"],
  );
  await untilGone(word);
  assert.equal(runningChildren(), 0);
});

/** A program that waits for another in its own group, and tidies up when it is asked to end. */
const tidying = (word: string, tidy: string): string =>
  `sleep ${word} & job=$!; trap 'kill -0 $job && echo goes on; ${tidy}; kill $job; exit 0' TERM; echo made; wait $job`;

test("one that tidies up is asked alone, and what it says meanwhile is in the answer", async () => {
  const word = someSeconds();
  const result = await runChild(order(tidying(word, "sleep 0.3; echo removed"), { timeoutMs: 200, tidyMs: 3000 }));
  assert.deepEqual([result.is, "stdout" in result && String(result.stdout)], ["timeout", "made\ngoes on\nremoved\n"]);
  await untilGone(word);
});

test("an abort gives it the same time, and all together ended it is waited for", async () => {
  const controller = new AbortController();
  const words = [someSeconds(), someSeconds()];
  const script = (word = ""): string => tidying(word, "sleep 0.3; echo removed");
  const first = runChild(order(script(words[0]), { signal: controller.signal, tidyMs: 3000 }));
  const second = runChild(order(script(words[1]), { tidyMs: 3000 }));
  await pause(200);
  controller.abort();
  await endAllChildren();
  for (const result of await Promise.all([first, second])) {
    assert.deepEqual([result.is, "stdout" in result && String(result.stdout)], ["stopped", "made\ngoes on\nremoved\n"]);
  }
  for (const word of words) await untilGone(word);
  assert.equal(runningChildren(), 0);
});

test("one that does not end in the time that it has is killed with all that it started", async () => {
  const word = someSeconds();
  const started = performance.now();
  const script = `trap '' TERM; sleep ${word} & echo made; sleep ${word}`;
  const result = await runChild(order(script, { timeoutMs: 200, tidyMs: 300 }));
  assert.deepEqual([result.is, "stdout" in result && String(result.stdout)], ["timeout", "made\n"]);
  assert.ok(performance.now() - started < 30_000);
  await untilGone(word);
});

test("one that tidies up and ends by itself in time is answered as any other", async () => {
  const result = await runChild(order("echo done; exit 3", { tidyMs: 3000 }));
  assert.deepEqual(result.is === "exited" && [result.exit, String(result.stdout)], [3, "done\n"]);
});

test("output beyond the limit ends one that tidies up too, after it has tidied", async () => {
  const script = "trap 'exit 0' TERM; yes footing & wait";
  const result = await runChild(order(script, { outputLimitBytes: 100_000, tidyMs: 1000 }));
  assert.equal(result.is, "too-much-output");
});
