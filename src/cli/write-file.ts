import type { Stats } from "node:fs";
import { access, constants, lstat, open, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UsageError } from "../spec/problem.ts";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";

const words: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOENT: "its folder is not there",
  ENOTDIR: "its folder is not one",
  ENOSPC: "no space is left there",
  EROFS: "that file system is read-only",
  EDQUOT: "this user's share of that file system is used up",
};

export const whyNotWritten = (error: unknown): string => words[codeOf(error)] ?? codeOf(error);

const elsewhere = "Name a file in a folder that this user may write to.";
const withRoom = "Make room there, or name a file elsewhere.";

/** What to do instead, where the path itself is such that a file could be there. */
const help: Readonly<Record<string, string>> = {
  EACCES: elsewhere,
  EPERM: elsewhere,
  EROFS: "Name a file on a file system that can be written.",
  ENOSPC: withRoom,
  EDQUOT: withRoom,
};

const cannot = (path: string, why: string, instead = "Name a regular file in a folder that is there."): UsageError =>
  new UsageError(`${path} cannot be written: ${why}`, instead);

const cannotFor = (path: string, error: unknown): UsageError => cannot(path, whyNotWritten(error), help[codeOf(error)]);

/** Refuses a path where no file can be put, before anything is looked at. */
export async function expectWritable(path: string): Promise<void> {
  const there = await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw cannotFor(path, error);
  });
  // Renaming over a device, a pipe or a link would put a file in its place: /dev/stdout would be gone.
  if (there?.isSymbolicLink() === true) throw cannot(path, "it is a symbolic link");
  if (there?.isDirectory() === true) throw cannot(path, "it is a folder");
  if (there !== undefined && !there.isFile()) throw cannot(path, "it is not a regular file");
  const refuse = (error: unknown): never => {
    throw cannotFor(path, error);
  };
  const folder = await stat(dirname(path)).catch(refuse);
  if (!folder.isDirectory()) throw cannot(path, "its folder is not one");
  // What is written is a new file that takes the name: the folder decides, whatever the old file allows.
  await access(dirname(path), constants.W_OK | constants.X_OK).catch(refuse);
  if (there !== undefined && isKept(there, folder)) throw cannot(path, "another user's file stands there", elsewhere);
}

/** In a folder with the sticky bit a file is replaced by its owner alone, the folder's, or root (rename(2), EPERM). */
function isKept(there: Stats, folder: Stats): boolean {
  const user = process.geteuid?.();
  const isSticky = (folder.mode & 0o1000) !== 0;
  return isSticky && user !== undefined && user !== 0 && there.uid !== user && folder.uid !== user;
}

export type WriteOptions = {
  /** A file that was there keeps who may read and write it, and as far as this user may, whose it is. */
  readonly keepOwner?: boolean;
};

/**
 * Writes beside and renames: whoever reads the path sees the old file or the new one, whole. Who could not read the old
 * one cannot read the new one.
 */
export async function writeWhole(
  path: string,
  text: string | Iterable<string>,
  { keepOwner = false }: WriteOptions = {},
): Promise<void> {
  await expectWritable(path);
  const before = await lstat(path).catch(() => undefined);
  const beside = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}`);
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
  try {
    const file = await open(beside, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), 0o666 & (before?.mode ?? 0o666));
    try {
      if (before !== undefined && keepOwner) await takeAfter(file, before);
      else if (before !== undefined) await staysWith(file, before, await stat(dirname(path)));
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    throw cannotFor(path, error);
  }
}

/**
 * What is open to its owner alone stays with whose it was. In a folder of their own they may do with it as they like; in
 * one for all, a file of another may lie there so that they get what is written.
 */
async function staysWith(file: FileHandle, before: Stats, folder: Pick<Stats, "uid">): Promise<void> {
  const { uid } = await file.stat();
  if (before.uid !== uid && before.uid === folder.uid) await file.chown(before.uid, before.gid).catch(() => undefined);
}

/** Owner before mode, since a change of owner may take rights away. */
async function takeAfter(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const now = await file.stat();
  if (now.uid !== uid || now.gid !== gid) await file.chown(uid, gid).catch(() => undefined);
  await file.chmod(mode & 0o777);
}
