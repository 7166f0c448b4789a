import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isName } from "./name.ts";

/** Texts of new files, by their path within the new folder. */
export type Files = Readonly<Record<string, string>>;

/** Writes a new folder whole. Throws, in words, if the name is none or the folder is there already: nothing is overwritten. */
export function writeFolder(folder: string, name: string, files: Files): void {
  if (!isName(name))
    throw new Error(`"${name}" is no name: write lower-case words joined by hyphens, such as storage-class`);
  if (existsSync(folder)) throw new Error(`${folder} is there already; nothing was written`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What the programs `new:kind` and `new:product` do with the one word that they take. */
export function lay(usage: string, write: (name: string) => readonly string[]): void {
  const [name, ...rest] = process.argv.slice(2);
  try {
    if (name === undefined || rest.length > 0) throw new Error(`usage: ${usage}`);
    process.stdout.write(`${write(name).join("\n")}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
