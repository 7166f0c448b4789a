import assert from "node:assert/strict";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
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

test("what has run is kept for the next run of the same command, and what was kept badly is made anew", async () => {
  const root = checkout();
  const cache = mkdtempSync(join(tmpdir(), "footing-kept-"));
  try {
    await bundle(root);
    const ran = (...words: readonly string[]): string => {
      const environment = { ...process.env, XDG_CACHE_HOME: cache };
      const child = spawnSync(process.execPath, [join(root, "dist/main.js"), ...words], {
        encoding: "utf8",
        env: environment,
      });
      assert.equal(child.stderr, "");
      return child.stdout;
    };
    const folder = join(cache, `footing/node-${process.versions.node}`);
    const first = ran("list");
    const house = readdirSync(folder).find((name) => /^house-.{8}\.list\.bin$/.test(name)) ?? assert.fail("not kept");
    const kept = join(folder, house);
    const { size, mode } = statSync(kept);
    assert.equal(mode & 0o777, 0o600);
    writeFileSync(join(folder, "house-12345678.list.bin"), "of another version");
    assert.equal(ran("list"), first);
    truncateSync(kept, size >> 1);
    assert.equal(ran("list"), first);
    assert.ok(statSync(kept).size > size >> 1, "what was cut off stays so");
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith("house-")),
      [house],
    );
    // A folder where others may write is not trusted with code.
    chmodSync(folder, 0o777);
    writeFileSync(kept, "");
    assert.equal(ran("list"), first);
    assert.equal(statSync(kept).size, 0);
    // Nor is one that others may put another in the place of.
    chmodSync(folder, 0o700);
    chmodSync(cache, 0o777);
    assert.equal(ran("list"), first);
    assert.equal(statSync(kept).size, 0);
    chmodSync(cache, 0o700);
    assert.equal(ran("list"), first);
    assert.ok(statSync(kept).size > 0);
  } finally {
    for (const one of [root, cache]) rmSync(one, { recursive: true, force: true });
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
