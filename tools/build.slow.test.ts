import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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

/** Prints what of Node and which chunks are loaded once the chunk that it is given has been. */
const loading = `require(process.argv[1]);
const own = process.moduleLoadList.flatMap((entry) => /^NativeModule (?!internal|_)(.*)/.exec(entry)?.[1] ?? []);
console.log(JSON.stringify([own, Object.keys(require.cache)]));`;

test("what every command loads has no need of the network, of cryptography or of what reads the forms of others", async () => {
  const root = checkout();
  try {
    await bundle(root);
    const [, start] =
      /require\("(\.\/[^"]+)"\)/.exec(readFileSync(join(root, "dist/main.js"), "utf8")) ??
      assert.fail("nothing begins");
    const ran = spawnSync(process.execPath, ["-e", loading, join(root, "dist", start ?? "")], { encoding: "utf8" });
    assert.equal(ran.stderr, "");
    const [modules, chunks] = JSON.parse(ran.stdout) as readonly (readonly string[])[];
    assert.ok(modules?.includes("child_process"), ran.stdout);
    const heavy = ["crypto", "dns", "http", "http2", "https", "tls", "zlib", "worker_threads"];
    assert.deepEqual(
      modules?.filter((name) => heavy.includes(name)),
      [],
    );
    const names = chunks?.map((file) => basename(file).replace(/-.{8}\.js$/, ""));
    assert.deepEqual(names?.toSorted(), ["commands", "house", "rolldown-runtime"]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
