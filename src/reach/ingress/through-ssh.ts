import { isInternetAddress } from "../../facts/formats.ts";
import type { Failure, NamesSight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import { runChild } from "../child.ts";
import { childEnvironment, type Environment } from "../environment.ts";
import { Limit } from "../network/limit.ts";
import { saidOf, SshWay } from "../network/ssh-way.ts";
import type { SshAddress } from "../ssh-address.ts";
import { sshCommand, sshForward } from "../ssh-command.ts";
import { understandSsh } from "../ssh-end.ts";
import type { FetchOptions } from "../target.ts";
import { Unasked } from "../unasked.ts";
import type { Opened, Opener } from "./visit.ts";

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
  const way = new SshWay(command, childEnvironment(environment, platform));
  // Logging in has a limit of its own, as with any other target.
  using entering = new Limit(signal, timeoutMs * 2);
  const state = await way.until(["in", "connected", "ended"], entering.signal);
  const limit = new Limit(signal, timeoutMs);
  if (state === "in") await way.until(["connected", "ended"], limit.signal);
  if (way.state === "connected") return { stream: way.stream(), limit };
  limit[Symbol.dispose]();
  way.end();
  if (way.state === "in") return { failed: "timeout" };
  if (way.state === "begun")
    throw new Unasked(reason("target-lost", `${name} did not let this user in within ${(timeoutMs * 2) / 1000} s`));
  return failureOf(way, name);
}

/** A connection that the user keeps open does not pass on why. */
const unsaid = "unsaid";

function failureOf({ words, own = "", exit, wasIn }: SshWay, name: string): Failure {
  // Before this user was let in, it is a host on the way that speaks so.
  const said = wasIn ? saidOf(own) : undefined;
  if (said?.failed === "forbidden")
    throw new Unasked(
      reason("no-means", `${name} lets nobody go on from there (AllowTcpForwarding)`, "allow it in its sshd_config"),
    );
  if (said !== undefined) return said;
  if (/mux_client|Session open refused by peer/.test(words)) return { failed: unsaid };
  if (exit === "not-started") throw new Unasked(reason("no-means", "there is no ssh here", "install OpenSSH's client"));
  const stderr = words.replaceAll(/^debug\d: .*\r?\n?/gm, "");
  throw new Unasked(understandSsh({ is: "exited", exit: 255, stderr }, { hello: wasIn, noise: "", name }));
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
    throw new Unasked(reason("timeout", `${host.name} did not say what the name stands for`));
  if (result.is === "not-started")
    throw new Unasked(reason("no-means", "there is no ssh here", "install OpenSSH's client"));
  if (result.is !== "exited") return { sight: undefined, ends: undefined };
  const { exit } = result;
  if (exit === exits.ssh) {
    const stderr = result.stderr.toString("utf8");
    throw new Unasked(understandSsh({ is: "exited", exit, stderr }, { hello: false, noise: "", name: host.name }));
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
