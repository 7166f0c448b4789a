import type { System } from "../../facts/reading.ts";
import { shellWord } from "../../facts/shell-word.ts";
import type { Run } from "../programs.ts";

/**
 * When a job's turn is: what cannot hang comes first, then programs, then what touches paths that a person gave, then
 * what goes out through the network and waits for others, what makes something, and an author's commands at last. Whatever hangs or floods takes the fewest others with it.
 */
export const turns = ["system", "program", "given-path", "network", "makes", "authored"] as const;
export type Turn = (typeof turns)[number];

/** One thing for a far shell to do, as data: what is asked for is known by it again. */
export type Job = { readonly timeoutMs: number } & (
  | { readonly is: "file"; readonly path: string }
  | { readonly is: "list"; readonly path: string }
  | { readonly is: "run"; readonly run: Run }
);

export function turnOf(job: Job): Turn {
  if (job.is !== "run") return "system";
  const { mark, tidyMs, touchesGivenPath, waitsForOthers } = job.run;
  if (mark !== undefined) return "authored";
  if (tidyMs !== undefined) return "makes";
  if (waitsForOthers === true) return "network";
  return touchesGivenPath === true ? "given-path" : "program";
}

/** True for what does something there, and does not only look. */
export const isDoing = (job: Job): boolean => ["makes", "authored"].includes(turnOf(job));

/** How long a job may take before nobody waits for it any more, in milliseconds: its own limit, and time to end it. */
export function limitOf(job: Job): number {
  if (job.is !== "run") return job.timeoutMs + 3000;
  const again = job.run.ifRefused === true ? 2 : 1;
  return again * (job.timeoutMs + tidySeconds(job.run) * 1000) + 3000;
}

const tidySeconds = ({ tidyMs = 0 }: Run): number => Math.max(1, Math.ceil(tidyMs / 1000));

/** Texts of a few lines that a shell reads itself, sooner than a program is started for it. None holds a zero byte. */
const small =
  /^\/sys\/|^\/proc\/sys\/|^\/(?:etc|usr\/lib)\/os-release$|^\/proc\/(?:self\/(?:cgroup|status)|net\/if_inet6|meminfo)$/;

/** Programs that print what the kernel or a file of the system says, and end. */
const immediate: ReadonlySet<string> = new Set(["uname", "od"]);

/** Puts jobs into words of `farWords`. A script stands in what is sent once, however many jobs run it. */
export class JobWriter {
  readonly #scripts = new Map<string, string>();

  /** What to send for one job, under its number. */
  write(job: Job, number: string): string {
    if (job.is === "file")
      return `footing_${small.test(job.path) ? "small" : "file"} ${number} ${shellWord(job.path)}\n`;
    if (job.is === "list") return `footing_list ${number} ${shellWord(job.path)}\n`;
    const { run, timeoutMs } = job;
    if (isMachine(run)) return `footing_uname ${number}\n`;
    const [definition, words] = this.#command(run.command);
    if (run.cannotHang === true) return `${definition}footing_inline ${[number, ...words.slice(2)].join(" ")}\n`;
    const seconds = immediate.has(run.command[0]) ? 0 : Math.max(1, Math.ceil(timeoutMs / 1000));
    const options = [number, as(run), String(seconds), String(tidySeconds(run)), run.mark ?? "-"];
    const only = run.on === undefined ? "" : `footing_on ${number} ${systems[run.on]} && `;
    return `${definition}${only}footing_run ${[...options, ...words].join(" ")}\n`;
  }

  #command(command: Run["command"]): readonly [definition: string, words: readonly string[]] {
    const [shell, option, script, ...words] = command;
    if (shell !== "/bin/sh" || option !== "-c" || script === undefined) return ["", command.map(shellWord)];
    const known = this.#scripts.get(script);
    const name = known ?? `footing_script_${this.#scripts.size + 1}`;
    this.#scripts.set(script, name);
    const definition = known === undefined ? `${name}=${shellWord(script)}\n` : "";
    return [definition, ["/bin/sh", "-c", `"$${name}"`, ...words.map(shellWord)]];
  }
}

/** Asked for with the first words of a far shell already. */
const isMachine = ({ command, on, asRoot, mark }: Run): boolean =>
  command[0] === "uname" &&
  command[1] === "-m" &&
  command.length === 2 &&
  on === undefined &&
  !asRoot &&
  mark === undefined;

/** What uname(1) says; no system with a POSIX sh of its own is Windows. */
const systems: Readonly<Record<System, string>> = { linux: "Linux", macos: "Darwin", windows: "Windows_NT" };

function as({ asRoot, ifRefused, passes }: Run): string {
  if (asRoot) return "root";
  if (ifRefused !== true) return "user";
  return passes === "docker" ? "refused-docker" : "refused";
}
