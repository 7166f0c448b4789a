// Lays out the package that is published, and packs it: `npm run pack:published`. It differs from a clone: the bundle
// instead of sources, no dependencies, and no Node brought along.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { bundle } from "./build.ts";

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
});

/** What goes along as it stands in the checkout, where it exists. */
const alongside = [
  "bin/footing.js",
  "bin/launch.js",
  "dist",
  "catalog",
  "schema",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];

/** Builds and lays out the package in `out/package` below `root`, packs it, and answers the tarball's path. */
export async function pack(root: string): Promise<string> {
  const folder = join(root, "out/package");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await bundle(root);
  for (const path of alongside)
    if (existsSync(join(root, path))) cpSync(join(root, path), join(folder, path), { recursive: true });
  const manifest = manifestOf(root);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(published(manifest), undefined, 2)}\n`);
  writeFileSync(join(folder, "THIRD-PARTY.txt"), notices(root, Object.keys(manifest.dependencies ?? {})));
  const packed = spawnSync("npm", ["pack", "--pack-destination", ".."], { cwd: folder });
  if (packed.status !== 0) throw new Error(`npm pack failed: ${packed.stderr.toString()}`);
  return join(root, "out", packed.stdout.toString().trim());
}

function published({ name, version, description, license }: z.infer<typeof Manifest>): object {
  return {
    name,
    version,
    description,
    license,
    type: "module",
    engines: { node: ">=24" },
    bin: { footing: "bin/footing.js" },
  };
}

/** The licences of what is bundled: each asks that its text goes along with the code. */
function notices(root: string, names: readonly string[], seen = new Set<string>()): string {
  return names
    .filter((name) => !seen.has(name) && seen.add(name))
    .toSorted()
    .map((name) => {
      const folder = join(root, "node_modules", name);
      const { version, license, dependencies } = manifestOf(folder);
      const own = `${name} ${version} (${license})\n\n${licenceText(folder, license)}\n`;
      return own + notices(root, Object.keys(dependencies ?? {}), seen);
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

function licenceText(folder: string, license: string): string {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8").trim();
  if (license === "Apache-2.0") return "The text of this licence is the file LICENSE beside this one.";
  throw new Error(`${folder} is bundled, and holds no text of its licence (${license}) to pass on`);
}

function manifestOf(folder: string): z.infer<typeof Manifest> {
  const text: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Manifest.parse(text);
}

if (import.meta.main) process.stdout.write(`${await pack(fileURLToPath(new URL("../", import.meta.url)))}\n`);
