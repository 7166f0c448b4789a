/** One line of /proc/self/mountinfo (proc(5)), as far as it speaks of a file system. */
export type Mount = {
  readonly device: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
};

/** What `mount` of macOS and BSD says of a file system: its type, then how it is mounted. */
export type PlainMount = Pick<Mount, "type" | "options">;

/** One block device below a file system: its attributes in sysfs, and what it lies on in turn. */
export type Device = {
  readonly number: string;
  readonly folder: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parents: readonly string[];
};

/** statfs(2), or of `df -kP` what it tells. Sizes in bytes; `free` is what a user other than root may write. */
export type Figures = {
  readonly size: number;
  readonly free: number;
  readonly inodes?: { readonly all: number; readonly free: number };
};

export type DiskText = {
  readonly at: string;
  readonly climbed: boolean;
  readonly figures: Figures | undefined;
  readonly deviceNumber: string | undefined;
  readonly mount: Mount | undefined;
  /** Where there is no /proc; undefined also where two mounts lie over one another. */
  readonly plainMount: PlainMount | undefined;
  readonly devices: ReadonlyMap<string, Device>;
  /** The chain of devices was longer than is followed. */
  readonly cutShort: boolean;
};

export type DiskProblem = { readonly problem: string; readonly words: string };

/** Reads what the disk reading printed. Undefined: it did not come to its end, so no line of it counts. */
export function parseDiskText(text: string): DiskText | DiskProblem | undefined {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.pop() !== "end") return undefined;
  const rows = lines.map((line) => line.split("\t"));
  const value = (key: string): string | undefined => rows.find((row) => row[0] === key)?.[1];
  const problem = value("problem");
  if (problem !== undefined) return { problem, words: value("words") ?? "" };
  const at = value("at");
  if (at === undefined) return undefined;
  return {
    at,
    climbed: value("climbed") === "yes",
    figures: parseFigures(value("statfs"), value("df"), value("inodes")),
    deviceNumber: parseDeviceNumber(value("number")),
    mount: parseMount(value("mount")),
    plainMount: parsePlainMount(rows.filter(([key]) => key === "bsd").map(([, line = ""]) => line)),
    devices: parseDevices(rows),
    cutShort: value("cut") !== undefined || rows.some((row) => row[0] === "cut"),
  };
}

const numbers = (text: string): readonly number[] =>
  text.split(" ").map((word) => (/^\d{1,20}$/.test(word) ? Number(word) : Number.NaN));

function parseFigures(statfs: string | undefined, table = "", counted = ""): Figures | undefined {
  return statfs === undefined ? fromTable(table, counted) : fromStatfs(statfs);
}

function fromStatfs(line: string): Figures | undefined {
  const [fragment, blocks, free, available, all, freeInodes] = numbers(line);
  if (fragment === undefined || blocks === undefined || free === undefined || available === undefined) return undefined;
  const figures = { size: fragment * blocks, free: fragment * available };
  if (!Number.isFinite(figures.size) || !Number.isFinite(figures.free)) return undefined;
  if (all === undefined || freeInodes === undefined || !Number.isFinite(all + freeInodes)) return figures;
  return { ...figures, inodes: { all, free: freeInodes } };
}

/** The name of a source may hold spaces, so the columns are counted from the first run of three numbers and a share. */
function fromTable(line: string, counted: string): Figures | undefined {
  const [, size, free] = /\s(\d{1,18})\s+\d{1,18}\s+(-?\d{1,18})\s+(?:\d{1,3}%|-)\s/.exec(line) ?? [];
  if (size === undefined || free === undefined) return undefined;
  const figures = { size: Number(size) * 1024, free: Math.max(0, Number(free)) * 1024 };
  // Used, free and their share follow the share of the blocks.
  const [, used, unused] = /\s\d{1,3}%\s+(\d{1,20})\s+(\d{1,20})\s+(?:\d{1,3}%|-)\s/.exec(counted) ?? [];
  if (used === undefined || unused === undefined) return figures;
  return { ...figures, inodes: { all: Number(used) + Number(unused), free: Number(unused) } };
}

/** `st_dev` as `major:minor`, packed as Linux does it (makedev(3)). */
function parseDeviceNumber(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{1,18}$/.test(text)) return undefined;
  const number = BigInt(text);
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n);
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

function parseMount(line: string | undefined): Mount | undefined {
  if (line === undefined) return undefined;
  const [front = "", back = ""] = line.split(" - ");
  const [, , device, , , options] = front.split(" ");
  const [type, source, superOptions] = back.split(" ");
  if (device === undefined || options === undefined || type === undefined || source === undefined) return undefined;
  return { device, type, source, options: [...options.split(","), ...(superOptions ?? "").split(",")] };
}

/** `/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)`: names may hold anything, the end does not. */
function parsePlainMount(lines: readonly string[]): PlainMount | undefined {
  const [, words] = /\(([^()]+)\)$/.exec(lines[0] ?? "") ?? [];
  if (words === undefined || lines.length !== 1) return undefined;
  const [type = "", ...options] = words.split(", ");
  return { type, options };
}

type Row = readonly string[];

function parseDevices(rows: readonly Row[]): ReadonlyMap<string, Device> {
  const below = (key: string, device: string): readonly Row[] =>
    rows.filter((row) => row[0] === key && row[1] === device);
  const devices = new Map<string, Device>();
  for (const [key, number, folder] of rows) {
    if (key !== "device" || number === undefined || folder === undefined) continue;
    const attributes = below("attribute", number).map(([, , name = "", value = ""]) => [name, value.trim()] as const);
    const parents = new Set(below("parent", number).map(([, , parent = ""]) => parent));
    devices.set(number, { number, folder, attributes: new Map(attributes), parents: [...parents] });
  }
  return devices;
}
