import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Failure } from "../../facts/network.ts";
import { Line } from "../session/line.ts";
import { Slots } from "../session/slots.ts";
import type { Dialled, Lines, Undialled } from "./dial.ts";
import { timedOut, type Limit } from "./limit.ts";

export type SshLinesOptions = {
  /** ssh to that host, with these words before what it is to do there. */
  readonly command: (words: readonly string[]) => readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
};

/** What ssh prints with -v when the other end has connected, by the shared connection and by one of its own. */
const connected = /master session id|channel \d+: open confirm/;

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

  #answers(socket: string): Promise<boolean> {
    return new Promise((resolve) => {
      const [program, ...words] = this.#options.command(["-S", socket, "-O", "check"]);
      const child = spawn(program, words, { env: this.#options.environment, stdio: "ignore" });
      child.once("error", () => resolve(false));
      child.once("exit", (exit) => resolve(exit === 0));
    });
  }

  #forward(
    words: readonly string[],
    limit: Limit,
  ): Promise<{ readonly socket: Duplex } | { readonly failure: Failure }> {
    return new Promise((resolve) => {
      const [program, ...rest] = this.#options.command(["-v", ...words]);
      const child = spawn(program, rest, { env: this.#options.environment, stdio: "pipe" });
      let said = "";
      const end = (answer: { readonly socket: Duplex } | { readonly failure: Failure }): void => {
        limit.signal.removeEventListener("abort", late);
        if ("failure" in answer) child.kill("SIGKILL");
        resolve(answer);
      };
      const late = (): void => end({ failure: timedOut });
      child.stderr.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString("utf8")).slice(-8192);
        if (connected.test(said)) end({ socket: streamOf(child) });
      });
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on("error", () => undefined);
      child.once("error", () => end({ failure: { failed: "ssh" } }));
      child.once("close", () => end({ failure: failureIn(said) }));
      limit.signal.addEventListener("abort", late, { once: true });
      if (limit.signal.aborted) late();
    });
  }
}

/** The two pipes of a program as one stream; whoever ends it ends the program. */
function streamOf(child: ChildProcessWithoutNullStreams): Duplex {
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _coding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill("SIGTERM");
      done(error);
    },
  });
  child.stdout.on("data", (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  child.stdout.once("end", () => stream.push(null));
  stream.on("error", () => undefined);
  return stream;
}

/** What sshd says of a connection that it could not make, as the error that it had (OpenSSH 7 to 10). */
const sayings: readonly (readonly [RegExp, string])[] = [
  [/open failed: administratively prohibited|open failed: unknown channel type/, "forbidden"],
  [/Connection refused/, "ECONNREFUSED"],
  [/Connection timed out/, "ETIMEDOUT"],
  [/Network is unreachable/, "no-route"],
  [/No route to host/, "EHOSTUNREACH"],
  [/Permission denied/, "EACCES"],
];

function failureIn(said: string): Failure {
  const lines = said.split("\n").filter((line) => line.includes("open failed"));
  const known = sayings.find(([pattern]) => lines.some((line) => pattern.test(line)));
  return { failed: known?.[1] ?? "ssh" };
}
