import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { UsageError } from "../spec/problem.ts";
import { expectWritable, writeWhole } from "./write-file.ts";

function folder(context: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), "footing-write-"));
  context.after(() => rmSync(made, { recursive: true }));
  return made;
}

const refused = (message: RegExp) => (error: unknown) => error instanceof UsageError && message.test(error.message);

test("a file is written whole, replaces the old one, and nothing lies beside it", async (context) => {
  const path = join(folder(context), "report.json");
  writeFileSync(path, "old");
  await writeWhole(path, "new");
  assert.equal(readFileSync(path, "utf8"), "new");
  assert.deepEqual(readdirSync(join(path, "..")), ["report.json"]);
  assert.equal(statSync(path).mode & 0o777, 0o666 & ~process.umask());
});

test("who could not read the old file cannot read the new one, and no file is opened further", async (context) => {
  const path = join(folder(context), "report.json");
  const usual = 0o666 & ~process.umask();
  for (const [mode, expected] of [
    [0o600, 0o600],
    [0o640, 0o640 & usual],
    [0o666, usual],
    [0o755, 0o644 & usual],
  ] as const) {
    writeFileSync(path, "old");
    chmodSync(path, mode);
    await writeWhole(path, "new");
    assert.equal(statSync(path).mode & 0o777, expected, mode.toString(8));
  }
  chmodSync(path, 0o664);
  await writeWhole(path, "new", { keepOwner: true });
  assert.equal(statSync(path).mode & 0o777, 0o664);
});

test(
  "a file in its owner's folder stays theirs, and one in a folder for all becomes the writer's",
  { skip: process.getuid?.() === 0 ? false : "only root writes for others" },
  async (context) => {
    const made = folder(context);
    const path = join(made, "report.json");
    for (const [ofFolder, expected] of [
      [12345, 12345],
      [0, 0],
    ] as const) {
      chownSync(made, ofFolder, 0);
      writeFileSync(path, "old");
      chownSync(path, 12345, 12345);
      chmodSync(path, 0o600);
      await writeWhole(path, "new");
      const { uid, mode } = statSync(path);
      assert.deepEqual([uid, mode & 0o777], [expected, 0o600]);
    }
  },
);

test("a link is not followed and not replaced", async (context) => {
  const made = folder(context);
  const [target, link] = [join(made, "target"), join(made, "link")];
  writeFileSync(target, "precious");
  symlinkSync(target, link);
  await assert.rejects(writeWhole(link, "x"), refused(/symbolic link/));
  assert.equal(readFileSync(target, "utf8"), "precious");
});

const moduleAt = JSON.stringify(new URL("write-file.ts", import.meta.url).href);

/** What the check of some paths says to a user that is not root. */
function saidToAnother(...paths: readonly string[]): readonly string[] {
  // The program is loaded before root is left, since it may lie where others may not read.
  const script = `
    const { expectWritable } = await import(${moduleAt});
    if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }
    const said = process.argv.slice(1).map((path) => expectWritable(path).then(() => "fine", ({ message, help }) => message + ". " + help));
    console.log(JSON.stringify(await Promise.all(said)));`;
  const words = ["--input-type=module", "--eval", script, ...paths];
  return JSON.parse(spawnSync(process.execPath, words, { encoding: "utf8" }).stdout) as readonly string[];
}

const canMount =
  process.getuid?.() === 0 && spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;
const noReadOnly = canMount ? false : "needs root that may mount";
const noPosix = process.platform === "win32" ? "needs the rights of POSIX" : false;

test(
  "a folder that this user may not write to is refused before anything is looked at",
  { skip: noPosix },
  (context) => {
    const made = folder(context);
    const [closed, shared] = [join(made, "closed"), join(made, "shared")];
    mkdirSync(closed);
    mkdirSync(shared);
    writeFileSync(join(closed, "old.json"), "", { mode: 0o666 });
    writeFileSync(join(shared, "old.json"), "", { mode: 0o666 });
    chmodSync(made, 0o755);
    chmodSync(closed, 0o555);
    chmodSync(shared, 0o1777);
    const paths = [join(closed, "new.json"), join(closed, "old.json"), join(shared, "new.json")];
    const may = "Name a file in a folder that this user may write to.";
    assert.deepEqual(saidToAnother(...paths), [
      `${paths[0]} cannot be written: this user may not write there. ${may}`,
      `${paths[1]} cannot be written: this user may not write there. ${may}`,
      "fine",
    ]);
    chmodSync(closed, 0o755);
    if (process.getuid?.() !== 0) return;
    const kept = join(shared, "old.json");
    assert.deepEqual(saidToAnother(kept), [`${kept} cannot be written: another user's file stands there. ${may}`]);
  },
);

test("a file system that is read-only is refused before anything is looked at", { skip: noReadOnly }, (context) => {
  const made = folder(context);
  const script = 'mount -t tmpfs -o ro none "$1" && exec "$2" --input-type=module --eval "$3" "$1/report.json"';
  const check = `
    const { expectWritable } = await import(${moduleAt});
    await expectWritable(process.argv[1]).catch(({ message, help }) => console.log(message + ". " + help));`;
  const { stdout, stderr } = spawnSync("unshare", ["-m", "sh", "-c", script, "sh", made, process.execPath, check], {
    encoding: "utf8",
  });
  assert.equal(
    stdout,
    `${made}/report.json cannot be written: that file system is read-only. Name a file on a file system that can be written.\n`,
    stderr,
  );
});

test("a folder, a device and a folder that is not there are refused before anything is looked at", async (context) => {
  const made = folder(context);
  mkdirSync(join(made, "inner"));
  writeFileSync(join(made, "file"), "");
  await assert.rejects(expectWritable(join(made, "inner")), refused(/it is a folder/));
  await assert.rejects(expectWritable("/dev/null"), refused(/not a regular file/));
  await assert.rejects(expectWritable(join(made, "none/report.json")), refused(/its folder is not there/));
  await assert.rejects(expectWritable(join(made, "file/report.json")), refused(/its folder is not/));
});
