import { failed, missing, seconds, stopped, text, type Bare } from "./bare.ts";
import { runChild, type ChildResult } from "./child.ts";
import { decoded } from "./decoded.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import { alreadyRoot, natively } from "./native.ts";
import { whichScript } from "./scripts/which.ts";
import { endStrays, markName } from "./strays.ts";
import { raised, sudoRefusal } from "./sudo.ts";
import { joinDocker } from "../facts/reasons.ts";
import type { Reading } from "../facts/reading.ts";
import type { FetchOptions } from "./target.ts";

export type Command = readonly [string, ...string[]];
export type Run = {
  readonly command: Command;
  readonly asRoot: boolean;
  readonly mark?: string;
  readonly passes?: "docker";
  /** It makes something: milliseconds that it may take to remove it when it is stopped. */
  readonly tidyMs?: number;
};

type RunReading = Extract<Reading, { run: unknown }>;

/**
 * The socket that root's client asks too. Sudo drops the variables and settings by which this user's client may ask
 * another engine, and whatever root's own answers would say nothing of that one.
 */
export const standardSocket = /unix:\/\/(?:\/var)?\/run\/docker\.sock\b/;

/** What clients say whose engine does not let this user in. */
const refused = /permission denied|access is denied/i;

function isRefused(bare: Bare, passes: Run["passes"]): boolean {
  if (bare.is !== "text" || bare.exit === 0) return false;
  // That a client may not read a settings file of its own is no refusal by the engine.
  const words = `${bare.stderr ?? ""}\n${bare.text.slice(0, 4096)}`.split("\n");
  const asked = passes === "docker" ? words.filter((line) => standardSocket.test(line)) : words;
  return asked.some((line) => !line.startsWith("WARNING: ") && refused.test(line));
}

/** Neither this user nor sudo: the reason tells both. */
function refusedTwice(other: Exclude<Bare, { is: "text" }>, program: string): Bare {
  const join = program === "docker" ? joinDocker : undefined;
  // Root's PATH may lack what this user's has: that root was not asked is no sign that the program is not there.
  if (other.is === "missing")
    return failed("permission-denied", `${program} does not let this user in, and root does not find it`, join);
  const words = `${program} does not let this user in, and ${other.why.text}`;
  const { code, settle } = other.why;
  if (code === "password-needed")
    return failed(code, words, join === undefined || settle === undefined ? settle : `${join}; or ${settle}`);
  return code === "permission-denied" || code === "no-means" ? failed("permission-denied", words, join) : other;
}

/** Runs programs on this host: as this user, as root by `sudo -n`, or as root only where this user was refused. */
export class Programs {
  readonly #ours: Environment;
  readonly #platform: NodeJS.Platform;
  /** Words by which what authors' commands started is known again. */
  readonly #marks = new Set<string>();

  constructor(environment: Environment, platform: NodeJS.Platform) {
    this.#ours = environment;
    this.#platform = platform;
  }

  async output(reading: RunReading, limits: FetchOptions): Promise<Bare> {
    const asRoot = reading.as === "root";
    const known = asRoot ? alreadyRoot(reading.run) : await natively(reading.run);
    if (known !== undefined) return known;
    const passes = reading.passes === undefined ? {} : { passes: reading.passes };
    if (reading.as === "root-if-refused")
      return await this.raisedIfRefused({ command: reading.run, ...passes }, limits);
    if (reading.authored !== true) return await this.run({ command: reading.run, asRoot, ...passes }, limits);
    const mark = crypto.randomUUID();
    this.#marks.add(mark);
    const bare = await this.run({ command: reading.run, asRoot, mark }, limits);
    // Its own alone: other commands may still run.
    await endStrays(new Set([mark]));
    return bare;
  }

  /** Runs it as this user, and again as root where it says that this user is not permitted. */
  async raisedIfRefused(run: Omit<Run, "asRoot" | "mark">, limits: FetchOptions): Promise<Bare> {
    const own = await this.run({ ...run, asRoot: false }, limits);
    if (!isRefused(own, run.passes) || process.getuid?.() === 0) return own;
    const other = await this.run({ ...run, asRoot: true }, limits);
    if (other.is === "text") return { ...other, by: ["sudo", ...run.command].join(" ") };
    return refusedTwice(other, run.command[0]);
  }

  async which(reading: { readonly which: string; readonly as?: "root" }, limits: FetchOptions): Promise<Bare> {
    const bare = await this.script(["footing-which", reading.which], whichScript, {
      limits,
      asRoot: reading.as === "root",
    });
    if (bare.is !== "text") return bare;
    if (bare.exit === 0 && bare.text !== "") return text(bare.text);
    return bare.exit === 1 ? missing : failed("no-means", `PATH could not be searched: ${(bare.stderr ?? "").trim()}`);
  }

  /** Runs a script of ours with words of its own, the first of which is its name. */
  async script(
    words: readonly string[],
    script: string,
    { limits, asRoot = false }: { readonly limits: FetchOptions; readonly asRoot?: boolean },
  ): Promise<Bare> {
    const bare = await this.run({ command: ["/bin/sh", "-c", script, ...words], asRoot }, limits);
    return bare.is === "missing" ? failed("no-means", "there is no /bin/sh here") : bare;
  }

  async run(run: Run, limits: FetchOptions): Promise<Bare> {
    const { result, context } = await this.child(run, limits);
    return understandRun(result, context);
  }

  /** Runs it and answers how it went, with all that it wrote even where it did not come to its end. */
  async child(run: Run, limits: FetchOptions): Promise<{ readonly result: ChildResult; readonly context: RunContext }> {
    const { signal, timeoutMs } = limits;
    const raise = run.asRoot && process.getuid?.() !== 0;
    const environment = childEnvironment(this.#ours, this.#platform, run.passes);
    const result = await runChild({
      command: raise ? raised(run.command, timeoutMs, this.#platform) : run.command,
      environment: run.mark === undefined ? environment : { ...environment, [markName]: run.mark },
      // What is raised is ended by its own `timeout`, which needs a moment to do it.
      timeoutMs: raise ? timeoutMs + 1500 : timeoutMs,
      signal,
      ...(run.tidyMs === undefined ? {} : { tidyMs: run.tidyMs }),
      ...(raise || run.command[0] === "sudo" ? { sameSession: true } : {}),
    });
    return { result, context: { raise, limits, program: run.command[0] } };
  }

  /** Ends what authors' commands left behind. */
  async endStrays(): Promise<void> {
    await endStrays(this.#marks);
  }
}

export type RunContext = { readonly raise: boolean; readonly limits: FetchOptions; readonly program: string };

export function understandRun(result: ChildResult, context: RunContext): Bare {
  const { limits, program, raise } = context;
  const refusal = raise ? sudoRefusal(result) : undefined;
  if (refusal !== undefined) return refusal;
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

/** Exit codes of timeout(1), or of an alarm, that ended what was raised; and of a program that was not found. */
const endedByTimeout: ReadonlySet<number> = new Set([124, 137, 142]);
const notFoundByTimeout = 127;

function ended(result: ChildResult & { readonly is: "exited" }, context: RunContext): Bare {
  const stderr = decoded(result.stderr);
  if (context.raise && result.exit === notFoundByTimeout && stderr.startsWith("timeout:")) return missing;
  if (context.raise && endedByTimeout.has(result.exit)) return late(context);
  return { is: "text", text: decoded(result.stdout), exit: result.exit, stderr };
}
