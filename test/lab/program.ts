import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { bundle } from "../../tools/build.ts";
import { folderPrefix } from "./owner.ts";

/** What the worlds are made with, beside Footing itself. */
const stepFiles = [
  "steps.sh",
  "network.sh",
  "docker.sh",
  "clock.sh",
  "ssh.sh",
  "names.sh",
  "certificate.sh",
  "egress.sh",
  "ingress.sh",
  "fuse.ts",
  "between.ts",
  "liar.ts",
];

const project = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Footing as it is shipped, in a folder of its own: starts three times as fast as from source, and stays the same while
 * somebody edits. Worlds see it in another place, since a user without rights may not be able to pass through this one.
 */
export type Program = {
  readonly folder: string;
  /** Where Node keeps what it compiled, so that each start need not do it again. */
  readonly cache: string;
  readonly remove: () => void;
};

export async function makeProgram(): Promise<Program> {
  const folder = mkdtempSync(folderPrefix);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    chmodSync(folder, 0o755);
    for (const name of ["bin", "catalog"]) cpSync(join(project, name), join(folder, name), { recursive: true });
    copyFileSync(join(project, "package.json"), join(folder, "package.json"));
    for (const name of stepFiles) copyFileSync(join(project, "test/lab", name), join(folder, name));
    const source = join(folder, "src");
    symlinkSync(join(project, "src"), source);
    await bundle(`${folder}/`).catch(unbuilt);
    // The launcher prefers sources to a bundle.
    rmSync(source);
    const cache = join(folder, "cache");
    mkdirSync(cache, { mode: 0o700 });
    return { folder, cache, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A source that does not fit together is told in one line: the compiler tells it better. */
function unbuilt(error: unknown): never {
  const words = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  throw new Error(`Footing cannot be bundled, see npm run types: ${words.trim().split("\n").slice(0, 3).join(" ")}`);
}
