import { readdir, readFile } from "node:fs/promises";

/** The variable by which all that a probe started is known again, wherever it went. */
export const markName = "FOOTING_PROBE";

/**
 * Ends what a command left behind that left its process group (`setsid`, a daemon): it carries the mark in its
 * environment (proc_pid_environ(5)). Elsewhere than on Linux nobody tells, and only the group was ended.
 */
export async function endStrays(marks: ReadonlySet<string>): Promise<void> {
  if (marks.size === 0) return;
  const names = await readdir("/proc").catch((): string[] => []);
  const pids = names.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  await Promise.all(pids.map((pid) => endIfMarked(Number(pid), marks)));
}

async function endIfMarked(pid: number, marks: ReadonlySet<string>): Promise<void> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, "latin1");
    const mark = environment.split("\0").find((one) => one.startsWith(`${markName}=`));
    if (mark !== undefined && marks.has(mark.slice(markName.length + 1))) process.kill(pid, "SIGKILL");
  } catch {
    // It is gone, or it is somebody else's: then it is not ours to end.
  }
}
