import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { nobody, shells } from "./made-shells.ts";
import { farTarget } from "./session/made-far-host.ts";
import type { Target } from "./target.ts";

/** In a mount namespace of its own, in which root's regular file stands in place of /dev/null. */
const junkInPlace = [
  "unshare",
  "-m",
  "sh",
  "-c",
  'mount --bind "$1" /dev/null && shift && exec "$@"',
  "footing-place",
] as const;

const canMount = spawnSync("unshare", ["-m", "true"]).status === 0;
const asRoot = { skip: canMount && process.getuid?.() === 0 ? false : "needs root, and a mount namespace" };

const asked: readonly Parameters<Target["fetch"]>[0][] = [
  { listeners: 1 },
  { which: "sh" },
  { file: "/proc/meminfo" },
  { file: "/etc/os-release" },
  { list: "/sys" },
  { run: ["uname", "-m"] },
  { cgroup: "memory" },
];

for (const shell of shells) {
  test(`${shell[0]}: where /dev/null is no device, no answer counts, and each says why`, asRoot, async () => {
    const folder = await mkdtemp(join(tmpdir(), "footing-null-"));
    const junk = join(folder, "null");
    await writeFile(junk, "junk\n", { mode: 0o644 });
    const { target } = farTarget([...junkInPlace, junk, ...nobody, ...shell]);
    try {
      const limits = { signal: new AbortController().signal, timeoutMs: 5000 };
      const raws = await Promise.all(asked.map((reading) => target.fetch(reading, limits)));
      for (const raw of raws)
        assert.match(raw.is === "failed" ? raw.why.text : JSON.stringify(raw), /^\/dev\/null is no device there/);
      assert.equal(target.about().hostname === "" || target.about().hostname === null, false);
    } finally {
      await target.close();
      await rm(folder, { recursive: true });
    }
  });
}
