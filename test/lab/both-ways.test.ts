// Where there is nothing but busybox, the host is found to be the same by the script as natively. The comparison itself is
// src/run/both-ways.test.ts, run here by Node in a root of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readFaults, type Phase } from "./fault.ts";
import { lackingFor } from "./run.ts";
import { runCommand } from "./shell.ts";
import { World } from "./world.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const project = fileURLToPath(new URL("../../", import.meta.url));

/** Programs of busybox alone; of this machine's, Node with its libraries, and the project, which nobody can write. */
const [described] = readFaults(
  "both-ways",
  `
- id: busybox-root
  title: A root with nothing but busybox
  tempts: Two answers, for want of programs of GNU.
  needs: [root, namespaces, busybox]
  ask: { requirement: { id: os, os: {} } }
  twin: { witness: [{ run: "true" }], expect: { outcomes: { os: met }, exit: 0 } }
  fault:
    world:
      - run: |
          busybox_root
          for part in ${project} ${process.execPath} $(ldd ${process.execPath} | grep -o '/[^ ]*'); do
            [ ! -e "/mnt/far$part" ] || continue
            if [ -d "$part" ]; then mkdir -p "/mnt/far$part"; else mkdir -p "/mnt/far$(dirname "$part")"; : >"/mnt/far$part"; fi
            mount --bind "$part" "/mnt/far$part"
            mount -o remount,bind,ro "/mnt/far$part"
          done
    witness: [{ run: chroot /mnt/far cat --help 2>&1, prints: BusyBox }, { run: "! chroot /mnt/far bash -c true 2>/dev/null" }]
    expect: { outcomes: { os: unknown }, exit: 3 }
`,
);
assert.ok(described);
const lacking = await lackingFor([described]);
const needs = { skip: lacking.size > 0 ? `this machine lacks ${[...lacking.keys()].join(", ")}` : false };

// The bundle is not needed: the lab's own folder stands in for it.
const program = { folder, cache: folder, remove: (): void => undefined };

async function inWorld(phase: Phase, then: (world: World) => Promise<void>): Promise<void> {
  const world = await World.build(phase, { program, signal: new AbortController().signal, namespaces: true });
  try {
    for (const witness of phase.witness) await world.check(witness, "");
    await then(world);
  } finally {
    assert.deepEqual(await world.end(), []);
  }
}

test("a root with nothing but busybox is found to be the same both ways", needs, async () => {
  await inWorld(described.fault, async (world) => {
    const words = ["chroot", "/mnt/far", process.execPath, `${project}src/run/both-ways.test.ts`];
    const ended = await runCommand(world.command("", words), { environment: world.environment, timeoutMs: 100_000 });
    assert.equal(ended.exit, 0, ended.stdout + ended.stderr);
    assert.match(ended.stdout, /pass 1\n/);
    assert.match(ended.stdout, /busybox finds by one script/);
  });
});
