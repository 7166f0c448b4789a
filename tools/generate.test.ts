import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Generated, stale, write } from "./generate.ts";

const files: readonly Generated[] = [
  { path: "schema/one.json", make: () => "{}\n" },
  { path: "two.md", make: async () => "# Two\n" },
];

test("generated files that are missing or differ are stale until they are written", async (context) => {
  const root = `${mkdtempSync(join(tmpdir(), "footing generate-"))}/`;
  context.after(() => rmSync(root, { recursive: true }));
  assert.deepEqual(await stale(files, root), ["schema/one.json", "two.md"]);
  assert.deepEqual(await write(files, root), ["schema/one.json", "two.md"]);
  assert.equal(readFileSync(`${root}two.md`, "utf8"), "# Two\n");
  assert.deepEqual(await stale(files, root), []);
  writeFileSync(`${root}two.md`, "# Edited by hand\n");
  assert.deepEqual(await stale(files, root), ["two.md"]);
  assert.deepEqual(await write(files, root), ["two.md"]);
});
