import { readdir, readFile, realpath, stat, statfs } from "node:fs/promises";
import { text, type Bare } from "./bare.ts";
import { findLocalPath, type LocalPath, type Mounted } from "./local-path.ts";

/**
 * What holds a path, told in the lines of the script that looks at disks (scripts/disk.ts), without starting it.
 * Undefined where only a child may look: where something may hang, or is not plain.
 */
export async function diskHere(path: string, mounts?: readonly Mounted[]): Promise<Bare | undefined> {
  const found = await findLocalPath(path, mounts);
  if (found === undefined) return undefined;
  try {
    const lines = [...(await linesOf(found)), ...(await deviceLines(found.mounted.device, 0)), "end", ""];
    // A name with a line break or a tab would make lines of its own.
    return lines.some((line) => line.includes("\n")) || /[\t\n]/.test(found.at) ? undefined : text(lines.join("\n"));
  } catch {
    return undefined;
  }
}

async function linesOf({ at, sort, climbed, mounted }: LocalPath): Promise<readonly string[]> {
  const [{ bsize, blocks, bfree, bavail, files, ffree }, { dev }] = await Promise.all([
    statfs(at, { bigint: true }),
    stat(at, { bigint: true }),
  ]);
  return [
    `at\t${at}`,
    `sort\t${sort}`,
    `climbed\t${climbed ? "yes" : "no"}`,
    `statfs\t${[bsize, blocks, bfree, bavail, files, ffree].join(" ")}`,
    `number\t${dev}`,
    `mount\t${mounted.line}`,
  ];
}

/** So far are devices followed that lie on one another. */
const deepest = 8;

const attributes = [
  "queue/rotational",
  "removable",
  "device/vendor",
  "device/model",
  "device/transport",
  "dm/uuid",
  "dm/name",
  "md/level",
];

class NotPlain extends Error {}

/** The lines of a block device (sysfs(5)) and of what it lies on; none for what lies on no device. */
async function deviceLines(number: string, depth: number): Promise<readonly string[]> {
  if (number.startsWith("0:")) return [];
  if (depth > deepest) return ["cut"];
  const folder = await realpath(`/sys/dev/block/${number}`).catch(() => undefined);
  if (folder === undefined) return [];
  const names = new Set(await readdir(folder));
  // A file that backs a device lies on a file system of its own, which may hang.
  if (names.has("loop")) throw new NotPlain();
  const own = `device\t${number}\t${folder}`;
  if (names.has("partition")) return [own, ...(await below(number, `${folder}/../dev`, depth))];
  const values = await Promise.all(attributes.map(async (name) => await attribute(number, name, `${folder}/${name}`)));
  const drives = await Promise.all(
    (await namesIn(`${folder}/device`))
      .filter((name) => name.startsWith("nvme"))
      .map(async (name) => await attribute(number, "device/transport", `${folder}/device/${name}/transport`)),
  );
  const lines = [own, ...values.flat(), ...drives.flat()];
  for (const name of await namesIn(`${folder}/slaves`))
    lines.push(...(await below(number, `${folder}/slaves/${name}/dev`, depth)));
  return lines;
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  await readdir(folder).then(
    (names) => names.toSorted(),
    () => [],
  );

/** The first line of a file, if it is there and may be read. */
const firstLine = async (file: string): Promise<string | undefined> =>
  await readFile(file, "utf8").then(
    (content) => content.split("\n", 1)[0],
    () => undefined,
  );

async function attribute(number: string, name: string, file: string): Promise<readonly string[]> {
  const value = await firstLine(file);
  if (value === undefined) return [];
  if (value.includes("\t")) throw new NotPlain();
  return [`attribute\t${number}\t${name}\t${value}`];
}

async function below(number: string, file: string, depth: number): Promise<readonly string[]> {
  const parent = await firstLine(file);
  if (parent === undefined) return [];
  return [`parent\t${number}\t${parent}`, ...(await deviceLines(parent, depth + 1))];
}
