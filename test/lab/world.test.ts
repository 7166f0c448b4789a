import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Phase, readFaults } from "./fault.ts";
import { groupsNamed, namespaceOf, processesIn, removeAbandoned } from "./leftovers.ts";
import { isAbandoned, ownPrefix } from "./owner.ts";
import { lackingFor } from "./run.ts";
import { BrokenWorld, type Surroundings, World } from "./world.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const faultIn = (world: string): string => `
- id: one
  title: t
  tempts: t
  needs: [root, loop, cgroup-v1-memory]
  ask: { requirement: { id: a } }
  twin: { witness: [{ run: "true" }], expect: { outcomes: { a: met }, exit: 0 } }
  fault:
    world: ${world}
    witness: [{ run: "true" }]
    expect: { outcomes: { a: unmet }, exit: 1 }
`;
const [example] = readFaults("example", faultIn("[]"));
assert.ok(example);
const lacking = await lackingFor([example]);
const needs = { skip: lacking.size > 0 ? `this machine lacks ${[...lacking.keys()].join(", ")}` : false };

// The bundle is not needed to see how worlds come and go: the lab's own folder stands in for it.
const program = { folder, cache: folder, remove: (): void => undefined };
const surroundings: Surroundings = { program, signal: new AbortController().signal, namespaces: true };
const phaseOf = (world: string): Phase => {
  const [fault] = readFaults("example", faultIn(world));
  assert.ok(fault);
  return fault.fault;
};

const ours = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(ownPrefix));

after(() => assert.deepEqual(ours(), []));

test("a world's disk, control group, open file and background program go with it", needs, async () => {
  const world = await World.build(
    phaseOf(`
      - run: disk 20M data && group memory/inner
      - hold: exec 3>data/held
      - run: |
          setsid sh -c 'echo $$ >/sys/fs/cgroup/memory/'$GROUP'/inner/cgroup.procs; exec sleep 600' >/dev/null 2>&1 &
          until grep -q . /sys/fs/cgroup/memory/$GROUP/inner/cgroup.procs; do sleep 0.02; done`),
    surroundings,
  );
  const [pid] = world.processes();
  const namespace = namespaceOf(pid ?? 0) ?? "";
  assert.ok(processesIn(namespace).length >= 3);
  assert.equal(groupsNamed(basename(world.folder)).length, 1);
  assert.deepEqual(await world.end(), []);
  assert.deepEqual(processesIn(namespace), []);
  assert.deepEqual(groupsNamed(basename(world.folder)), []);
  assert.equal(existsSync(world.folder), false);
});

test("steps are undone from the last to the first, also when a later one fails", needs, async () => {
  const log = join(tmpdir(), `${ownPrefix}log`);
  const failing = phaseOf(`
      - { run: "true", undo: "echo first >>${log}" }
      - { run: "true", undo: "echo second >>${log}" }
      - { run: "echo why >&2; exit 3" }`);
  await assert.rejects(World.build(failing, surroundings), (error) => {
    assert.ok(error instanceof BrokenWorld);
    assert.match(error.message, /exit 3: why/);
    return true;
  });
  assert.equal(readFileSync(log, "utf8"), "second\nfirst\n");
  rmSync(log);
});

test("a witness that does not hold is a broken world, told with what it said", needs, async () => {
  const world = await World.build(phaseOf("[]"), surroundings);
  try {
    await world.check({ run: "id -u", prints: "^0$", exit: 0 }, "");
    await assert.rejects(world.check({ run: "echo 7", prints: "^8$", exit: 0 }, ""), /not \/\^8\$\/: 7/);
    await assert.rejects(world.check({ run: "exit 4", exit: 0 }, ""), /exit 4, not 0/);
  } finally {
    await world.end();
  }
});

test("what a run left that was killed is found and removed, and what lives is left alone", needs, async () => {
  const world = await World.build(phaseOf("[]"), surroundings);
  const gone = spawn("true");
  await once(gone, "exit");
  const abandoned = `footing-lab-${gone.pid ?? 0}x1-left`;
  mkdirSync(join(tmpdir(), abandoned));
  mkdirSync(`/sys/fs/cgroup/memory/${abandoned}/inner`, { recursive: true });
  assert.equal(isAbandoned(abandoned), true);
  assert.equal(isAbandoned(basename(world.folder)), false);
  await removeAbandoned();
  assert.equal(existsSync(join(tmpdir(), abandoned)), false);
  assert.deepEqual(groupsNamed(abandoned), []);
  assert.equal(existsSync(world.folder), true);
  await world.end();
});
