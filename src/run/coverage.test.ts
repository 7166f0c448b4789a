import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile } from "../judge/made-situation.ts";
import { catalogEntries, loadEntry } from "./catalog.ts";
import { uncoveredStatements } from "./coverage.ts";

const memory = (from: string): ReturnType<typeof madeFile> =>
  madeFile(`- { id: memory, level: must, memory: {}, expect: { installed: ">= 1 GB" }, from: ${from} }`);

const catalog = new URL("../../catalog/", import.meta.url);

test("no statement of the catalog is lost", async () => {
  for (const entry of await catalogEntries(catalog))
    assert.deepEqual(uncoveredStatements(await loadEntry(catalog, entry)), [], entry);
});

test("a statement whose treatment nothing bears out is named, and so is one that does not exist", async () => {
  const { statements } = await loadEntry(catalog, "cht");
  if (statements === null) throw new Error("cht has statements");
  const lost = uncoveredStatements({ file: memory("[C09, Z99]"), statements });
  assert.ok(lost.includes("memory is from Z99, which is not in statements.yaml"));
  assert.ok(lost.some((words) => words.startsWith("C10 says that it is treated by a requirement, and none names it")));
  assert.ok(!lost.some((words) => words.startsWith("C09 says")));
});

test("without statements there is nothing to bear out", () => {
  assert.deepEqual(uncoveredStatements({ file: memory("C09"), statements: null }), []);
});
