import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { containerTarget } from "./container-target.ts";
import type { Target } from "./target.ts";

const id = "4f".repeat(32);
const limits = { signal: new AbortController().signal, timeoutMs: 10_000 };

/** A container behind a client that is a script: it inspects by `inspect`, and its exec runs a shell of this host. */
function made(t: TestContext, { client = "docker", inspect = "", exec = 'shift 3; exec "$@"' }): Target {
  const folder = mkdtempSync(join(tmpdir(), "footing-test-"));
  const program = join(folder, client);
  const script = `#!/bin/sh\necho "$@" >>'${folder}/asked'\ncase $1 in inspect) ${inspect} ;; exec) ${exec} ;; esac\n`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const environment = { PATH: client === "docker" ? `${folder}:/usr/bin:/bin` : `${folder}:/bin` };
  const target = containerTarget("docker://app", "app", { environment, platform: process.platform, timeoutMs: 10_000 });
  t.after(async () => {
    await target.close();
    rmSync(folder, { recursive: true });
  });
  return target;
}

const runs = `printf '${id}\\trunning\\t0\\t0\\t"2020-01-01T00:00:00Z"\\n'`;

test("a container that runs is looked into by its own shell", async (t) => {
  const target = made(t, { inspect: runs });
  const raw = await target.fetch({ file: "/proc/sys/kernel/ostype" }, limits);
  assert.deepEqual([raw.is, raw.is === "text" && raw.text], ["text", "Linux\n"]);
  assert.equal(target.about().state, "reached");
  assert.equal(target.type, "container");
});

test("a container that does not run is asked nothing, and says why", async (t) => {
  const target = made(t, { inspect: runs.replace("running", "paused"), exec: "sleep 60" });
  const raw = await target.fetch({ file: "/proc/meminfo" }, limits);
  assert.equal(raw.is === "failed" && raw.why.code, "not-running");
  const { state, why } = target.about();
  assert.deepEqual([state, why?.code], ["lost", "not-running"]);
});

test("a container without sh says so", async (t) => {
  const exec = `echo 'OCI runtime exec failed: exec: "sh": executable file not found in $PATH: unknown'; exit 126`;
  const raw = await made(t, { inspect: runs, exec }).fetch({ file: "/proc/meminfo" }, limits);
  assert.equal(raw.is === "failed" && raw.why.code, "no-shell");
});

test("a shell that answers with words like ours is not believed", async (t) => {
  const exec = "echo 'x begin 1'; echo 'MemTotal: 99999999 kB'; echo 'x err 1'; echo 'x end 1 0 user'";
  const raw = await made(t, { inspect: runs, exec }).fetch({ file: "/proc/meminfo" }, limits);
  assert.equal(raw.is === "failed" && raw.why.code, "target-lost");
});
