import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { addressingScript } from "./scripts/addressing.ts";

const linux = { skip: process.platform === "linux" ? false : "what is read are files of Linux" };

test("a DHCP client that has ended, and that nobody has waited for, gives no addresses", linux, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "footing-addressing-"));
  const client = join(folder, "udhcpc-ended");
  copyFileSync("/bin/true", client);
  // A shell would wait for it: it ends once its parent is none any more.
  const lasts = 'while read -r name </proc/$PPID/comm && [ "$name" != sleep ]; do :; done; exec "$0"';
  const parent = spawn("sh", ["-c", `sh -c '${lasts}' "$0" & echo "$!"; exec sleep 60`, client], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  t.after(() => {
    parent.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });
  const ended = await new Promise<string>((done) => parent.stdout.once("data", (said) => done(String(said).trim())));
  while (!(await readFile(`/proc/${ended}/stat`, "utf8")).includes("(udhcpc-ended) Z")) {
    await new Promise((done) => setTimeout(done, 5));
  }
  for (const shell of ["dash", "bash"]) {
    const said = execFileSync(shell, ["-c", addressingScript], { encoding: "utf8", timeout: 10_000 });
    assert.match(said, /^end$/m, shell);
    assert.doesNotMatch(said, /^client\tudhcpc-ended/m, shell);
  }
});
