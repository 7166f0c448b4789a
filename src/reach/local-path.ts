import { access, constants, lstat, readFile, readlink } from "node:fs/promises";

/** A mount as /proc/self/mountinfo has it (proc_pid_mountinfo(5)): `line` whole, `point` without escapes. */
export type Mounted = {
  readonly line: string;
  readonly device: string;
  readonly point: string;
  readonly type: string;
};

export type LocalPath = {
  /** Where the way ended: without links, `.` and `..`. */
  readonly at: string;
  readonly sort: "folder" | "file";
  /** `at` is the nearest parent that exists. */
  readonly climbed: boolean;
  readonly mounted: Mounted;
};

/**
 * File systems that this kernel answers for by itself, without a server, a program or somebody who mounts them first: who
 * looks there waits for none of them. Of these statfs(2) counts in blocks of the very size that it calls theirs.
 */
const ownTypes: ReadonlySet<string> = new Set(["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "tmpfs", "overlay"]);

/** As many links as the kernel follows (path_resolution(7)). */
const mostLinks = 40;

/**
 * Follows a path name by name, as long as only file systems answer that cannot hang. Undefined where another comes in, or
 * anything that is not plain (no permission, a device, a name below a file): that is for a child to look at.
 */
export async function findLocalPath(path: string, mounts?: readonly Mounted[]): Promise<LocalPath | undefined> {
  if (!path.startsWith("/") || path.includes("\0")) return undefined;
  try {
    return await walk(path, mounts ?? (await readMounts()));
  } catch {
    return undefined;
  }
}

/** What is mounted; nothing where the kernel does not tell. */
export const readMounts = async (): Promise<readonly Mounted[]> =>
  await readFile("/proc/self/mountinfo", "utf8").then(parseMounts, () => []);

/** Where a walk stands: the way so far, without links, and the names still to be followed. */
type Walk = { here: string; readonly rest: string[]; links: number };

async function walk(path: string, mounts: readonly Mounted[]): Promise<LocalPath | undefined> {
  const way: Walk = { here: "", rest: namesOf(path), links: 0 };
  for (let name = way.rest.shift(); name !== undefined; name = way.rest.shift()) {
    const ended = name === ".." || name === "." ? await stay(name, way) : await goOn(name, way, mounts);
    if (ended === "not-plain") return undefined;
    if (ended !== undefined) return foundAt(way.here, ended, mounts);
  }
  return foundAt(way.here, { sort: "folder", climbed: false }, mounts);
}

/** These two are names in a folder like others: who may not search it is refused by the kernel. */
async function stay(name: "." | "..", way: Walk): Promise<undefined> {
  if (way.here !== "") await access(way.here, constants.X_OK);
  if (name === "..") way.here = way.here.slice(0, way.here.lastIndexOf("/"));
}

type End = Pick<LocalPath, "sort" | "climbed">;

/** Follows one name. Undefined: the walk goes on. */
async function goOn(name: string, way: Walk, mounts: readonly Mounted[]): Promise<End | "not-plain" | undefined> {
  const next = `${way.here}/${name}`;
  if (!isOwn(mountOf(next, mounts))) return "not-plain";
  const about = await lstat(next).catch(absentOnly);
  if (about === undefined) return { sort: "folder", climbed: true };
  if (about.isSymbolicLink()) return await follow(next, way);
  const isEnd = about.isFile() && way.rest.length === 0;
  if (!isEnd && !about.isDirectory()) return "not-plain";
  way.here = next;
  return isEnd ? { sort: "file", climbed: false } : undefined;
}

async function follow(link: string, way: Walk): Promise<"not-plain" | undefined> {
  if (++way.links > mostLinks) return "not-plain";
  const target = await readlink(link);
  if (target.startsWith("/")) way.here = "";
  way.rest.unshift(...namesOf(target));
  return undefined;
}

/** A slash at the end stands for `.`: only a folder has it (path_resolution(7)). */
const namesOf = (path: string): string[] =>
  path
    .replace(/\/$/, "/.")
    .split("/")
    .filter((name) => name !== "");

const isOwn = (mounted: Mounted | undefined): boolean => mounted !== undefined && ownTypes.has(mounted.type);

function absentOnly(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

function foundAt(here: string, found: End, mounts: readonly Mounted[]): LocalPath | undefined {
  const at = here === "" ? "/" : here;
  const mounted = mountOf(at, mounts);
  return mounted !== undefined && isOwn(mounted) ? { at, ...found, mounted } : undefined;
}

/** The last of those with the longest mount point: it lies over the others. */
function mountOf(path: string, mounts: readonly Mounted[]): Mounted | undefined {
  let longest: Mounted | undefined;
  for (const one of mounts) {
    const isAbove = one.point === "/" || path === one.point || path.startsWith(`${one.point}/`);
    if (isAbove && (longest === undefined || one.point.length >= longest.point.length)) longest = one;
  }
  return longest;
}

export function parseMounts(text: string): readonly Mounted[] {
  return text.split("\n").flatMap((line): readonly Mounted[] => {
    const [front = "", back = ""] = line.split(" - ");
    const [, , device, , point] = front.split(" ");
    const [type] = back.split(" ");
    if (device === undefined || point === undefined || type === undefined || type === "") return [];
    // The kernel writes blank, tab, line feed and backslash as octal numbers.
    const plain = point.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
    return [{ line, device, point: plain, type }];
  });
}
