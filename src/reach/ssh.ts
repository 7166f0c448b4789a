import { childEnvironment, type Environment } from "./environment.ts";
import { orHere } from "./local.ts";
import { aboutFar, farLook, notTriedThere } from "./session/far-host.ts";
import { Session } from "./session/session.ts";
import { Slots } from "./session/slots.ts";
import type { SshAddress } from "./ssh-address.ts";
import { sshCommand } from "./ssh-command.ts";
import { understandSsh } from "./ssh-end.ts";
import type { Target } from "./target.ts";

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
  const look = farLook(
    {
      do: (job, signal) => session.do(job, signal),
      hello: () => session.hello,
    },
    {
      network: async (reading, limits) => {
        if (!("ingress" in reading)) return notTriedThere;
        const { ingressThere } = await import("./ingress/there.ts");
        const here = { environment, platform };
        const connection = async (): Promise<string | undefined> => {
          const raw = await look.fetch({ run: ["printenv", "SSH_CONNECTION"] }, limits);
          return raw.is === "text" ? raw.text : undefined;
        };
        const served = async (server: string, of: string): Promise<string | undefined> => {
          const raw = await look.fetch({ served: server, name: of }, limits);
          return raw.is === "text" ? raw.text : undefined;
        };
        const host = { name, address, ...here };
        return await ingressThere(reading.ingress, { host, here, connection, served }, limits);
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
    close: async () => await session.close(),
  };
}
