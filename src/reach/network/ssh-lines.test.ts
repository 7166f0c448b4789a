// What is left of connections by ssh when whoever opened them is killed; a script stands in for ssh.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

/** `-M` stays until `-O exit` ends it, as the one who holds a connection does; `-W` never gets through. */
const standIn = `#!/bin/sh
case " $* " in
  *' -M '*) echo $$ >"$TMPDIR/master"; while [ "$1" != -S ]; do shift; done; : >"$2"; exec sleep 600 ;;
  *' -O check '*) while [ "$1" != -S ]; do shift; done; [ -e "$2" ] ;;
  *' -O exit '*) kill "$(cat "$TMPDIR/master")" ;;
  *) : >"$TMPDIR/forwards"; exec sleep 600 ;;
esac
`;

const opening = `
const { SshLines } = await import(process.argv[1]);
const { Limit } = await import(process.argv[2]);
const lines = new SshLines({ command: (words) => [process.argv[3], ...words, "host"], environment: process.env });
using limit = new Limit(new AbortController().signal, 1500);
await lines.open("192.0.2.1", 80, limit);
await lines.close();
console.log("closed");
setInterval(() => undefined, 1000);
`;

type Opened = { readonly folder: string; readonly pid: number; readonly said: () => string };

async function opened(context: TestContext): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "footing-lines-"));
  const ssh = join(folder, "ssh");
  writeFileSync(ssh, standIn);
  chmodSync(ssh, 0o755);
  const modules = ["ssh-lines.ts", "limit.ts"].map((name) => new URL(name, import.meta.url).href);
  const child = spawn(process.execPath, ["--input-type=module", "-e", opening, ...modules, ssh], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  context.after(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  assert.ok(await comes(() => existsSync(join(folder, "forwards"))), "nothing was opened");
  return { folder, pid: child.pid ?? 0, said: () => text };
}

async function comes(holds: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 400 && !holds(); waited++) await pause(25);
  return holds();
}

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}/exe`);
const left = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith("footing-ssh-"));

test(
  "a connection that others go over ends with who opened it, killed or not",
  { skip: process.platform !== "linux" },
  async (context) => {
    const { folder, pid } = await opened(context);
    const master = Number(readFileSync(join(folder, "master"), "utf8"));
    assert.deepEqual([left(folder).length, isRunning(master)], [1, true]);
    process.kill(pid, "SIGKILL");
    assert.ok(await comes(() => !isRunning(master) && left(folder).length === 0), left(folder).join());
  },
);

test("who closes it leaves nobody who watches", { skip: process.platform !== "linux" }, async (context) => {
  const { folder, said } = await opened(context);
  assert.ok(await comes(() => said() === "closed\n"), said());
  const watching = (): readonly string[] =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((name) => commandOf(name).includes(`${folder}/footing-ssh-`));
  assert.ok(await comes(() => watching().length === 0), watching().map(commandOf).join("\n"));
  assert.deepEqual(left(folder), []);
});

function commandOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
