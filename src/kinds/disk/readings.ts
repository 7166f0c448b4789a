import { seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { withEngine, type Elsewhere } from "../from-engine.ts";
import { blind, cut, unsure, wholeText } from "../looking.ts";
import { diskEncrypted, diskType, type DeviceTree, type Finding } from "./devices.ts";
import { disk } from "./kind.ts";
import { parseDiskText, type DiskProblem, type DiskText, type Mount, type PlainMount } from "./look-text.ts";

const readings = ({ asked }: Question<typeof disk>) => ({ disk: { disk: asked.path } }) satisfies Readings;

type DiskRaws = Raws<ReturnType<typeof readings>>;
type DiskAnswer = Answer<typeof disk>;

/** Formatting and the partition table take up to this share of what was sold. */
const share = 0.08;

function everywhere(fact: Fact<never>): DiskAnswer {
  return { size: fact, free: fact, inodesFree: fact, type: fact, filesystem: fact, encrypted: fact, readOnly: fact };
}

const problems: Readonly<Record<string, (words: string) => string>> = {
  obstructed: (path) => `${path} is not a folder, so nothing can be below it`,
  special: (path) => `${path} is a pipe, a socket or a device, and holds no data`,
  moving: (path) => `${path} came or went while it was looked at`,
};

function troubled({ problem, words }: DiskProblem, evidence: Evidence): DiskAnswer {
  if (problem === "denied")
    return everywhere(unsure("permission-denied", `this user may not look at ${cut(words)}`, evidence));
  const told = problems[problem]?.(cut(words));
  if (told !== undefined) return everywhere(unsure("cannot-tell", told, evidence));
  return everywhere(unsure("no-means", `it could not be looked at: ${cut(words)}`, evidence));
}

/** Where there is no folder yet, or a link leads elsewhere, the place that was looked at is said. */
function noted(text: DiskText, path: string, evidence: Evidence): Evidence {
  if (text.climbed) return { ...evidence, note: `nearest existing parent: ${cut(text.at)}` };
  const plain = path.length > 1 ? path.replace(/\/+$/, "") : path;
  return text.at === plain ? evidence : { ...evidence, note: `at ${cut(text.at)}` };
}

/** Where the way that was walked begins with a slash, every whole path does; else it is one of Windows. */
const isRelative = (path: string, at: string): boolean =>
  !/^(?:controller:)?\//.test(path) && (at.startsWith("/") || !/^(?:[A-Za-z]:[\\/]|\\\\)/.test(path));

/** The nearest existing parent of a name without a place is wherever the command was typed. */
function nowhere(path: string, evidence: Evidence): Fact<never> {
  const words = `there is no ${cut(path)} here, and which disk would hold it depends on where the command is typed`;
  return unknown(reason("cannot-tell", words, "write the path whole, from / on"), evidence);
}

function inodesFree(text: DiskText, evidence: Evidence): Fact<number> {
  const inodes = text.figures?.inodes;
  if (inodes === undefined)
    return unsure("platform", "this system does not count inodes in a way that is understood", evidence);
  if (inodes.all === 0) {
    const note = [evidence.note, "this file system has no fixed number of inodes"].filter(
      (words) => words !== undefined,
    );
    return seen(100, { ...evidence, note: note.join("; ") });
  }
  return seen(Math.min(100, (inodes.free * 100) / inodes.all), evidence);
}

const anonymous = (device: string): boolean => device.startsWith("0:");
/** File systems that give each subvolume, or each file, a device number of its own. */
const manyNumbers: ReadonlySet<string> = new Set(["btrfs", "overlay", "zfs", "bcachefs", "aufs", "fuse"]);

/** Mounts may lie over one another: only the one whose device is the path's own speaks for it. */
function certainMount(text: DiskText, evidence: Evidence): Mount | Fact<never> {
  const { mount, deviceNumber } = text;
  if (mount === undefined)
    return unsure("platform", "this system does not list its mounts in a way that is understood", evidence);
  const doubtful =
    deviceNumber !== undefined && deviceNumber !== mount.device && !manyNumbers.has(mount.type.split(".")[0] ?? "");
  if (doubtful) return unsure("cannot-tell", `mounts lie over one another at ${cut(text.at)}`, evidence);
  return mount;
}

function fromDevices<T>(text: DiskText, evidence: Evidence, find: (tree: DeviceTree) => Finding<T>): Fact<T> {
  const mount = certainMount(text, evidence);
  if ("is" in mount) return mount;
  const { device, type } = mount;
  if (anonymous(device))
    return unsure("cannot-tell", `a ${cut(type)} file system does not show what it lies on`, evidence);
  const finding = find({ root: device, devices: text.devices, cutShort: text.cutShort });
  return "value" in finding ? seen(finding.value, evidence) : unsure("cannot-tell", cut(finding.why), evidence);
}

function fromMount<T>(text: DiskText, evidence: Evidence, tell: (mount: PlainMount) => T): Fact<T> {
  const mount = text.plainMount ?? certainMount(text, evidence);
  return "is" in mount ? mount : seen(tell(mount), evidence);
}

/** Some file systems of programs and networks say 0 where they do not know. */
function bytes(text: DiskText, part: "size" | "free", evidence: Evidence): Fact<number> {
  const { figures } = text;
  if (figures === undefined) return unsure("garbled", "neither stat nor df gave figures that are understood", evidence);
  if (figures.size === 0) return unsure("cannot-tell", "the file system does not say how large it is", evidence);
  return seen(figures[part], evidence);
}

function answer(raw: Raw & { readonly is: "text" }, path: string): DiskAnswer {
  const text = parseDiskText(raw.text);
  if (text === undefined)
    return everywhere(unsure("garbled", "the look at the disk did not come to its end", evidenceOf(raw)));
  if ("problem" in text) return troubled(text, evidenceOf(raw));
  if (text.climbed && isRelative(path, text.at)) return everywhere(nowhere(path, evidenceOf(raw)));
  const evidence = noted(text, path, evidenceOf(raw));
  return {
    size: bytes(text, "size", { ...evidence, tolerance: share }),
    free: bytes(text, "free", evidence),
    inodesFree: inodesFree(text, evidence),
    type: fromDevices(text, evidence, diskType),
    filesystem: fromMount(text, evidence, (mount) => wholeText(mount.type)),
    encrypted: fromDevices(text, evidence, diskEncrypted),
    readOnly: fromMount(text, evidence, (mount) => mount.options.some((one) => one === "ro" || one === "read-only")),
  };
}

const understand = (raws: DiskRaws, { asked }: Question<typeof disk>): DiskAnswer =>
  raws.disk.is === "text" ? answer(raws.disk, asked.path) : everywhere(blind(raws.disk));

/** No engine tells what its disks hold. */
function elsewhere({ evidence, isAlike }: Elsewhere): DiskAnswer {
  const where = isAlike
    ? "the engine's machine is like this host, and whether its folders are this host's does not show"
    : "the engine runs on another kernel, and does not tell what its disks hold";
  const settle = "check the machine that the engine runs on: --on ssh://HOST";
  return everywhere(unknown(reason("cannot-tell", where, settle), evidence));
}

export const diskLook = withEngine(disk, hostLook(disk, { readings, understand }), elsewhere);
