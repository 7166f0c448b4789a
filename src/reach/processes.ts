import { readdir, readFile } from "node:fs/promises";
import { failed, text, type Bare } from "./bare.ts";
import { understandFileError } from "./system-files.ts";

/**
 * Processes of these names, `pid<TAB>name` a line, then `end`. Where /proc hides the processes of others (hidepid of
 * proc(5)), process 1 is hidden too, or listed and not readable, and nobody could say that a program does not run.
 */
export async function findProcesses(names: readonly string[], root: string): Promise<Bare> {
  try {
    const entries = await readdir(`${root}/proc`);
    // Whatever stands there: the name of process 1 may be read by everybody.
    if ((await nameOf(`${root}/proc/1/comm`)) === undefined)
      return failed("permission-denied", "this user does not see the processes of others");
    const pids = entries.filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(pids.map(async (pid) => [pid, await nameOf(`${root}/proc/${pid}/comm`)] as const));
    const running = found.filter(([, name]) => name !== undefined && names.includes(name));
    return text(`${running.map(([pid, name]) => `${pid}\t${name ?? ""}\n`).join("")}end\n`);
  } catch (error) {
    return understandFileError(error, `${root}/proc`);
  }
}

/** Undefined: it ended while it was looked at. */
const nameOf = async (path: string): Promise<string | undefined> =>
  await readFile(path, "utf8").then(
    (name) => name.trimEnd(),
    () => undefined,
  );
