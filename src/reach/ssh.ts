import type { Bare } from "./bare.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import type { HostLook, NetworkReading } from "./host.ts";
import { orHere } from "./local.ts";
import { FarNetwork } from "./network/far.ts";
import type { SshLines } from "./network/ssh-lines.ts";
import { aboutFar, farLook } from "./session/far-host.ts";
import { Session } from "./session/session.ts";
import { Slots } from "./session/slots.ts";
import type { SshAddress } from "./ssh-address.ts";
import { sshCommand, sshWith } from "./ssh-command.ts";
import { understandSsh } from "./ssh-end.ts";
import type { FetchOptions, Target } from "./target.ts";

/** Connections at the same time: enough that slow hosts hold up no others, few enough for one machine. */
const connections = new Slots(40);

export type SshOptions = {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly timeoutMs: number;
};

/**
 * Another host, through the user's own ssh: its settings, agent, known hosts and jump hosts count. What is added makes it
 * ask nothing, forward nothing and run nothing here.
 */
export function sshTarget(name: string, address: SshAddress, options: SshOptions): Target {
  const { environment, platform, timeoutMs } = options;
  const session = new Session({
    command: sshCommand(address, timeoutMs),
    environment: childEnvironment(environment, platform),
    // The limit of ssh ends at the other's first words; logging in may take as long again.
    helloMs: timeoutMs * 2,
    slots: connections,
    understandEnd: (end, seen) => understandSsh(end, { ...seen, name }),
    name,
  });
  let services: FarNetwork | undefined;
  const look = farLook(
    { do: (job, signal) => session.do(job, signal), hello: () => session.hello },
    {
      network: (there) => {
        services = new FarNetwork({ ...there, lines: () => sshLines(address, options) });
        const tried = services;
        return {
          fetch: async (reading, limits) =>
            "ingress" in reading
              ? await visited(reading, { host: { name, address, environment, platform }, look, limits })
              : await tried.fetch(reading, limits),
        };
      },
    },
  );
  return {
    name,
    type: "host",
    // One message holds them all.
    atOnce: Infinity,
    about: () => aboutFar(session.hello, session.lost),
    ...orHere(look, options),
    close: async () => {
      await services?.close();
      await session.close();
    },
  };
}

/** Connections that the host makes itself, by `ssh -W`. */
async function sshLines(address: SshAddress, options: SshOptions): Promise<SshLines> {
  const { environment, platform, timeoutMs } = options;
  const { SshLines: Lines } = await import("./network/ssh-lines.ts");
  return new Lines({
    command: (words) => sshWith(address, timeoutMs, words),
    environment: childEnvironment(environment, platform),
  });
}

type Visited = {
  readonly host: Pick<SshOptions, "environment" | "platform"> & { readonly name: string; readonly address: SshAddress };
  readonly look: HostLook;
  readonly limits: FetchOptions;
};

/** Whether users outside reach the host: the visitor is whoever runs this. */
async function visited(
  { ingress }: Extract<NetworkReading, { ingress: object }>,
  { host, look, limits }: Visited,
): Promise<Bare> {
  const { ingressThere } = await import("./ingress/there.ts");
  const here = { environment: host.environment, platform: host.platform };
  const connection = async (): Promise<string | undefined> => {
    const raw = await look.fetch({ run: ["printenv", "SSH_CONNECTION"] }, limits);
    return raw.is === "text" ? raw.text : undefined;
  };
  const served = async (server: string, of: string): Promise<string | undefined> => {
    const raw = await look.fetch({ served: server, name: of }, limits);
    return raw.is === "text" ? raw.text : undefined;
  };
  return await ingressThere(ingress, { host, here, connection, served }, limits);
}
