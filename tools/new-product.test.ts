import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, footing } from "../test/cli/spawn.ts";
import { LanguageServer } from "../test/editor/language-server.ts";
import { productFiles } from "./new-product.ts";
import { writeFolder } from "./new/write.ts";
import { fileURLToPath } from "node:url";

const catalog = fileURLToPath(new URL("../catalog/", import.meta.url));

test("the folder of a new product holds its cases at once, and each file names its schema", async (context) => {
  const files = productFiles("new-product");
  const folder = join(folderWith(context), "new-product");
  writeFolder(folder, "new-product", files);
  const { stdout, code } = footing(["test", folder], { folder: catalog });
  assert.equal(stdout, "3 cases: 3 hold, 0 do not\n");
  assert.equal(code, 0);
  const server = await LanguageServer.start();
  context.after(() => server.stop());
  for (const sort of ["requirements", "statements", "cases"]) {
    const text = files[`${sort}.yaml`] ?? "";
    assert.ok(text.startsWith(`# yaml-language-server: $schema=../../schema/${sort}.schema.json\n`), sort);
    // Opened where it would stand, so that its schema is found.
    assert.deepEqual(await server.open(`${catalog}new-product/${sort}.yaml`, text), [], sort);
    const marked = await server.open(`${catalog}new-product/mistaken-${sort}.yaml`, `${text}mistaken: 1\n`);
    assert.deepEqual(
      marked.map(({ word }) => word),
      ["mistaken"],
    );
  }
});

test("a name that is none, and a folder that is there, are refused", (context) => {
  const folder = folderWith(context);
  assert.throws(() => writeFolder(join(folder, "New"), "New", {}), /"New" is no name/);
  assert.throws(() => writeFolder(folder, "there", {}), /is there already; nothing was written/);
});
