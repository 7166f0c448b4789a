// Writes the files that are made from declarations; with --check it only says which of them differ from the disk.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { allKinds, allLooks } from "./generate/kinds-index.ts";
import { reasonCodes, reasonPage, reasonsReference } from "./generate/reasons.ts";

/** A file that is generated whole: its path from the project's root, and its text. */
export type Generated = {
  readonly path: string;
  readonly make: () => string | Promise<string>;
};

/** A folder in which nothing but generated files stands: a page there whose declaration is gone must go too. */
const reasonFolder = "docs/reference/reasons/";

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
  ...["report", "facts"]
    .map((name) => `${name}.schema.json`)
    .map((name) => ({
      path: `schema/${name}`,
      make: async () =>
        `${JSON.stringify((await import("./generate/report-schema.ts")).reportSchemas()[name], null, 2)}\n`,
    })),
  { path: "docs/reference/kinds.md", make: async () => (await import("./generate/reference.ts")).kindsReference() },
  { path: "docs/reference/reasons.md", make: reasonsReference },
  ...reasonCodes.map((code) => ({ path: `${reasonFolder}${code}.md`, make: () => reasonPage(code) })),
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

/** What stands in a folder of generated files, below `root`, and is made from nothing any more. */
export function leftOver(files: readonly Generated[], folder: string, root: string): readonly string[] {
  if (!existsSync(`${root}${folder}`)) return [];
  const made = new Set(files.map(({ path }) => path));
  return readdirSync(`${root}${folder}`)
    .map((name) => `${folder}${name}`)
    .filter((path) => !made.has(path))
    .toSorted();
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
  const surplus = leftOver(generated, reasonFolder, project);
  if (!check) for (const path of surplus) rmSync(`${project}${path}`, { recursive: true });
  for (const path of differing)
    process.stdout.write(check ? `${path} is not what npm run generate writes\n` : `wrote ${path}\n`);
  for (const path of surplus)
    process.stdout.write(check ? `${path} is made from nothing any more\n` : `removed ${path}\n`);
  const count = differing.length + surplus.length;
  process.stdout.write(`${generated.length} generated files, ${count} ${check ? "stale" : "written or removed"}\n`);
  process.exitCode = check && count > 0 ? 1 : 0;
}
