import { posix } from "node:path";
import type { Controller } from "../facts/reading.ts";
import { failed, missing, text, type Bare } from "./bare.ts";
import type { SystemFiles } from "./system-files.ts";

/** What each controller says of its limits, in version 1 and 2 (kernel documentation, cgroup-v1/ and cgroup-v2.rst). */
const told: Readonly<Record<Controller, Readonly<Record<"v1" | "v2", readonly string[]>>>> = {
  cpu: { v1: ["cpu.cfs_quota_us", "cpu.cfs_period_us"], v2: ["cpu.max"] },
  cpuset: { v1: ["cpuset.cpus", "cpuset.effective_cpus"], v2: ["cpuset.cpus.effective"] },
  memory: {
    v1: ["memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.usage_in_bytes", "memory.stat"],
    v2: ["memory.max", "memory.swap.max", "memory.current", "memory.stat"],
  },
};

/** The group that a process is in: one hierarchy a controller in version 1, one for all in version 2 (`0::`). */
export type Membership = { readonly version: "v1" | "v2"; readonly path: string };

/** From the text of /proc/self/cgroup (cgroups(7)); a controller that a version 1 hierarchy holds is not in version 2. */
export function membershipOf(content: string, controller: Controller): Membership | undefined {
  let unified: Membership | undefined;
  for (const line of content.split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    if (controllers.split(",").includes(controller)) return { version: "v1", path };
    if (controllers === "") unified = { version: "v2", path };
  }
  return unified;
}

/** Where a hierarchy can be read: `root` is the group that stands at the mount point `at`. */
export type GroupMount = { readonly root: string; readonly at: string };

const unescaped = (field: string): string =>
  field.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Mounts of the hierarchy that holds a controller, from the text of /proc/self/mountinfo (proc(5)). */
export function groupMounts(
  content: string,
  version: Membership["version"],
  controller: Controller,
): readonly GroupMount[] {
  const mounts = new Map<string, GroupMount | undefined>();
  for (const line of content.split("\n")) {
    const [, , , root, at] = line.split(" ", 5);
    const [type, , options = ""] = line.slice(line.indexOf(" - ") + 3).split(" ", 3);
    if (root === undefined || at === undefined) continue;
    const fits = version === "v2" ? type === "cgroup2" : type === "cgroup" && options.split(",").includes(controller);
    // What was mounted last at a place is what is seen there, also where it is no control group.
    mounts.set(at, fits ? { root: unescaped(root), at: unescaped(at) } : undefined);
  }
  return [...mounts.values()].filter((mount) => mount !== undefined);
}

/** The folders of a group and all its ancestors below the mount's root, its own first. Undefined: it is not under it. */
export function lineage(path: string, mount: GroupMount): readonly string[] | undefined {
  const below = posix.relative(mount.root, path);
  if (below === ".." || below.startsWith("../") || path.includes("/..") || mount.root.includes("/..")) return undefined;
  const names = below === "" ? [] : below.split("/");
  return Array.from({ length: names.length + 1 }, (_, up) =>
    posix.join(mount.at, ...names.slice(0, names.length - up)),
  );
}

/** The kernel gives the first control group namespace this number (PROC_CGROUP_INIT_INO). */
const firstNamespace = "cgroup:[4026531835]";

/** The reading `{ cgroup }`: see `Reading`. `files` are those of the host. */
export async function readControlGroups(controller: Controller, files: SystemFiles): Promise<Bare> {
  const own = await files.read("/proc/self/cgroup");
  if (own.is !== "text") return own;
  const membership = membershipOf(own.text, controller);
  if (membership === undefined) return missing;
  const mountinfo = await files.read("/proc/self/mountinfo");
  if (mountinfo.is === "missing")
    return failed("no-means", "/proc/self/mountinfo is not there, so control groups are not found");
  if (mountinfo.is !== "text") return mountinfo;
  const mounts = groupMounts(mountinfo.text, membership.version, controller);
  if (mounts.length === 0) return withoutMount(membership, files);
  // Where it is mounted more than once, the mount that shows most ancestors tells most.
  const longest = mounts
    .map((mount) => lineage(membership.path, mount))
    .reduce((most, next) => ((next?.length ?? 0) > (most?.length ?? 0) ? next : most), undefined);
  if (longest === undefined)
    return failed("cannot-tell", `the control group ${membership.path} lies outside what is mounted`);
  return await readLineage(longest, { files, names: told[controller][membership.version] });
}

/** Nothing is mounted: the topmost group has no limits, but any other may have some that nobody can read. */
async function withoutMount(membership: Membership, files: SystemFiles): Promise<Bare> {
  const namespace = (await files.link("/proc/self/ns/cgroup")) ?? firstNamespace;
  if (membership.path === "/" && namespace === firstNamespace) return missing;
  return failed("no-means", `this process is in control group ${membership.path}, and its limits are mounted nowhere`);
}

/** Where limits stand, and under which names. */
type Told = { readonly files: SystemFiles; readonly names: readonly string[] };

async function readLineage(folders: readonly string[], where: Told): Promise<Bare> {
  const groups = await Promise.all(folders.map((folder) => readGroup(folder, where)));
  const failure = groups.find((group) => group.is === "failed");
  return failure ?? text(groups.flatMap((group) => (group.is === "text" ? [group.text] : [])).join(""));
}

async function readGroup(folder: string, { files, names }: Told): Promise<Bare> {
  // A limit that is not in a folder that is not there says nothing.
  const presence = await files.list(folder);
  if (presence.is === "missing") return failed("cannot-tell", `the control group ${folder} is not where it should be`);
  const contents = await Promise.all(names.map((name) => files.read(`${folder}/${name}`)));
  const failure = contents.find((content) => content.is === "failed");
  if (failure !== undefined) return failure;
  const lines = contents.map((content, index) =>
    content.is === "text" ? `${folder}\t${names[index] ?? ""}\t${content.text.trim().replaceAll(/\s+/g, " ")}\n` : "",
  );
  return text(lines.join(""));
}
