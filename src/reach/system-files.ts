import { open, readdir, readlink } from "node:fs/promises";
import { failed, missing, text, type Bare } from "./bare.ts";

/** Files, folders and links that belong to a host's system. */
export type SystemFiles = {
  read(path: string): Promise<Bare>;
  list(path: string): Promise<Bare>;
  /** Undefined where there is no such link, or none may be read. */
  link(path: string): Promise<string | undefined>;
};

/** What is read of one file at most, in bytes. */
export const fileLimit = 8 * 2 ** 20;
const piece = 64 * 2 ** 10;

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** What an error of the file system means for whoever looked. ENOTDIR: a parent is a file, so it is not there either. */
export function understandFileError(error: unknown, path: string): Bare {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") return missing;
  if (code === "EACCES" || code === "EPERM") return failed("permission-denied", `this user may not read ${path}`);
  const words = error instanceof Error ? error.message : String(error);
  return failed("no-means", `${path} could not be read: ${code === "" ? words : code}`);
}

/**
 * The text of a file that belongs to the system. Files under /proc say that their size is 0, so it is read until it
 * ends. Bytes that are no UTF-8 become U+FFFD.
 */
export async function readSystemFile(path: string): Promise<Bare> {
  try {
    await using file = await open(path, "r");
    const pieces: Buffer[] = [];
    for (let length = 0; length <= fileLimit;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(piece), 0, piece);
      if (bytesRead === 0) return text(Buffer.concat(pieces).toString("utf8"));
      pieces.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return failed("too-much-output", `${path} holds more than 8 MiB`);
  } catch (error) {
    return understandFileError(error, path);
  }
}

/** The names in a folder of the system, sorted, one a line. */
export async function listSystemFolder(path: string): Promise<Bare> {
  try {
    const names = await readdir(path);
    return text(names.toSorted().join("\n"));
  } catch (error) {
    return understandFileError(error, path);
  }
}

/** The value of a variable in the environment of a process, as the kernel shows it: `missing` where it has none. */
export function variableOf(environ: Bare, name: string): Bare {
  if (environ.is !== "text") return environ;
  const found = environ.text.split("\0").find((one) => one.startsWith(`${name}=`));
  return found === undefined ? missing : text(found.slice(name.length + 1));
}

/** Those of this host, or of a recorded tree that stands in for `/`. */
export const systemFiles = (root: string): SystemFiles => ({
  read: async (path) => await readSystemFile(root + path),
  list: async (path) => await listSystemFolder(root + path),
  link: async (path) => await readlink(root + path).catch(() => undefined),
});
