import { existsSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAbandoned } from "./owner.ts";

const controllers = "/sys/fs/cgroup";
/** How long a killed process may take to leave its control group, in milliseconds. */
const emptyMs = 5000;

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Folders of control groups of that name, in every hierarchy that is mounted. */
export const groupsNamed = (name: string): readonly string[] =>
  namesIn(controllers)
    .map((controller) => join(controllers, controller, name))
    .filter((folder) => existsSync(folder));

/** Removes a control group with all below it, waiting until the kernel has let go of who was in it. */
export async function removeGroup(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeGroup(join(folder, entry.name));
  }
  const giveUpAt = performance.now() + emptyMs;
  for (;;) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await pause(20);
    }
  }
}

/** Every process of a mount namespace, by the namespace's name in /proc (`mnt:[4026532266]`). */
export function processesIn(namespace: string): readonly number[] {
  return processes().filter((pid) => namespaceOf(pid) === namespace);
}

export function namespaceOf(pid: number | "self"): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch {
    return undefined;
  }
}

const processes = (): readonly number[] =>
  namesIn("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** Ends one process, by its number; one that is gone is no error. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ESRCH
  }
}

/** The run of the lab in whose world a process lives: the mounts of its namespace tell. */
function worldOf(pid: number): string | undefined {
  try {
    return /\/(footing-lab-\d+x\d+-[^/ ]+)/.exec(readFileSync(`/proc/${pid}/mountinfo`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

/** Removes what runs left behind that were killed themselves. Says what it removed; what a living run uses stays. */
export async function removeAbandoned(): Promise<readonly string[]> {
  const removed: string[] = [];
  const own = namespaceOf("self");
  for (const pid of processes()) {
    const world = namespaceOf(pid) === own ? undefined : worldOf(pid);
    if (world === undefined || !isAbandoned(world)) continue;
    kill(pid);
    removed.push(`process ${pid} of ${world}`);
  }
  const groups = namesIn(controllers).flatMap((controller) =>
    namesIn(join(controllers, controller))
      .filter(isAbandoned)
      .map((name) => join(controllers, controller, name)),
  );
  for (const folder of groups) {
    await removeGroup(folder);
    removed.push(folder);
  }
  for (const name of namesIn(tmpdir()).filter(isAbandoned)) {
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
    removed.push(join(tmpdir(), name));
  }
  return removed;
}
