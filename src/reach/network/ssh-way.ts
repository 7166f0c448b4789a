import { spawn, type ChildProcessByStdio } from "node:child_process";
import { Duplex, type Readable, type Writable } from "node:stream";
import type { Failure } from "../../facts/network.ts";

/** What sshd says where it could not connect, in the language C, and on other systems (OpenSSH 7 to 10). */
const sayings: readonly (readonly [RegExp, string])[] = [
  // What fails at once, before anything is sent, has no words of its own: the host has no way there.
  [/connect failed: open failed/i, "no-route"],
  [/Connection refused/i, "ECONNREFUSED"],
  [/timed out/i, "ETIMEDOUT"],
  [/Network is unreachable|Cannot assign requested address|Address family not supported/i, "no-route"],
  [/No route to host|Host is unreachable|Host is down/i, "EHOSTUNREACH"],
  [
    /Name or service not known|No address associated|nodename nor servname|Name does not resolve|Unknown host/i,
    "ENOTFOUND",
  ],
  [/Temporary failure in name resolution|Try again/i, "EAI_AGAIN"],
  [/Permission denied|Operation not permitted/i, "EACCES"],
];

/** What sshd said of a connection that it could not make; `forbidden`: it lets nobody go on. Undefined: it said nothing. */
export function saidOf(words: string): Failure | undefined {
  const said = /open failed: ([^\r\n]*)/.exec(words)?.[1];
  if (said === undefined) return undefined;
  if (/prohibited|unknown channel type/i.test(said)) return { failed: "forbidden", text: said };
  return { failed: sayings.find(([pattern]) => pattern.test(said))?.[1] ?? "EIO", text: said };
}

type State = "begun" | "in" | "connected" | "ended";

const open = new Set<SshWay>();
let watchesExit = false;
/** What is kept of what ssh says, in characters. */
const keptWords = 128 * 1024;

/** ssh says so before anybody else can speak through it; where it goes over a connection that is there, it does not. */
const connecting = /^debug1: (?:Connecting to|Executing proxy)/m;

/** In words that every shell takes alike: ssh hands it to the user's own. */
const echoing = (word: string): string =>
  process.platform === "win32" ? `echo ${word} 1>&2` : `sh -c 'echo ${word} >&2'`;

/**
 * One ssh that goes on to a place (`ssh -W`), with LogLevel=DEBUG2: only by its words is it known how far it came. A host,
 * or one on the way to it, may put words like them into its banner, which is shown before this user is let in. So they
 * count only from a word on that ssh itself lets this machine say when that has happened (ssh_config(5), LocalCommand).
 */
export class SshWay {
  state: State = "begun";
  wasIn = false;
  words = "";
  exit: number | "not-started" | null = null;
  readonly #mark = `footing-${crypto.randomUUID()}`;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  #wake: () => void = () => undefined;

  constructor(command: readonly [string, ...string[]], environment: Readonly<Record<string, string>>) {
    if (!watchesExit) {
      watchesExit = true;
      process.once("exit", () => {
        for (const way of open) way.end();
      });
    }
    const [program, ...words] = command;
    const saying = ["-o", "PermitLocalCommand=yes", "-o", `LocalCommand=${echoing(this.#mark)}`];
    this.#child = spawn(program, [...saying, ...words], {
      env: environment,
      stdio: "pipe",
      detached: true,
      windowsHide: true,
    });
    open.add(this);
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr])
      stream.on("error", () => undefined);
    this.#child.stderr.on("data", (chunk: Buffer) => this.#hear(chunk.toString("utf8")));
    this.#child.once("error", () => this.#finish("not-started"));
    this.#child.once("close", (exit) => this.#finish(exit));
  }

  #hear(text: string): void {
    if (this.state === "connected") return;
    this.words = (this.words + text).slice(-keptWords);
    const { own } = this;
    if (own === undefined) return;
    if (/open confirm rwindow|master session id/.test(own)) this.#become("connected");
    else if (own !== this.words || own.includes("mux_client_request")) this.#become("in");
  }

  /** What ssh said since this user was let in; undefined before. */
  get own(): string | undefined {
    const at = this.words.lastIndexOf(this.#mark);
    if (at !== -1) return this.words.slice(at + this.#mark.length);
    return connecting.test(this.words) ? undefined : this.words;
  }

  #become(state: State): void {
    if (this.state === state || this.state === "ended") return;
    this.wasIn ||= state !== "ended";
    this.state = state;
    this.#wake();
  }

  #finish(exit: number | "not-started" | null): void {
    this.exit = exit;
    open.delete(this);
    const wasConnected = this.state === "connected";
    if (!wasConnected) this.#become("ended");
  }

  /** Waits until it is so far, or the signal aborts. */
  async until(states: readonly State[], signal: AbortSignal): Promise<State> {
    while (!states.includes(this.state) && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    return this.state;
  }

  /** The connection. When it is destroyed, ssh ends. */
  stream(): Duplex {
    return new SshStream(this.#child, () => this.end());
  }

  end(): void {
    open.delete(this);
    const { pid } = this.#child;
    if (pid === undefined || this.exit !== null) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // ESRCH: nobody is left.
    }
  }
}

/** Input and output of a program as one stream, which counts what comes as a socket does. */
class SshStream extends Duplex {
  bytesRead = 0;
  readonly #child: Pick<ChildProcessByStdio<Writable, Readable, Readable>, "stdin" | "stdout">;
  readonly #end: () => void;

  constructor(child: Pick<ChildProcessByStdio<Writable, Readable, Readable>, "stdin" | "stdout">, end: () => void) {
    super();
    this.#child = child;
    this.#end = end;
    this.on("error", () => undefined);
    child.stdout.on("data", (chunk: Buffer) => {
      this.bytesRead += chunk.length;
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdout.once("end", () => this.push(null));
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#end();
    done(error);
  }
}
