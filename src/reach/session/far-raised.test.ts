import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { shells } from "../made-shells.ts";
import { farTarget } from "./made-far-host.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-raised-"));
after(() => rmSync(folder, { recursive: true }));

// A user that is not root, and who may be it.
for (const [name, script] of [
  ["id", "echo 65533"],
  ["sudo", 'shift; exec "$@"'],
] as const) {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}
const environment = { PATH: `${folder}:${process.env["PATH"] ?? ""}`, HOME: "/" };

// That of busybox asks an `id` of its own, and is told that it is root.
for (const shell of shells.filter(([name]) => name !== "busybox")) {
  test(`${shell[0]}: what root makes has the same time to take it away as what a user makes`, async () => {
    const script = "trap 'kill $!; sleep 2; echo removed; exit 0' TERM; echo made; sleep 20 & wait";
    const { target, session } = farTarget(shell, { environment });
    const command = ["/bin/sh", "-c", script, "made"] as const;
    const piece = await session.do(
      { is: "run", run: { command, asRoot: true, tidyMs: 9000 }, timeoutMs: 1000 },
      new AbortController().signal,
    );
    await target.close();
    assert.equal(piece.is === "whole" && piece.how, "raised");
    assert.equal(piece.stdout.toString(), "made\nremoved\n");
  });
}
