import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { loadFaults } from "./fault.ts";
import { groupsNamed } from "./leftovers.ts";
import { lackingFor } from "./run.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const id = "memory-limit";
const lacking = await lackingFor(loadFaults().filter((fault) => fault.id === id));
const needs = { skip: lacking.size > 0 ? `this machine lacks ${[...lacking.keys()].join(", ")}` : false };

/** A world that stands, as `up` makes it: the lab that holds it, and its folder. */
async function standing(context: TestContext): Promise<{ readonly lab: ChildProcess; readonly folder: string }> {
  const lab = spawn(process.execPath, [main, "up", id], { stdio: ["pipe", "pipe", "inherit"] });
  context.after(() => lab.kill("SIGKILL"));
  let said = "";
  for await (const chunk of lab.stdout ?? []) {
    said += String(chunk);
    if (said.includes("Ctrl-C removes it")) break;
  }
  const [, folder] = /stands in (\S+)\./.exec(said) ?? [];
  assert.ok(folder);
  assert.ok(existsSync(folder));
  assert.equal(groupsNamed(basename(folder)).length, 1);
  return { lab, folder };
}

test("Ctrl-C removes a world that stands, and ends with 130", needs, async (context) => {
  const { lab, folder } = await standing(context);
  const ended = once(lab, "exit");
  lab.kill("SIGINT");
  assert.deepEqual(await ended, [130, null]);
  assert.equal(existsSync(folder), false);
  assert.deepEqual(groupsNamed(basename(folder)), []);
});

test("what a lab leaves that is killed itself, `clean` removes", needs, async (context) => {
  const { lab, folder } = await standing(context);
  const ended = once(lab, "exit");
  lab.kill("SIGKILL");
  await ended;
  const clean = spawnSync(process.execPath, [main, "clean"]);
  assert.match(clean.stdout.toString(), new RegExp(`removed ${folder}\n`));
  assert.equal(existsSync(folder), false);
  assert.deepEqual(groupsNamed(basename(folder)), []);
});

test("a fault that is not there, and a word that means nothing, are exit 2", () => {
  for (const words of [["only", "no-such-fault"], ["only"], ["frob"]]) {
    const answer = spawnSync(process.execPath, [main, ...words]);
    assert.equal(answer.status, 2);
    assert.match(answer.stderr.toString(), /npm run lab/);
  }
});

test("of an id its end will do where no other ends so, and else those are named that do", () => {
  const up = (word: string): string => {
    const { status, stderr } = spawnSync(process.execPath, [main, "up", word]);
    assert.equal(status, 2);
    return stderr.toString();
  };
  assert.match(up("dead-mount"), /several faults are called dead-mount: .*disk-dead-mount/);
  assert.match(up("nothing-like-it"), /no fault is called nothing-like-it/);
});
