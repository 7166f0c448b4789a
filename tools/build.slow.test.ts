import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bundle } from "./build.ts";

const project = fileURLToPath(new URL("../", import.meta.url));

/** A checkout with nothing in it but what the bundle needs, so that a build in it disturbs nobody. */
function checkout(): string {
  const root = `${mkdtempSync(join(tmpdir(), "footing-parsed-"))}/`;
  for (const part of ["src", "catalog", "package.json"])
    cpSync(join(project, part), join(root, part), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  return root;
}

test("the bundle judges by what the build parsed as by the files, and by the files where they changed since", async () => {
  const root = checkout();
  try {
    await bundle(root);
    assert.ok(existsSync(join(root, "dist/catalog/cht.json")));
    const results = (): unknown => {
      const ran = spawnSync(process.execPath, [join(root, "dist/main.js"), "check", "cht", "-o", "json"], {
        encoding: "utf8",
      });
      const report = JSON.parse(ran.stdout) as { results: { id: string; outcome: string; from: unknown }[] };
      return report.results.map(({ id, outcome, from }) => [id, outcome, from]);
    };
    const parsed = results();
    rmSync(join(root, "dist/catalog"), { recursive: true });
    assert.deepEqual(results(), parsed);
    await bundle(root);
    const file = join(root, "catalog/cht/requirements.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace('">= 4 GiB"', '">= 4000 GiB"'));
    assert.notDeepEqual(results(), parsed);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

/** What a chunk imports before anything of it runs. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(/(?:^|[;}])(?:import|export)[^;"'`]*?from *["']([^"']+)["']/g)].flatMap(
    ([, from = ""]) => from,
  );

test("what every command loads has no need of the network, of cryptography or of what reads the forms of others", async () => {
  const root = checkout();
  try {
    const sizes = await bundle(root);
    const start = [...sizes.keys()].find((name) => /^start-.*\.js$/.test(name));
    const found = new Set<string>();
    const open = [join(root, "dist/main.js"), join(root, "dist", start ?? assert.fail("no chunk begins"))];
    for (const file of open)
      for (const from of importsOf(file)) {
        if (from.startsWith("node:")) found.add(from);
        else if (!open.includes(join(root, "dist", from))) open.push(join(root, "dist", from));
      }
    const few = [
      "node:module",
      "node:os",
      "node:path",
      "node:fs/promises",
      "node:child_process",
      "node:timers/promises",
    ];
    assert.deepEqual([...found].toSorted(), [...few, "node:net", "node:url"].toSorted());
    assert.deepEqual(
      open
        .map((file) => file.replace(/^.*\/|-[^-]*\.js$/g, ""))
        .filter((name) => /schema|far|formats|lib|build/.test(name)),
      [],
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
