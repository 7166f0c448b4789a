// Where a host differs from the machine of the tests, it is found to be the same by the script as natively. The comparison
// itself is src/run/both-ways.test.ts, run there by Node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readFaults, type Fault, type Phase } from "./fault.ts";
import { lackingFor } from "./run.ts";
import { runCommand, type Ended } from "./shell.ts";
import { World } from "./world.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const project = fileURLToPath(new URL("../../", import.meta.url));
const comparison = [process.execPath, `${project}src/run/both-ways.test.ts`] as const;

/**
 * Programs of busybox alone; a Debian whose first process is systemd. Of this machine's, Node (with its libraries, where
 * there are none) and the project, which nobody can write.
 */
const faults = readFaults(
  "both-ways",
  `
- id: busybox-root
  title: A root with nothing but busybox
  tempts: Two answers, for want of programs of GNU.
  needs: [root, namespaces, busybox]
  ask: { requirement: { id: os, os: {} } }
  twin: &same { witness: [{ run: "true" }], expect: { outcomes: { os: met }, exit: 0 } }
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
- id: systemd-host
  title: A Debian whose first process is systemd
  tempts: Two answers, for what only the bus and the units of systemd tell.
  needs: [root, namespaces, docker, systemd-host]
  ask: { requirement: { id: os, os: {} } }
  twin: *same
  fault:
    world:
      - { run: engine --bridge=none, undo: engine_ends }
      - { run: "systemd_host sys -v ${project}:${project}:ro -v ${process.execPath}:${process.execPath}:ro", undo: containers_end }
    witness:
      - { run: docker exec sys cat /proc/1/comm, prints: "^systemd$" }
      - { run: docker exec sys systemctl is-active dbus.socket, prints: "^active$" }
      - { run: "! docker exec sys touch ${project}written 2>/dev/null" }
    expect: { outcomes: { os: met }, exit: 0 }
`,
);
const described = new Map(faults.map((fault) => [fault.id, fault]));

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

/** A test that is skipped, with why, where this machine lacks something. */
async function testIn(id: string, title: string, then: (run: (...words: string[]) => Promise<Ended>) => Promise<void>) {
  const fault: Fault | undefined = described.get(id);
  assert.ok(fault);
  const lacking = await lackingFor([fault]);
  const skip = lacking.size > 0 ? `this machine lacks ${[...lacking.keys()].join(", ")}` : false;
  test(title, { skip }, async () => {
    await inWorld(fault.fault, async (world) => {
      await then((...words) =>
        runCommand(world.command("", words), { environment: world.environment, timeoutMs: 100_000 }),
      );
    });
  });
}

await testIn("busybox-root", "a root with nothing but busybox is found to be the same both ways", async (run) => {
  const ended = await run("chroot", "/mnt/far", ...comparison);
  assert.equal(ended.exit, 0, ended.stdout + ended.stderr);
  assert.match(ended.stdout, /pass 1\n/);
  assert.match(ended.stdout, /busybox finds by one script/);
});

await testIn("systemd-host", "a host with systemd is found to be the same both ways", async (run) => {
  const ended = await run("docker", "exec", "sys", ...comparison);
  assert.equal(ended.exit, 0, ended.stdout + ended.stderr);
  assert.match(ended.stdout, /pass 2\n/);
  assert.match(ended.stdout, /dash finds by one script/);
  assert.match(ended.stdout, /bash finds by one script/);
});
