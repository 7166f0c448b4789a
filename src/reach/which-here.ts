import { accessSync, constants, lstatSync } from "node:fs";
import { missing, text, type Bare } from "./bare.ts";
import { findLocalPath, readMounts, type LocalPath, type Mounted } from "./local-path.ts";

/**
 * The first executable file of each name on `path`, as the script finds it (scripts/which.ts), without starting it.
 * Undefined where only a child may look.
 */
export async function programsHere(names: readonly string[], path: string): Promise<readonly (Bare | undefined)[]> {
  const mounts = await readMounts();
  const folders = await Promise.all(
    path.split(":").map(async (folder) => ({ folder, found: await findLocalPath(folder, mounts) })),
  );
  return await Promise.all(names.map(async (name) => await programHere(name, folders, mounts)));
}

type Folder = { readonly folder: string; readonly found: LocalPath | undefined };

async function programHere(
  name: string,
  folders: readonly Folder[],
  mounts: readonly Mounted[],
): Promise<Bare | undefined> {
  for (const { folder, found } of folders) {
    if (found === undefined) return undefined;
    if (found.climbed || found.sort !== "folder") continue;
    const is = await isProgram(`${found.at}/${name}`, mounts);
    if (is === undefined) return undefined;
    if (is) return text(`${folder}/${name}`);
  }
  return missing;
}

/** `file` stands in a folder where nothing can hang, but may be a link that leads elsewhere. */
async function isProgram(file: string, mounts: readonly Mounted[]): Promise<boolean | undefined> {
  try {
    const about = lstatSync(file, { throwIfNoEntry: false });
    if (about === undefined || about.isDirectory()) return false;
    if (!about.isSymbolicLink()) return about.isFile() && mayRun(file);
  } catch {
    return undefined;
  }
  const found = await findLocalPath(file, mounts);
  if (found === undefined) return undefined;
  return !found.climbed && found.sort === "file" && mayRun(found.at);
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
