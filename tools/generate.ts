// Writes the files that are made from declarations; with --check it only says which of them differ from the disk.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { allKinds, allLooks } from "./generate/kinds-index.ts";

/** A file that is generated whole: its path from the project's root, and its text. */
export type Generated = {
  readonly path: string;
  readonly make: () => string | Promise<string>;
};

const project = fileURLToPath(new URL("../", import.meta.url));

/**
 * Everything that is generated. What is made from declarations is imported lazily: the index of kinds must be written
 * before anything that imports it can be loaded.
 */
const generated: readonly Generated[] = [
  { path: "src/kinds/all.ts", make: () => allKinds(project) },
  { path: "src/kinds/looks.ts", make: () => allLooks(project) },
  ...["requirements", "site", "statements", "cases"]
    .map((name) => `${name}.schema.json`)
    .map((name) => ({
      path: `schema/${name}`,
      make: async () => `${JSON.stringify((await import("../src/spec/schema.ts")).schemas()[name], null, 2)}\n`,
    })),
  { path: "docs/reference/kinds.md", make: async () => (await import("./generate/reference.ts")).kindsReference() },
  { path: "docs/reference/reasons.md", make: async () => (await import("./generate/reference.ts")).reasonsReference() },
  { path: "docs/reference/types.md", make: async () => (await import("./generate/reference.ts")).typesReference() },
  { path: "docs/reference/keys.md", make: async () => (await import("./generate/reference.ts")).keysReference() },
];

/** The paths, of those generated under `root`, whose file differs from what its declaration says now. */
export async function stale(files: readonly Generated[], root: string): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const file of files) {
    const there = `${root}${file.path}`;
    if (!existsSync(there) || readFileSync(there, "utf8") !== (await file.make())) differing.push(file.path);
  }
  return differing;
}

/** Writes those files under `root` that differ, and answers their paths. */
export async function write(files: readonly Generated[], root: string): Promise<readonly string[]> {
  const written: string[] = [];
  // One after the other: what comes later may import what was written before.
  for (const file of files) {
    const there = `${root}${file.path}`;
    const text = await file.make();
    if (existsSync(there) && readFileSync(there, "utf8") === text) continue;
    mkdirSync(dirname(there), { recursive: true });
    writeFileSync(there, text);
    written.push(file.path);
  }
  return written;
}

if (import.meta.main) {
  const check = process.argv.includes("--check");
  const differing = check ? await stale(generated, project) : await write(generated, project);
  for (const path of differing)
    process.stdout.write(check ? `${path} is not what npm run generate writes\n` : `wrote ${path}\n`);
  process.stdout.write(`${generated.length} generated files, ${differing.length} ${check ? "stale" : "written"}\n`);
  process.exitCode = check && differing.length > 0 ? 1 : 0;
}
