import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pack } from "./pack.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

test("the published package, installed elsewhere without network or scripts, runs by itself", async (context) => {
  const tarball = await pack(root);
  const folder = mkdtempSync(join(tmpdir(), "footing package-"));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "package.json"), "{}");
  const quiet = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  const installed = spawnSync("npm", ["install", ...quiet, tarball], { cwd: folder });
  assert.equal(installed.status, 0, installed.stderr.toString());
  assert.deepEqual(
    readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")),
    ["footing"],
    "the package brings nothing with it",
  );
  const schemas = readdirSync(join(folder, "node_modules/footing/schema"));
  assert.deepEqual(
    schemas.toSorted(),
    ["cases", "facts", "report", "requirements", "site", "statements"].map((name) => `${name}.schema.json`),
  );
  const footing = (...words: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [join(folder, "node_modules/footing/bin/footing.js"), ...words], { cwd: folder });
  assert.match(String(footing("--version").stdout), /^\d+\.\d+\.\d+\n$/);
  const listed = footing("list");
  assert.match(String(listed.stdout), /\bcht\b/, "the catalog came along");
  assert.equal(listed.status, 0);
  const checked = footing("check", "cht");
  assert.ok([0, 1, 3].includes(checked.status ?? -1), `check ended with ${checked.status}: ${String(checked.stderr)}`);
});
