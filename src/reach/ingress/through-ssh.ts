import { spawn, type ChildProcessByStdio } from "node:child_process";
import { Duplex, type Readable, type Writable } from "node:stream";
import type { Why } from "../../facts/fact.ts";
import { isInternetAddress } from "../../facts/formats.ts";
import type { Failure, NamesSight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import { runChild } from "../child.ts";
import { childEnvironment, type Environment } from "../environment.ts";
import { Limit } from "../network/limit.ts";
import type { SshAddress } from "../ssh-address.ts";
import { sshCommand, sshForward } from "../ssh-command.ts";
import { understandSsh } from "../ssh-end.ts";
import type { FetchOptions } from "../target.ts";
import type { Opened, Opener } from "./visit.ts";

/** The host through which one goes cannot be used: nothing is known of what lies behind it. */
export class VantageLost extends Error {
  readonly why: Why;

  constructor(why: Why) {
    super(why.text);
    this.name = "VantageLost";
    this.why = why;
  }
}

export type SshHost = {
  /** As it was written: `ssh://outside`. */
  readonly name: string;
  readonly address: SshAddress;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
};

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** Opens connections at another host, by `ssh -W`: nothing is installed there, and none of its shells is needed. */
export const throughSsh =
  (host: SshHost): Opener =>
  async (address, port, limits) => {
    const place = `${bracketed(address)}:${port}`;
    const opened = await connectBy(host, { place, apart: false }, limits);
    return "failed" in opened && opened.failed === unsaid
      ? await connectBy(host, { place, apart: true }, limits)
      : opened;
  };

type Going = { readonly place: string; readonly apart: boolean };

async function connectBy(host: SshHost, { place, apart }: Going, limits: FetchOptions): Promise<Opened | Failure> {
  const { environment, platform, address, name } = host;
  const { signal, timeoutMs } = limits;
  const command = sshForward(address, { place, apart, timeoutMs });
  const way = new Way(command, childEnvironment(environment, platform));
  // Logging in has a limit of its own, as with any other target.
  const state = await way.until(["in", "connected", "ended"], new Limit(signal, timeoutMs * 2));
  const limit = new Limit(signal, timeoutMs);
  if (state === "in") await way.until(["connected", "ended"], limit);
  if (way.state === "connected") return { stream: way.stream(), limit };
  limit[Symbol.dispose]();
  way.end();
  if (way.state === "in") return { failed: "timeout" };
  if (way.state === "begun")
    throw new VantageLost(reason("target-lost", `${name} did not let this user in within ${(timeoutMs * 2) / 1000} s`));
  return failureOf(way, name);
}

/** A connection that the user keeps open does not pass on why. */
const unsaid = "unsaid";

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

function failureOf({ words, exit, wasIn }: Way, name: string): Failure {
  // Before this user was let in, it is a host on the way that speaks so.
  const said = wasIn ? /open failed: ([^\r\n]*)/.exec(words)?.[1] : undefined;
  if (said !== undefined && /prohibited|unknown channel type/i.test(said))
    throw new VantageLost(
      reason("no-means", `${name} lets nobody go on from there (AllowTcpForwarding)`, "allow it in its sshd_config"),
    );
  if (said !== undefined) return { failed: sayings.find(([pattern]) => pattern.test(said))?.[1] ?? "EIO", text: said };
  if (/mux_client|Session open refused by peer/.test(words)) return { failed: unsaid };
  if (exit === "not-started")
    throw new VantageLost(reason("no-means", "there is no ssh here", "install OpenSSH's client"));
  const stderr = words.replaceAll(/^debug\d: .*\r?\n?/gm, "");
  throw new VantageLost(understandSsh({ is: "exited", exit: 255, stderr }, { hello: wasIn, noise: "", name }));
}

type State = "begun" | "in" | "connected" | "ended";

const open = new Set<Way>();
let watchesExit = false;
/** What is kept of what ssh says, in characters. */
const keptWords = 128 * 1024;

/** One ssh that goes on to a place. */
class Way {
  state: State = "begun";
  wasIn = false;
  words = "";
  exit: number | "not-started" | null = null;
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
    this.#child = spawn(program, words, { env: environment, stdio: "pipe", detached: true, windowsHide: true });
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
    if (/open confirm rwindow|master session id/.test(this.words)) this.#become("connected");
    else if (/Authenticated to |Authentication succeeded|mux_client_request/.test(this.words)) this.#become("in");
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

  /** Waits until it is so far, or the limit ends; the limit is closed where it is no longer needed. */
  async until(states: readonly State[], limit: Limit): Promise<State> {
    while (!states.includes(this.state) && !limit.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        limit.signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    if (!states.includes("connected") || states.includes("in")) limit[Symbol.dispose]();
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

/** `address STREAM name`, `address DGRAM`, `address RAW`: one line each (getent(1)). */
const ofGetent = /^([0-9a-f.:]+)(?:%\S+)?\s+STREAM/i;
const exits = { found: 0, notFound: 2, ssh: 255 } as const;

/** Of the connection by which a host is asked: who asks, and the host's own address (ssh(1), SSH_CONNECTION). */
export type Ends = { readonly client: string; readonly server: string };

export function parseConnection(text: string): Ends | undefined {
  const { client, server } = /^(?<client>\S+) \d+ (?<server>\S+) \d+$/m.exec(text)?.groups ?? {};
  if (client === undefined || server === undefined) return undefined;
  return isInternetAddress(client) && isInternetAddress(server) ? { client, server } : undefined;
}

/** What a host says of a name. `sight` is undefined where nobody there can say it: no such program, no shell. */
export type NamedThere = { readonly sight: NamesSight | undefined; readonly ends: Ends | undefined };

/** What a name stands for there, by the system's own way (getent(1)). */
export async function namesThere(name: string, host: SshHost, limits: FetchOptions): Promise<NamedThere> {
  const { environment, platform, address } = host;
  const { signal, timeoutMs } = limits;
  // The same in every shell that a user may have; a host name holds nothing that one would obey.
  const command = `sh -c 'getent ahosts ${name}; code=$?; printenv SSH_CONNECTION; exit $code'`;
  const result = await runChild({
    command: sshCommand(address, timeoutMs, command),
    environment: childEnvironment(environment, platform),
    timeoutMs: timeoutMs * 3,
    signal,
  });
  if (result.is === "timeout")
    throw new VantageLost(reason("timeout", `${host.name} did not say what the name stands for`));
  if (result.is === "not-started")
    throw new VantageLost(reason("no-means", "there is no ssh here", "install OpenSSH's client"));
  if (result.is !== "exited") return { sight: undefined, ends: undefined };
  const { exit } = result;
  if (exit === exits.ssh) {
    const stderr = result.stderr.toString("utf8");
    throw new VantageLost(understandSsh({ is: "exited", exit, stderr }, { hello: false, noise: "", name: host.name }));
  }
  const text = result.stdout.toString("utf8");
  const addresses = text.split("\n").flatMap((line) => ofGetent.exec(line)?.[1] ?? []);
  const ends = parseConnection(text);
  if (exit === exits.found && addresses.length > 0)
    return { sight: { is: "found", addresses: [...new Set(addresses)] }, ends };
  // Of a resolver that fails it says the same as of a name that does not exist.
  return { sight: exit === exits.notFound ? await unfound(name, host, limits) : undefined, ends };
}

/** Connecting to the name says which of both it is. */
async function unfound(name: string, host: SshHost, limits: FetchOptions): Promise<NamesSight> {
  const opened = await throughSsh(host)(name, 1, limits);
  if ("stream" in opened) {
    opened.stream.destroy();
    opened.limit[Symbol.dispose]();
    return { is: "failed", code: "EAI_AGAIN" };
  }
  return opened.failed === "ENOTFOUND" ? { is: "none", code: opened.failed } : { is: "failed", code: opened.failed };
}
