import assert from "node:assert/strict";
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

test("a folder, a device and a folder that is not there are refused before anything is looked at", async (context) => {
  const made = folder(context);
  mkdirSync(join(made, "inner"));
  writeFileSync(join(made, "file"), "");
  await assert.rejects(expectWritable(join(made, "inner")), refused(/it is a folder/));
  await assert.rejects(expectWritable("/dev/null"), refused(/not a regular file/));
  await assert.rejects(expectWritable(join(made, "none/report.json")), refused(/its folder is not there/));
  await assert.rejects(expectWritable(join(made, "file/report.json")), refused(/its folder is not/));
});
