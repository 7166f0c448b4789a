import assert from "node:assert/strict";
import {
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
