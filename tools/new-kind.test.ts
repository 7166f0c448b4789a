import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { kindFiles } from "./new-kind.ts";
import { constantOf } from "./new/name.ts";
import { writeFolder } from "./new/write.ts";
import { examine } from "./walls/examine.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

test("a new kind compiles, keeps the walls and passes its own tests", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "footing kind-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const needed = ["src/facts", "src/kinds/declaration.ts", "package.json", "tsconfig.json", "tsconfig.pure.json"];
  for (const path of needed) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const kind = join(folder, "src/kinds/storage-class");
  writeFolder(kind, "storage-class", kindFiles("storage-class"));

  assert.deepEqual(
    examine(folder).wrong.filter((line) => line.includes("storage-class")),
    [],
  );
  for (const project of ["tsconfig.json", "tsconfig.pure.json"]) {
    const compiled = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", project], { cwd: folder });
    const lines = compiled.stdout.toString().split("\n");
    assert.deepEqual(
      lines.filter((line) => line.includes("storage-class")),
      [],
    );
  }
  const env = { ...process.env };
  // node:test tells its children that they are tested by it, and they then report in its own format.
  delete env["NODE_TEST_CONTEXT"];
  const tested = spawnSync(process.execPath, ["--test", join(kind, "kind.test.ts")], { cwd: folder, env });
  assert.equal(tested.status, 0, tested.stdout.toString());
  assert.match(tested.stdout.toString(), /pass 3/);
});

test("a kind may be called by a word of the language, and its constant is not", () => {
  assert.equal(constantOf("package"), "packageKind");
  assert.equal(constantOf("storage-class"), "storageClass");
});

test("a folder that is there is not overwritten, and a name that is none is refused", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "footing kind-"));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFolder(join(folder, "port"), "port", { "kind.ts": "first" });
  assert.throws(
    () => writeFolder(join(folder, "port"), "port", { "kind.ts": "second" }),
    /there already; nothing was written/,
  );
  assert.equal(readFileSync(join(folder, "port/kind.ts"), "utf8"), "first");
  for (const name of ["", "Port", "../port", "a b", "port-", "__proto__"])
    assert.throws(() => writeFolder(join(folder, "other"), name, {}), /is no name/);
});
