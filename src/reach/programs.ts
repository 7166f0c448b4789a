import { failed, missing, seconds, stopped, text, type Bare } from "./bare.ts";
import type { Why } from "../facts/fact.ts";
import type { ChildResult } from "./child.ts";
import { decoded } from "./decoded.ts";
import { lackedTool } from "./scripts/needed-tools.ts";
import { whichScript } from "./scripts/which.ts";
import { sudoRefusal } from "./sudo.ts";
import { joinDocker } from "../facts/reasons.ts";
import type { Reading, System } from "../facts/reading.ts";
import type { FetchOptions } from "./target.ts";
import { answeredOr, Together } from "./together.ts";

export type Command = readonly [string, ...string[]];
export type Run = {
  readonly command: Command;
  readonly asRoot: boolean;
  readonly mark?: string;
  readonly passes?: "docker";
  /** It makes something: milliseconds that it may take to remove it when it is stopped. */
  readonly tidyMs?: number;
  /** It is run on that family of systems alone. */
  readonly on?: System;
  /** It touches a path that a person gave, which may hang. */
  readonly touchesGivenPath?: true;
  /** It asks services of others, and takes as long as they do. */
  readonly waitsForOthers?: true;
  /** A script of ours, for /bin/sh, that reads what the kernel says and no more: it needs no limit of its own. */
  readonly cannotHang?: true;
  /** It is run again as root where it says that this user is not permitted. */
  readonly ifRefused?: true;
};

/** How a program went, or why nobody can say: the way to it was lost. `stdout` is what came until then. */
export type Ended = ChildResult | { readonly is: "unreached"; readonly why: Why; readonly stdout: Buffer };

/** `raised`: it was run by sudo. `ms`: how long it took, where that is not
 * how long it was waited for. `again`: how it went as root, where whoever runs programs did that by itself. */
export type Execution = {
  readonly result: Ended;
  readonly raised: boolean;
  readonly ms?: number;
  readonly again?: Execution;
};

/** Who runs programs: on this host, or on another. Never rejects. */
export type Executor = {
  execute(run: Run, limits: FetchOptions): Promise<Execution>;
  /** What a program would print, told without starting it; undefined where it must be run. */
  natively?(run: Run): Promise<Bare | undefined>;
  /** Where programs of these names are, told without starting anything; undefined for those that only a child can find. */
  find?(names: readonly string[]): Promise<readonly (Bare | undefined)[]>;
  /** Asked only after something was run. */
  isRoot(): boolean;
  /** A word by which what a probe prints, or starts, is known again; a random one where there is none of its own. */
  newMark?(): string;
  /** What to do where sudo asks for a password, where that is not what helps on this host. */
  readonly passwordSettle?: string;
  /** Ends what commands left behind that carried one of these words. */
  endStrays?(marks: ReadonlySet<string>): Promise<void>;
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

/** Runs programs of a host: as this user, as root by `sudo -n`, or as root only where this user was refused. */
export class Programs {
  readonly #executor: Executor;
  /** Words by which what authors' commands started is known again. */
  readonly #marks = new Set<string>();

  readonly #isTogether: boolean;
  readonly #find = new Together((names, limits) => this.#findOwn(names, limits));
  readonly #findAsRoot = new Together((names, limits) => this.#findAll(names, limits, true));

  /** `together`: what is asked in the same turn may be asked by one program. */
  constructor(executor: Executor, { together = true }: { readonly together?: boolean } = {}) {
    this.#executor = executor;
    this.#isTogether = together;
  }

  get isTogether(): boolean {
    return this.#isTogether;
  }

  async output(reading: RunReading, limits: FetchOptions): Promise<Bare> {
    const passes = reading.passes === undefined ? {} : { passes: reading.passes };
    const on = reading.on === undefined ? {} : { on: reading.on };
    const plain = { command: reading.run, asRoot: reading.as === "root", ...passes, ...on };
    const known = await this.#executor.natively?.(plain);
    if (known !== undefined) return known;
    if (reading.as === "root-if-refused") return await this.raisedIfRefused(plain, limits);
    if (reading.authored !== true) return await this.run(plain, limits);
    const mark = this.newMark();
    this.#marks.add(mark);
    const bare = await this.run({ ...plain, mark }, limits);
    // Its own alone: other commands may still run.
    await this.#executor.endStrays?.(new Set([mark]));
    return bare;
  }

  /** Runs it as this user, and again as root where it says that this user is not permitted. */
  async raisedIfRefused(run: Omit<Run, "asRoot" | "mark" | "ifRefused">, limits: FetchOptions): Promise<Bare> {
    const { again, ...first } = await this.child({ ...run, asRoot: false, ifRefused: true }, limits);
    const own = understandRun(first.result, first.context);
    if (!isRefused(own, run.passes) || this.isRoot()) return own;
    const second = again ?? (await this.child({ ...run, asRoot: true }, limits));
    const other = understandRun(second.result, second.context);
    if (other.is === "text") return { ...other, by: ["sudo", ...run.command].join(" ") };
    return refusedTwice(other, run.command[0]);
  }

  which({ which, as }: { readonly which: string; readonly as?: "root" }, limits: FetchOptions): Promise<Bare> {
    const asRoot = as === "root";
    if (!this.#isTogether) return this.#findAll([which], limits, asRoot).then(([one = missing]) => one);
    return (asRoot ? this.#findAsRoot : this.#find).ask(which, limits);
  }

  async #findOwn(names: readonly string[], limits: FetchOptions): Promise<readonly Bare[]> {
    return await answeredOr(
      names,
      async () => await this.#executor.find?.(names),
      async (others) => await this.#findAll(others, limits, false),
    );
  }

  /** Paths of programs, in the order of their names. */
  async #findAll(names: readonly string[], limits: FetchOptions, asRoot: boolean): Promise<readonly Bare[]> {
    const bare = await this.script(["footing-which", ...names], whichScript, {
      limits,
      asRoot,
      ...(asRoot ? {} : { cannotHang: true }),
    });
    if (bare.is !== "text") return names.map(() => bare);
    const lines = bare.text.split("\n");
    if (lines.length !== names.length + 2 || lines.at(-2) !== "end") {
      const words = `PATH could not be searched: ${(bare.stderr ?? "").trim()}`;
      return names.map(() => failed("no-means", words));
    }
    const { ms } = bare;
    const found = lines.slice(0, names.length).map((path) => (path === "" ? missing : text(path)));
    return ms === undefined ? found : found.map((one) => ({ ...one, ms }));
  }

  /** Runs a script of ours with words of its own, the first of which is its name. */
  async script(words: readonly string[], script: string, { limits, ...more }: ScriptOptions): Promise<Bare> {
    const bare = await this.run({ command: ["/bin/sh", "-c", script, ...words], asRoot: false, ...more }, limits);
    return bare.is === "missing" ? failed("no-means", "there is no /bin/sh here") : bare;
  }

  async run(run: Run, limits: FetchOptions): Promise<Bare> {
    const { result, context } = await this.child(run, limits);
    return understandRun(result, context);
  }

  /** Runs it and answers how it went, with all that it wrote even where it did not come to its end. */
  async child(run: Run, limits: FetchOptions): Promise<ChildRun> {
    const { passwordSettle } = this.#executor;
    const asChild = ({ result, raised, ms }: Execution): Omit<ChildRun, "again"> => ({
      result,
      context: {
        raise: raised,
        limits,
        program: run.command[0],
        ...(ms === undefined ? {} : { ms }),
        ...(passwordSettle === undefined ? {} : { passwordSettle }),
      },
    });
    const execution = await this.#executor.execute(run, limits);
    const { again } = execution;
    return again === undefined ? asChild(execution) : { ...asChild(execution), again: asChild(again) };
  }

  newMark(): string {
    return this.#executor.newMark?.() ?? crypto.randomUUID();
  }

  /** Asked only after something was run. */
  isRoot(): boolean {
    return this.#executor.isRoot();
  }

  /** Ends what authors' commands left behind. */
  async endStrays(): Promise<void> {
    await this.#executor.endStrays?.(this.#marks);
  }
}

type ScriptOptions = { readonly limits: FetchOptions } & Pick<
  Partial<Run>,
  "asRoot" | "touchesGivenPath" | "waitsForOthers" | "cannotHang"
>;

export type ChildRun = {
  readonly result: Ended;
  readonly context: RunContext;
  readonly again?: Omit<ChildRun, "again">;
};

export type RunContext = {
  readonly raise: boolean;
  readonly limits: FetchOptions;
  readonly program: string;
  readonly ms?: number;
  readonly passwordSettle?: string;
};

export function understandRun(result: Ended, context: RunContext): Bare {
  const bare = understandEnded(result, context);
  return context.ms === undefined ? bare : { ...bare, ms: context.ms };
}

function understandEnded(result: Ended, context: RunContext): Bare {
  if (result.is === "unreached") return { is: "failed", why: result.why };
  const { limits, program, raise, passwordSettle } = context;
  const refusal = raise ? sudoRefusal(result, passwordSettle) : undefined;
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
  const lacked = lackedTool(result.exit, stderr);
  if (lacked !== undefined) return failed("no-means", `${lacked} is not there, without which nothing is seen of it`);
  if (context.raise && result.exit === notFoundByTimeout && stderr.startsWith("timeout:")) return missing;
  if (context.raise && endedByTimeout.has(result.exit)) return late(context);
  return { is: "text", text: decoded(result.stdout), exit: result.exit, stderr };
}
