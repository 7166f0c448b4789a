import { hostname } from "node:os";
import type { Raw, Reading } from "../facts/reading.ts";
import { failed, missing, seconds, stopped, text, type Bare } from "./bare.ts";
import { readControlGroups } from "./cgroups.ts";
import { endAllChildren, runChild, type ChildResult } from "./child.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import { diskScript } from "./scripts/disk.ts";
import { whichScript } from "./scripts/which.ts";
import { alreadyRoot, natively } from "./native.ts";
import { endStrays, markName } from "./strays.ts";
import { raised, sudoRefusal } from "./sudo.ts";
import { listSystemFolder, readSystemFile } from "./system-files.ts";
import type { FetchOptions, Target } from "./target.ts";
import { within } from "./within.ts";

export type LocalOptions = {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** A recorded tree that stands in for `/` where files, folders and control groups are read. */
  readonly root?: string;
};

type Command = readonly [string, ...string[]];
type Run = { readonly command: Command; readonly asRoot: boolean; readonly own?: true; readonly mark?: string };

/** This host, read natively: files by Node, programs and whatever may hang in a child. */
export function localTarget(options: LocalOptions): Target {
  const look = new LocalLook(options);
  return {
    name: "local",
    type: "host",
    hostname: async () => hostname(),
    fetch: (reading, limits) => look.fetch(reading, limits),
    close: () => look.close(),
  };
}

const families: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "macos", win32: "windows" };

class LocalLook {
  readonly #root: string;
  readonly #platform: NodeJS.Platform;
  readonly #environment: Readonly<Record<string, string>>;
  /** Words by which what authors' commands started is known again. */
  readonly #marks = new Set<string>();

  constructor(options: LocalOptions) {
    this.#root = options.root ?? "";
    this.#platform = options.platform;
    this.#environment = childEnvironment(options.environment, options.platform);
  }

  async fetch(reading: Reading, limits: FetchOptions): Promise<Raw> {
    const started = performance.now();
    const bare = await this.#look(reading, limits);
    const ms = Math.round(performance.now() - started);
    return { ...bare, by: this.#witness(reading), at: new Date().toISOString(), ms };
  }

  #look(reading: Reading, limits: FetchOptions): Promise<Bare> | Bare {
    if ("platform" in reading) return text(families[this.#platform] ?? this.#platform);
    if (this.#cannotLook(reading)) return failed("platform", `${this.#system()} does not show it this way`);
    if ("file" in reading) return within(readSystemFile(this.#root + reading.file), limits);
    if ("list" in reading) return within(listSystemFolder(this.#root + reading.list), limits);
    if ("cgroup" in reading) return within(readControlGroups(reading.cgroup, this.#root), limits);
    if ("disk" in reading) return this.#script([diskScript, "footing-disk", reading.disk], limits);
    if ("which" in reading) return this.#which(reading, limits);
    return this.#program(reading, limits);
  }

  async #program(reading: Extract<Reading, { run: unknown }>, limits: FetchOptions): Promise<Bare> {
    const asRoot = reading.as === "root";
    const known = asRoot ? alreadyRoot(reading.run) : await natively(reading.run);
    if (known !== undefined) return known;
    if (reading.authored !== true) return await this.#run({ command: reading.run, asRoot }, limits);
    const mark = crypto.randomUUID();
    this.#marks.add(mark);
    const bare = await this.#run({ command: reading.run, asRoot, mark }, limits);
    // Its own alone: other commands may still run.
    await endStrays(new Set([mark]));
    return bare;
  }

  /** True where a reading that finds nothing would say less than it seems: no /proc is no observation outside Linux. */
  #cannotLook(reading: Reading): boolean {
    if (this.#platform === "linux") return false;
    if ("cgroup" in reading) return true;
    if ("file" in reading || "list" in reading) {
      const path = "file" in reading ? reading.file : reading.list;
      return this.#platform === "win32" || /^\/(proc|sys)\//.test(path);
    }
    return this.#platform === "win32" && !("run" in reading && reading.authored === true);
  }

  #system(): string {
    return families[this.#platform] ?? this.#platform;
  }

  async close(): Promise<void> {
    await endAllChildren();
    await endStrays(this.#marks);
  }

  async #script(words: readonly string[], limits: FetchOptions): Promise<Bare> {
    const bare = await this.#run({ command: ["/bin/sh", "-c", ...words], asRoot: false, own: true }, limits);
    if (bare.is === "missing") return failed("no-means", "there is no /bin/sh here");
    return bare;
  }

  async #which(reading: { readonly which: string; readonly as?: "root" }, limits: FetchOptions): Promise<Bare> {
    const command: Command = ["/bin/sh", "-c", whichScript, "footing-which", reading.which];
    const bare = await this.#run({ command, asRoot: reading.as === "root", own: true }, limits);
    if (bare.is === "missing") return failed("no-means", "there is no /bin/sh here");
    if (bare.is !== "text") return bare;
    if (bare.exit === 0 && bare.text !== "") return text(bare.text);
    return bare.exit === 1 ? missing : failed("no-means", `PATH could not be searched: ${(bare.stderr ?? "").trim()}`);
  }

  async #run(run: Run, limits: FetchOptions): Promise<Bare> {
    const { signal, timeoutMs } = limits;
    const raise = run.asRoot && process.getuid?.() !== 0;
    const result = await runChild({
      command: raise ? raised(run.command, timeoutMs) : run.command,
      environment: run.mark === undefined ? this.#environment : { ...this.#environment, [markName]: run.mark },
      // What is raised is ended by its own `timeout`, which needs a moment to do it.
      timeoutMs: raise ? timeoutMs + 1500 : timeoutMs,
      signal,
      ...(raise || run.command[0] === "sudo" ? { sameSession: true } : {}),
    });
    const refusal = raise ? sudoRefusal(result) : undefined;
    return refusal ?? understandRun(result, { raise, limits, program: run.command[0] });
  }

  #witness(reading: Reading): string {
    if ("file" in reading) return this.#root + reading.file;
    if ("list" in reading) return this.#root + reading.list;
    if ("cgroup" in reading) return `${this.#root}/proc/self/cgroup`;
    if ("disk" in reading) return `stat -f ${reading.disk}`;
    if ("which" in reading) return reading.as === "root" ? "root's PATH" : "PATH";
    if ("platform" in reading) return "the operating system";
    // Arguments that an author wrote may hold what nobody should read in a report.
    const words = reading.authored === true ? reading.run.slice(0, 1) : reading.run;
    return (reading.as === "root" ? ["sudo", ...words] : words).join(" ");
  }
}

type RunContext = { readonly raise: boolean; readonly limits: FetchOptions; readonly program: string };

function understandRun(result: ChildResult, context: RunContext): Bare {
  const { limits, program } = context;
  if (result.is === "exited") return ended(result, context);
  if (result.is === "not-started") return notStarted(result.code, program);
  if (result.is === "timeout") return late(context);
  if (result.is === "too-much-output") return failed("too-much-output", `${program} wrote more than 8 MiB`);
  // Without an abort it was Ctrl-C that ended all children together.
  return limits.signal.aborted
    ? { is: "failed", why: stopped(limits.signal) }
    : failed("interrupted", "the run was stopped before this was seen");
}

const late = ({ limits, program }: RunContext): Bare =>
  failed("timeout", `${program} did not end within ${seconds(limits.timeoutMs)}`);

function notStarted(code: string, program: string): Bare {
  if (code === "ENOENT") return missing;
  if (code === "EACCES") return failed("permission-denied", `this user may not run ${program}`);
  return failed("no-means", `${program} could not be started: ${code}`);
}

/** Exit codes of timeout(1), which runs what is raised: it ended the program, or did not find it. */
const endedByTimeout: ReadonlySet<number> = new Set([124, 137]);
const notFoundByTimeout = 127;

function ended(result: ChildResult & { readonly is: "exited" }, context: RunContext): Bare {
  const stderr = result.stderr.toString("utf8");
  if (context.raise && result.exit === notFoundByTimeout && stderr.startsWith("timeout:")) return missing;
  if (context.raise && endedByTimeout.has(result.exit)) return late(context);
  return { is: "text", text: result.stdout.toString("utf8"), exit: result.exit, stderr };
}
