import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Generated, leftOver, stale, write } from "./generate.ts";

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

test("a file in a generated folder whose declaration is gone is seen", async (context) => {
  const root = `${mkdtempSync(join(tmpdir(), "footing generate-"))}/`;
  context.after(() => rmSync(root, { recursive: true }));
  const pages: readonly Generated[] = [{ path: "pages/here.md", make: () => "# Here\n" }];
  assert.deepEqual(leftOver(pages, "pages/", root), []);
  await write(pages, root);
  assert.deepEqual(leftOver(pages, "pages/", root), []);
  writeFileSync(`${root}pages/gone.md`, "# Gone\n");
  mkdirSync(`${root}pages/old`);
  assert.deepEqual(leftOver(pages, "pages/", root), ["pages/gone.md", "pages/old"]);
});
