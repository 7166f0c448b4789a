import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** When a process began, in clock ticks since boot (proc_pid_stat(5), field 22). Undefined: there is no such process. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

const mark = "footing-lab-";

/** What the names of everything that this run makes begin with: a process number alone could come again. */
export const ownPrefix = `${mark}${process.pid}x${startOf(process.pid) ?? "0"}-`;

/** Where a world's folder is made, ready for `mkdtemp`. */
export const folderPrefix = join(tmpdir(), ownPrefix);

/** A name of the lab's whose run is over. */
export function isAbandoned(name: string): boolean {
  const [, pid, start] = /^footing-lab-(\d+)x(\d+)-/.exec(name) ?? [];
  return pid !== undefined && startOf(Number(pid)) !== start;
}
