import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Failure } from "../../facts/network.ts";
import { Line } from "../session/line.ts";
import { Slots } from "../session/slots.ts";
import type { Dialled, Lines, Undialled } from "./dial.ts";
import { timedOut, type Limit } from "./limit.ts";
import { saidOf, SshWay } from "./ssh-way.ts";

export type SshLinesOptions = {
  /** ssh to that host, with these words before what it is to do there. */
  readonly command: (words: readonly string[]) => readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
};

/** Waits for a line that says that all is closed; the end of the input without one says that nobody is left to close it. */
const guardScript = `read -r word && exit 0
folder=$1
shift
"$@"
rm -rf -- "$folder"`;

/** Each of these logs in anew, so few at a time: sshd turns away many (MaxStartups). */
const asking = new Slots(4);

/**
 * Connections that another host makes, each through `ssh -W` over one connection to it. What is refused there is told only
 * to a connection of its own, so what failed is asked once more that way.
 */
export class SshLines implements Lines {
  readonly #options: SshLinesOptions;
  #folder: Promise<string> | undefined;
  #master: Line | undefined;
  #guard: ChildProcess | undefined;
  #isShared: Promise<boolean> | undefined;

  constructor(options: SshLinesOptions) {
    this.#options = options;
  }

  /** Whether there is a way shows when it is gone. */
  async hasRoute(): Promise<boolean> {
    return true;
  }

  async open(address: string, port: number, limit: Limit): Promise<Dialled | Undialled> {
    const there = `${address.includes(":") ? `[${address}]` : address}:${port}`;
    this.#isShared ??= this.#share();
    if (await this.#isShared) {
      const shared = await this.#forward(["-S", await this.#socket(), "-W", there], limit);
      if ("socket" in shared) return { ...shared, address };
      if (limit.signal.aborted) return { failure: timedOut, address };
    }
    const release = await asking.take();
    try {
      const own = await this.#forward(["-o", "ControlMaster=no", "-o", "ControlPath=none", "-W", there], limit);
      return { ...own, address };
    } finally {
      release();
    }
  }

  async close(): Promise<void> {
    await this.#master?.close();
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
    this.#guard?.stdin?.end("closed\n");
  }

  async #socket(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), "footing-ssh-"));
    const folder = await this.#folder;
    await chmod(folder, 0o700);
    return join(folder, "s");
  }

  /** Opens the one connection; false where it cannot be shared. */
  async #share(): Promise<boolean> {
    const socket = await this.#socket();
    const over = new AbortController();
    this.#watch(dirname(socket), socket);
    this.#master = new Line({
      command: this.#options.command(["-M", "-N", "-S", socket, "-o", "ControlPersist=no"]),
      environment: this.#options.environment,
      onOutput: () => undefined,
      onEnd: () => over.abort(),
    });
    for (let waited = 0; waited < 200 && !over.signal.aborted; waited++) {
      if (await this.#answers(socket)) return true;
      await pause(50);
    }
    return false;
  }

  /** Ends the connection, and all that goes over it, where this process is killed and can do so no more. */
  #watch(folder: string, socket: string): void {
    const ending = this.#options.command(["-S", socket, "-O", "exit"]);
    const guard = spawn("/bin/sh", ["-c", guardScript, "footing-guard", folder, ...ending], {
      env: this.#options.environment,
      stdio: ["pipe", "ignore", "ignore"],
      // Ctrl-C is for those who have something to tell.
      detached: true,
    });
    guard.on("error", () => undefined);
    guard.stdin.on("error", () => undefined);
    guard.unref();
    this.#guard = guard;
  }

  #answers(socket: string): Promise<boolean> {
    return new Promise((resolve) => {
      const [program, ...words] = this.#options.command(["-S", socket, "-O", "check"]);
      const child = spawn(program, words, { env: this.#options.environment, stdio: "ignore" });
      child.once("error", () => resolve(false));
      child.once("exit", (exit) => resolve(exit === 0));
    });
  }

  async #forward(
    words: readonly string[],
    limit: Limit,
  ): Promise<{ readonly socket: Duplex } | { readonly failure: Failure }> {
    const { command, environment } = this.#options;
    const way = new SshWay(command(["-o", "LogLevel=DEBUG2", ...words]), environment);
    const state = await way.until(["connected", "ended"], limit.signal);
    if (state === "connected") return { socket: way.stream() };
    way.end();
    return { failure: state === "ended" ? failureOf(way) : timedOut };
  }
}

/** What it said in words that nobody knows shows nothing of the place. */
function failureOf({ own = "" }: Pick<SshWay, "own">): Failure {
  const { failed = "EIO" } = saidOf(own) ?? {};
  return { failed: failed === "EIO" ? "ssh" : failed };
}
