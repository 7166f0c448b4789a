import type { Stats } from "node:fs";
import { constants, lstat, open, rename, stat, unlink, type FileHandle } from "node:fs/promises";
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

const cannot = (path: string, why: string): UsageError =>
  new UsageError(`${path} cannot be written: ${why}`, "Name a regular file in a folder that is there.");

/** Refuses a path where no file can be put, before anything is looked at. */
export async function expectWritable(path: string): Promise<void> {
  const there = await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw cannot(path, whyNotWritten(error));
  });
  // Renaming over a device, a pipe or a link would put a file in its place: /dev/stdout would be gone.
  if (there?.isSymbolicLink() === true) throw cannot(path, "it is a symbolic link");
  if (there?.isDirectory() === true) throw cannot(path, "it is a folder");
  if (there !== undefined && !there.isFile()) throw cannot(path, "it is not a regular file");
  const folder = await stat(dirname(path)).catch((error: unknown) => {
    throw cannot(path, whyNotWritten(error));
  });
  if (!folder.isDirectory()) throw cannot(path, "its folder is not one");
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
    throw cannot(path, whyNotWritten(error));
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
