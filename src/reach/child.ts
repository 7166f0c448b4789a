import { spawn, type ChildProcessByStdio } from "node:child_process";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { onAbort } from "./on-abort.ts";

/** What is read of one program at most, both streams together. */
export const outputLimit = 8 * 2 ** 20;

/** How long a program may take to end itself when asked to, in milliseconds, before it is killed. */
const politeMs = 200;
/** How long a killed program may take to go: after that the kernel holds it, and it is let go. */
const killedMs = 200;
/** How long pipes are quiet before they count as held open by somebody whom the program left behind. */
const quietMs = 100;

export type ChildOrder = {
  /** A program and its arguments: never a command line. */
  readonly command: readonly [string, ...string[]];
  /** All of the child's environment: see `childEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Bytes of both streams together; 8 MiB where not said. */
  readonly outputLimitBytes?: number;
  readonly signal: AbortSignal;
  /**
   * For a program that removes what it made when it is asked to end: it alone is asked, has this many milliseconds, and
   * the answer comes when it is done.
   */
  readonly tidyMs?: number;
  /** For sudo: in a session of its own it loses the terminal on which `sudo -v` was answered. */
  readonly sameSession?: true;
};

type Output = { readonly stdout: Buffer; readonly stderr: Buffer };

/** How a program went. `exit` is its exit code, 128 + n where signal n ended it, as a shell says it. */
export type ChildResult =
  | (Output & { readonly is: "exited"; readonly exit: number })
  | (Output & { readonly is: "timeout" })
  | (Output & { readonly is: "stopped" })
  | (Output & { readonly is: "too-much-output" })
  | { readonly is: "not-started"; readonly code: string; readonly text: string };

const running = new Set<Running>();
let watchesExit = false;

/**
 * Runs a program without a shell, its input closed, within its limits of time and output. Never rejects. When it is
 * stopped the answer comes at once, and the program with all that it started is ended behind it.
 */
export function runChild(order: ChildOrder): Promise<ChildResult> {
  if (!watchesExit) {
    watchesExit = true;
    // However we end, nobody whom we started stays behind.
    process.once("exit", () => {
      for (const one of running) one.kill("SIGKILL");
    });
  }
  return new Promise((resolve) => {
    if (order.signal.aborted) {
      resolve({ is: "stopped", stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) });
      return;
    }
    try {
      running.add(new Running(order, resolve));
    } catch (error) {
      resolve(notStarted(error));
    }
  });
}

/** Ends every program that still runs: for Ctrl-C and the deadline. Takes half a second, or as long as they may tidy up. */
export async function endAllChildren(): Promise<void> {
  await Promise.all([...running].map((one) => one.end("stopped")));
}

/** How many programs are not ended yet. */
export const runningChildren = (): number => running.size;

function notStarted(error: unknown): ChildResult {
  const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
  return { is: "not-started", code, text: error instanceof Error ? error.message : String(error) };
}

class Running {
  readonly #order: ChildOrder;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ownGroup: boolean;
  readonly #timer: NodeJS.Timeout;
  readonly #unheard: () => void;
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  #bytes = 0;
  #closed = false;
  #resolve: ((result: ChildResult) => void) | undefined;
  #ending: Promise<void> | undefined;
  readonly #gone: Promise<void>;

  constructor(order: ChildOrder, resolve: (result: ChildResult) => void) {
    this.#order = order;
    this.#resolve = resolve;
    this.#ownGroup = order.sameSession !== true && process.platform !== "win32";
    const [program, ...words] = order.command;
    this.#child = spawn(program, words, {
      env: order.environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: this.#ownGroup,
      windowsHide: true,
    });
    // First of all: where no file number is left, Node gives a child without streams, and tells why only later.
    this.#gone = new Promise((gone) => this.#watch(gone));
    this.#timer = setTimeout(() => void this.end("timeout"), order.timeoutMs);
    this.#unheard = onAbort(order.signal, () => void this.end("stopped"));
    this.#collect(this.#child.stdout, this.#stdout);
    this.#collect(this.#child.stderr, this.#stderr);
  }

  /** Signals the program with all that it started. Whoever is gone already, or belongs to root, is no error. */
  kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (this.#ownGroup) process.kill(-pid, signal);
      else if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    } catch {
      // ESRCH: nobody is left. EPERM: what sudo raised is bounded by its own `timeout`.
    }
  }

  /** Answers now, then ends the program: politely, by force, and at last by letting it go. One that tidies up is waited for. */
  end(why: "timeout" | "stopped" | "too-much-output"): Promise<void> {
    const tidyMs = this.#order.tidyMs;
    if (tidyMs === undefined) this.#answer({ is: why, ...this.#output() });
    this.#ending ??= tidyMs === undefined ? this.#endInSteps() : this.#tidyAndEnd(why, tidyMs);
    return this.#ending;
  }

  async #endInSteps(): Promise<void> {
    this.kill("SIGTERM");
    await Promise.race([this.#gone, pause(politeMs)]);
    await this.#force();
  }

  async #tidyAndEnd(why: "timeout" | "stopped" | "too-much-output", tidyMs: number): Promise<void> {
    // What it started goes on until it has asked them itself: half of a thing made is harder to remove than all of it.
    this.#child.kill("SIGTERM");
    await Promise.race([this.#gone, pause(tidyMs, undefined, { ref: false })]);
    await this.#drain();
    this.#answer({ is: why, ...this.#output() });
    await this.#force();
  }

  async #force(): Promise<void> {
    this.kill("SIGKILL");
    await Promise.race([this.#gone, pause(killedMs)]);
    this.#letGo();
  }

  #watch(gone: () => void): void {
    this.#child.once("error", (error) => {
      this.#answer(notStarted(error));
      this.#letGo();
      gone();
    });
    this.#child.once("close", () => (this.#closed = true));
    this.#child.once("exit", (code, signal) => {
      gone();
      const exit = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      // One that is being ended is finished by whoever ends it.
      if (this.#ending === undefined) void this.#finish(exit);
    });
  }

  async #finish(exit: number): Promise<void> {
    await this.#drain();
    this.#answer({ is: "exited", exit, ...this.#output() });
    // What it left behind in its group would hold the pipes, or outlive us.
    if (this.#ending === undefined) this.kill("SIGKILL");
    this.#letGo();
  }

  /** The program has ended: waits for the rest of its output, but not for whoever else holds the pipes. */
  async #drain(): Promise<void> {
    let [before, quiet] = [-1, 0];
    while (!this.#closed && (this.#ending === undefined || this.#order.tidyMs !== undefined) && quiet < 2) {
      quiet = this.#bytes === before ? quiet + 1 : 0;
      before = this.#bytes;
      await Promise.race([
        new Promise((done) => this.#child.once("close", done)),
        pause(quietMs, undefined, { ref: false }),
      ]);
    }
  }

  #collect(stream: Readable | undefined, into: Buffer[]): void {
    if (stream === undefined) return;
    const most = this.#order.outputLimitBytes ?? outputLimit;
    stream.on("error", () => stream.destroy());
    stream.on("data", (chunk: Buffer) => {
      if (this.#bytes > most) return;
      this.#bytes += chunk.length;
      into.push(chunk);
      if (this.#bytes > most) void this.end("too-much-output");
    });
  }

  #output(): Output {
    return { stdout: Buffer.concat(this.#stdout), stderr: Buffer.concat(this.#stderr) };
  }

  #answer(result: ChildResult): void {
    clearTimeout(this.#timer);
    this.#unheard();
    this.#resolve?.(result);
    this.#resolve = undefined;
  }

  #letGo(): void {
    for (const stream of [this.#child.stdout, this.#child.stderr] as (Readable | undefined)[]) stream?.destroy();
    this.#child.unref();
    running.delete(this);
  }
}
