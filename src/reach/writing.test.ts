import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { localTarget } from "./local.ts";
import { nobody, runIn, shells } from "./made-shells.ts";
import { readWritten, type Written } from "./remains.ts";
import { writingScript } from "./scripts/writing.ts";
import { Stop } from "./target.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-writing-")));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true }));
const isRoot = process.getuid?.() === 0;
const asRoot = { skip: isRoot ? false : "needs root" };

let made = 0;
/** A new folder, with what its name shall hold besides. */
function fresh(name = "d", mode = 0o755): string {
  made += 1;
  const path = join(folder, `${made}`, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
  return path;
}

const mark = "0000-mark:";
type Run = {
  readonly as?: readonly string[];
  readonly clean?: boolean;
  readonly script?: string;
  readonly cwd?: string;
};

function write(shell: readonly [string, ...string[]], path: string, run: Run = {}): Written {
  const { as = [], clean = false, script = writingScript, cwd } = run;
  const words = ["footing-writing", mark, clean ? "yes" : "no", path];
  const { stdout } = runIn(shell, script, { words, as, ...(cwd === undefined ? {} : { cwd }) });
  return readWritten(stdout, mark);
}

const steps = ["enter", "create", "write", "sync", "read", "remove"];
const wentWell = steps.map((step) => `step\t${step}\nexit\t0\n`).join("");

/** The script with other words at the beginning of each step. */
function stepping(words: string): string {
  const script = writingScript.replace('step() { say step "$1"; }', () => words);
  assert.notEqual(script, writingScript);
  return script;
}

/** A name as an earlier run gives it whose process is gone. */
const stale = (digit: string): string => `footing-probe-4194303-1-${digit.repeat(32)}`;

for (const shell of shells) {
  const name = shell.join(" ");

  test(`a file is written, synced, read back and removed, and nothing stays (${name})`, () => {
    const path = fresh();
    const { text, whole, remains } = write(shell, path);
    assert.deepEqual([text, whole, remains], [`${wentWell}end\t\n`, true, []]);
    assert.deepEqual(readdirSync(path), []);
  });

  test(`names with spaces, quotes, line breaks, dollars and dashes are only names (${name})`, () => {
    for (const odd of [
      "a b",
      "tab\there",
      "line\nbreak",
      "end\n",
      "quote'\"$(touch x)`touch y`",
      "-n",
      "*",
      "back\\slash",
    ]) {
      const path = fresh(odd);
      const { text } = write(shell, path);
      assert.equal(text, `${wentWell}end\t\n`, JSON.stringify(odd));
      assert.deepEqual(readdirSync(path), []);
    }
  });

  test(`a path may be relative, end in slashes, and begin with a dash (${name})`, () => {
    const path = fresh("-x");
    assert.equal(write(shell, "-x//", { cwd: join(path, "..") }).text, `${wentWell}end\t\n`);
    assert.equal(write(shell, `${path}/.`).text, `${wentWell}end\t\n`);
  });

  test(`where the folder is not there nothing is made (${name})`, () => {
    const path = join(fresh(), "none");
    const { text, remains } = write(shell, path);
    assert.match(text, /^step\tenter\n(said\t.*\n)+exit\t[1-9]\d*\nend\t\n$/);
    assert.deepEqual(remains, []);
    assert.equal(existsSync(path), false);
  });

  test(`where a user may not write the system's own words come back (${name})`, asRoot, () => {
    const { text, whole } = write(shell, fresh(), { as: nobody });
    assert.equal(whole, true);
    assert.match(text, /step\tcreate\nsaid\t.*: Permission denied\nexit\t[1-9]\d*\nend\t\n$/);
  });

  test(`a user may have a link in the path, root may not (${name})`, asRoot, () => {
    const path = fresh("d", 0o777);
    const link = join(path, "../link");
    symlinkSync(path, link);
    assert.equal(write(shell, link, { as: nobody }).text, `${wentWell}end\t\n`);
    assert.match(write(shell, link).text, /^step\tenter\nunsafe\tits last part is a symbolic link/);
    assert.match(write(shell, `${link}/.`).text, /unsafe\tits last part is a symbolic link/);
  });

  test(`as root a link on the way counts only if root alone could have made it (${name})`, asRoot, () => {
    const path = fresh("in/here");
    const own = join(folder, `own-${made}`);
    symlinkSync(join(path, ".."), own);
    assert.equal(write(shell, join(own, "here")).text, `${wentWell}end\t\n`);
    const others = fresh("others");
    symlinkSync(join(path, ".."), join(others, "link"));
    chownSync(others, 65_533, 65_533);
    assert.match(write(shell, join(others, "link/here")).text, /unsafe\tothers could change a symbolic link/);
    const sticky = fresh("sticky", 0o1777);
    execFileSync("ln", ["-s", join(path, ".."), join(sticky, "root")]);
    assert.equal(write(shell, join(sticky, "root/here")).text, `${wentWell}end\t\n`);
    execFileSync(nobody[0], [...nobody.slice(1), "ln", "-s", join(path, ".."), join(sticky, "other")]);
    assert.match(write(shell, join(sticky, "other/here")).text, /unsafe\tothers could change a symbolic link/);
  });

  test(`as root links in a ring are refused, and .. after a link is that of its target (${name})`, asRoot, () => {
    const path = fresh("a/b");
    const above = join(path, "../..");
    symlinkSync(join(above, "ring-b"), join(above, "ring-a"));
    symlinkSync(join(above, "ring-a"), join(above, "ring-b"));
    assert.match(write(shell, join(above, "ring-a/x")).text, /unsafe\t.*ring/);
    symlinkSync("a/b", join(above, "deep"));
    mkdirSync(join(above, "a/c"));
    assert.equal(write(shell, `${above}/deep/../c`).text, `${wentWell}end\t\n`);
  });

  test(`as root a folder into which everybody may write must be sticky, on the way too (${name})`, asRoot, () => {
    assert.match(write(shell, fresh("open", 0o777)).text, /unsafe\tevery user may write into it/);
    assert.equal(write(shell, fresh("sticky", 0o1777)).text, `${wentWell}end\t\n`);
    const below = fresh("way/below");
    chmodSync(join(below, ".."), 0o757);
    assert.match(write(shell, below).text, /unsafe\tevery user may write into it/);
    const group = fresh("group", 0o2775);
    assert.equal(write(shell, group).text, `${wentWell}end\t\n`);
  });

  test(`only what a run left that is gone is found, and only with leave removed (${name})`, () => {
    const path = fresh();
    const running = spawn("sleep", ["30"]);
    try {
      const start =
        readFileSync(`/proc/${running.pid ?? 0}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ")[19] ?? "";
      const kept = [
        "footing-probe.txt",
        "my-footing-probe-x",
        "footing-probe-notes",
        "footing-probe-1-2-3",
        `footing-probe-4194303-1-${"A".repeat(32)}`,
        `footing-probe-4194303-1-${"a".repeat(33)}`,
        `footing-probe-4194303-1-${"a".repeat(32)}\n`,
        `footing-probe-${running.pid ?? 0}-${start}-${"b".repeat(32)}`,
      ];
      for (const one of [...kept, stale("a"), stale("0")]) writeFileSync(join(path, one), "kept");
      mkdirSync(join(path, stale("d")));
      symlinkSync("footing-probe.txt", join(path, stale("e")));
      const found = [stale("0"), stale("a")].map((one) => ({ is: "found", what: `file ${path}/${one}` }));
      assert.deepEqual(write(shell, path).remains, found);
      const removed = found.map(({ what }) => ({ is: "removed", what }));
      assert.deepEqual(write(shell, path, { clean: true }).remains, removed);
      assert.deepEqual(readdirSync(path).toSorted(), [...kept, stale("d"), stale("e")].toSorted());
    } finally {
      running.kill("SIGKILL");
    }
  });

  test(`a user removes no file of somebody else's (${name})`, asRoot, () => {
    const path = fresh("d", 0o777);
    writeFileSync(join(path, stale("a")), "");
    const { remains } = write(shell, path, { clean: true, as: nobody });
    assert.deepEqual(remains, [{ is: "found", what: `file ${path}/${stale("a")}` }]);
  });

  test(`killed between any two steps it is found by the next run, which removes it with leave (${name})`, () => {
    for (const [index, step] of steps.entries()) {
      const path = fresh();
      const script = stepping(`step() { say step "$1"; [ "$1" != ${step} ] || kill -9 $$; }`);
      const { whole } = write(shell, path, { script });
      assert.equal(whole, false);
      const left = readdirSync(path);
      assert.equal(left.length, index < 2 ? 0 : 1, step);
      writeFileSync(join(path, "footing-probe.txt"), "");
      const found = left.map((one) => `file ${path}/${one}`);
      assert.deepEqual(
        write(shell, path).remains,
        found.map((what) => ({ is: "found", what })),
      );
      assert.deepEqual(
        write(shell, path, { clean: true }).remains,
        found.map((what) => ({ is: "removed", what })),
      );
      assert.deepEqual(readdirSync(path), ["footing-probe.txt"]);
    }
  });

  test(`asked to end between any two steps it removes its file and says its end (${name})`, () => {
    for (const step of steps) {
      const path = fresh();
      const script = stepping(`step() { say step "$1"; [ "$1" != ${step} ] || kill -TERM $$; }`);
      const { whole, remains } = write(shell, path, { script });
      assert.deepEqual([whole, remains], [true, []], step);
      assert.deepEqual(readdirSync(path), [], step);
    }
  });

  test(`what is read back and differs is told (${name})`, () => {
    const path = fresh();
    const script = writingScript.replace("step read\n", "step read\nprintf x >&3\n");
    assert.match(write(shell, path, { script }).text, /step\tread\nexit\t1\nstep\tremove\nexit\t0\n/);
    const longer = writingScript.replace("step read\n", "step read\nprintf 'x\\n' >&3\n");
    assert.match(write(shell, path, { script: longer }).text, /step\tread\nexit\t1\n/);
    assert.deepEqual(readdirSync(path), []);
  });
}

const target = localTarget({ environment: process.env, platform: process.platform });

test("through the target: the reading's text, and nothing left", async () => {
  const path = fresh();
  const raw = await target.fetch({ writing: path }, { signal: new AbortController().signal, timeoutMs: 10_000 });
  assert.equal(raw.is === "text" && raw.text, `${wentWell}end\t\n`);
  assert.deepEqual(raw.remains, []);
});

test("stopped at any moment it leaves nothing, and does not say that it did", async () => {
  const path = fresh();
  for (let ms = 0; ms < 60; ms += 3) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Stop("interrupted")), ms);
    const raw = await target.fetch({ writing: path }, { signal: controller.signal, timeoutMs: 10_000 });
    assert.ok(raw.is === "text" || (raw.is === "failed" && raw.why.code === "interrupted"), JSON.stringify(raw));
    assert.deepEqual(readdirSync(path), [], `after ${ms} ms`);
    assert.deepEqual(
      (raw.remains ?? []).map(({ what }) => what),
      [],
      `after ${ms} ms`,
    );
  }
});

test("stopped while it writes, by its limit or by Ctrl-C, it leaves nothing", asRoot, async () => {
  const path = fresh();
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  for (const how of ["timeout", "interrupted"] as const) {
    // A disk that takes half a second for each file, as far as the probe can tell: fsync is slow.
    const slow = writingScript.replace("step sync\n", "step sync\nsleep 0.7\n");
    const child = spawn("sh", ["-c", slow, "footing-writing", mark, "no", path], { detached: true });
    const lines = once(child.stdout, "data");
    await lines;
    await pause(200);
    assert.equal(readdirSync(path).length, 1, how);
    child.kill(how === "timeout" ? "SIGTERM" : "SIGINT");
    await once(child, "exit");
    assert.deepEqual(readdirSync(path), [], how);
  }
});
