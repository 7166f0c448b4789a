// Shells in which tests run a script, with a stage of their own to run it in.
import { execFileSync, spawnSync, type SpawnSyncReturns } from "node:child_process";

const known: readonly (readonly [string, ...string[]])[] = [["dash"], ["bash", "--posix"], ["busybox", "sh"]];

/** The shells of this machine, each as a command. */
export const shells = known.filter(([program]) => {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

/** A user that has no rights of its own; only root can become it. */
export const nobody = ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "--"] as const;

type Ran = SpawnSyncReturns<string>;

/** Runs a script with words of its own in one shell, the first word being its name. */
export function runIn(
  shell: readonly [string, ...string[]],
  script: string,
  {
    words,
    as = [],
    cwd,
  }: { readonly words: readonly string[]; readonly as?: readonly string[]; readonly cwd?: string },
): Ran {
  const [program = "sh", ...rest] = [...as, ...shell, "-c", script, ...words];
  return spawnSync(program, rest, { encoding: "utf8", timeout: 20_000, ...(cwd === undefined ? {} : { cwd }) });
}
