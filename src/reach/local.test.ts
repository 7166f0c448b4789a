import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Raw, Reading } from "../facts/reading.ts";
import { localTarget } from "./local.ts";
import { diskScript } from "./scripts/disk.ts";
import { Stop } from "./target.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-local-")));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const target = localTarget({ environment: process.env, platform: process.platform });
const limits = { signal: new AbortController().signal, timeoutMs: 5000 };
const fetch = (reading: Reading): Promise<Raw> => target.fetch(reading, limits);
const isRoot = process.getuid?.() === 0;

/** The value of one key that the disk reading printed. */
const told = (text: string, key: string): string | undefined =>
  text
    .split("\n")
    .find((line) => line.startsWith(`${key}\t`))
    ?.slice(key.length + 1);

async function disk(path: string): Promise<(key: string) => string | undefined> {
  const raw = await fetch({ disk: path });
  assert.equal(raw.is, "text", JSON.stringify(raw));
  const text = raw.is === "text" ? raw.text : "";
  assert.match(text, /\nend\n$/);
  return (key) => told(text, key);
}

test("a file of the system is read, one that is not there is missing", async () => {
  const raw = await fetch({ file: "/proc/self/status" });
  assert.match(raw.is === "text" ? raw.text : "", /^Cpus_allowed_list:/m);
  assert.deepEqual(
    [(await fetch({ file: "/proc/none" })).is, (await fetch({ file: "/proc/version/x" })).is],
    ["missing", "missing"],
  );
});

test("a recorded tree stands in for the system, and the witness says so", async () => {
  mkdirSync(at("root/etc"), { recursive: true });
  writeFileSync(at("root/etc/os-release"), "ID=recorded\n");
  const recorded = localTarget({ environment: process.env, platform: "linux", root: at("root") });
  const raw = await recorded.fetch({ file: "/etc/os-release" }, limits);
  assert.deepEqual([raw.is === "text" && raw.text, raw.by], ["ID=recorded\n", at("root/etc/os-release")]);
  assert.equal((await recorded.fetch({ list: "/etc" }, limits)).is, "text");
});

test("outside Linux, what is not in /proc was not looked at", async () => {
  const mac = localTarget({ environment: process.env, platform: "darwin" });
  const windows = localTarget({ environment: process.env, platform: "win32" });
  const why = async (from: typeof mac, reading: Reading): Promise<string> => {
    const raw = await from.fetch(reading, limits);
    return raw.is === "failed" ? raw.why.code : raw.is;
  };
  assert.equal(await why(mac, { file: "/proc/meminfo" }), "platform");
  assert.equal(await why(mac, { cgroup: "memory" }), "platform");
  assert.equal(await why(mac, { file: "/etc/none" }), "missing");
  assert.equal(await why(windows, { run: ["uname", "-m"] }), "platform");
  assert.equal(await why(windows, { which: "git", as: "root" }), "platform");
  assert.equal(await why(windows, { folder: "/" }), "platform");
  const raw = await windows.fetch({ platform: true }, limits);
  assert.equal(raw.is === "text" && raw.text, "windows");
});

test("what another system is asked is not run, and nothing is said of it", async () => {
  const mark = at("asked");
  for (const on of ["macos", "windows"] as const) {
    const raw = await fetch({ run: ["touch", mark], on });
    assert.equal(raw.is === "failed" && raw.why.code, "platform");
  }
  assert.equal(existsSync(mark), false);
  const raw = await fetch({ run: ["touch", mark], on: "linux" });
  assert.deepEqual([raw.is, existsSync(mark)], ["text", true]);
  const mac = localTarget({ environment: process.env, platform: "darwin" });
  assert.equal((await mac.fetch({ run: ["uname", "-s"], on: "macos" }, limits)).is, "text");
});

test("what PowerShell is asked is the witness, not how it is called", () => {
  const run = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", "Get-CimInstance Win32_X"] as const;
  const windows = localTarget({ environment: process.env, platform: "win32" });
  assert.equal(windows.witness({ run, on: "windows" }), "PowerShell: Get-CimInstance Win32_X");
});

test("a program is found on the PATH that was given, and must be executable and a file", async () => {
  mkdirSync(at("bin/folder"), { recursive: true });
  for (const name of ["yes", "no"]) writeFileSync(at(`bin/${name}`), "#!/bin/sh\necho 1.2.3\n");
  chmodSync(at("bin/yes"), 0o755);
  chmodSync(at("bin/no"), 0o644);
  const own = localTarget({ environment: { PATH: `/nothing:${at("bin")}` }, platform: "linux" });
  const raw = await own.fetch({ which: "yes" }, limits);
  assert.equal(raw.is === "text" && raw.text, at("bin/yes"));
  for (const name of ["no", "folder", "nothing", "cd", "*"]) {
    assert.equal((await own.fetch({ which: name }, limits)).is, "missing", name);
  }
});

test("a program answers with code and both streams; an author's arguments are not shown as witness", async () => {
  const raw = await fetch({ run: ["sh", "-c", "echo a; echo b >&2; exit 4"], authored: true });
  assert.deepEqual(raw.is === "text" && [raw.text, raw.stderr, raw.exit, raw.by], ["a\n", "b\n", 4, "sh"]);
  assert.equal((await fetch({ run: ["footing-no-such-program"] })).is, "missing");
});

test("limits are answered for, and say which came first", async () => {
  const late = await target.fetch({ run: ["sleep", "30"] }, { ...limits, timeoutMs: 100 });
  assert.equal(late.is === "failed" && late.why.code, "timeout");
  for (const code of ["deadline", "interrupted"] as const) {
    const controller = new AbortController();
    const running = target.fetch({ run: ["sleep", "30"] }, { ...limits, signal: controller.signal });
    setTimeout(() => controller.abort(new Stop(code)), 50);
    const raw = await running;
    assert.equal(raw.is === "failed" && raw.why.code, code);
  }
  const stopped = await target.fetch(
    { file: "/proc/version" },
    { ...limits, signal: AbortSignal.abort(new Stop("deadline")) },
  );
  assert.equal(stopped.is === "failed" && stopped.why.code, "deadline");
});

test("a folder's file system is that of its mount", async () => {
  const key = await disk("/proc");
  assert.deepEqual([key("at"), key("climbed")], ["/proc", "no"]);
  assert.match(key("mount") ?? "", / - proc /);
});

test("what does not exist yet is looked at by its nearest existing parent", async () => {
  const key = await disk(at("not/yet/here"));
  assert.deepEqual([key("at"), key("climbed")], [folder, "yes"]);
});

test("a link is followed to where it leads, also where that is not there yet", async () => {
  mkdirSync(at("data"));
  symlinkSync(at("data/docker/x"), at("link"));
  symlinkSync("data", at("relative"));
  assert.equal((await disk(at("link/below")))("at"), at("data"));
  assert.equal((await disk(at("relative/../relative")))("at"), at("data"));
  symlinkSync("/proc/nothing-there", at("elsewhere"));
  assert.match((await disk(at("elsewhere")))("mount") ?? "", / - proc /);
});

test("links that lead round in a ring are a problem, not a parent's figures", async () => {
  symlinkSync(at("ring-b"), at("ring-a"));
  symlinkSync(at("ring-a"), at("ring-b"));
  assert.equal((await disk(at("ring-a")))("problem"), "broken");
});

test("a file has the file system that it lies on, but nothing can be below it", async () => {
  writeFileSync(at("file"), "");
  const key = await disk(at("file"));
  assert.deepEqual([key("at"), key("sort")], [at("file"), "file"]);
  assert.equal((await disk(at("file/below")))("problem"), "obstructed");
});

test("a pipe holds no data, and is not opened", async () => {
  execFileSync("mkfifo", [at("pipe")]);
  assert.equal((await disk(at("pipe")))("problem"), "special");
});

test("names with spaces, tabs, quotes and backslashes are only names", async () => {
  for (const name of ["a b", "tab\there", "quote'\"$(x)`y`", "back\\slash", "-n", "*"]) {
    mkdirSync(at(name));
    assert.equal((await disk(at(name)))("climbed"), "no", name);
  }
});

test("a parent that may not be looked into is a problem, not its own parent's figures", () => {
  mkdirSync(at("locked/in"), { recursive: true });
  chmodSync(folder, 0o755);
  chmodSync(at("locked"), 0o700);
  const words = ["sh", "-c", diskScript, "footing-disk", at("locked/in/deep")];
  if (!isRoot) chmodSync(at("locked"), 0o000);
  const as = isRoot ? ["setpriv", "--reuid=65534", "--clear-groups", ...words] : words;
  const text = execFileSync(as[0] ?? "sh", as.slice(1)).toString();
  chmodSync(at("locked"), 0o700);
  assert.equal(told(text, "problem"), "denied");
  assert.equal(told(text, "statfs"), undefined);
});

test("the figures are those of stat, whichever shell reads the script", async () => {
  const shells = [["dash"], ["bash"], ["busybox", "sh"]].filter(([shell]) => {
    try {
      execFileSync("sh", ["-c", `command -v ${shell ?? ""}`]);
      return true;
    } catch {
      return false;
    }
  });
  assert.ok(shells.length > 0);
  for (const [shell = "sh", ...words] of shells) {
    const text = execFileSync(shell, [...words, "-c", diskScript, "footing-disk", "/proc/"]).toString();
    assert.deepEqual([told(text, "at"), told(text, "climbed")], ["/proc", "no"], shell);
    assert.match(told(text, "statfs") ?? "", /^\d+( \d+){5} 9fa0 /, shell);
    assert.match(text, /\nend\n$/, shell);
  }
});

// A file system whose server never answers: whoever touches it hangs, as on a dead network mount.
const canMount = isRoot && process.platform === "linux";
test(
  "a dead mount is unknown within its limit, holds nothing else up, and nothing stays behind",
  { skip: canMount ? false : "needs root" },
  async () => {
    mkdirSync(at("dead"));
    const script =
      'exec 3<>/dev/fuse; mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 footing-dead "$0" && echo up; exec sleep 60';
    const server = spawn("bash", ["-c", script, at("dead")], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      assert.equal(String(await once(server.stdout, "data")), "up\n");
      const started = performance.now();
      const [dead, alive] = await Promise.all([
        target.fetch({ disk: at("dead/data") }, { ...limits, timeoutMs: 400 }),
        target.fetch({ file: "/proc/version" }, limits),
      ]);
      assert.equal(dead.is === "failed" && dead.why.code, "timeout");
      assert.ok(performance.now() - started < 1500);
      assert.ok(alive.is === "text" && alive.ms < 300);
      await target.close();
    } finally {
      execFileSync("umount", ["-l", at("dead")]);
      server.kill("SIGKILL");
    }
  },
);
