import { createSocket } from "node:dgram";
import { connect, isIP, type Socket } from "node:net";
import type { Failure } from "../../facts/network.ts";
import { failureOf, timedOut, type Limit } from "./limit.ts";

export type Dialled = { readonly socket: Socket; readonly address: string };
type Undialled = { readonly failure: Failure; readonly address: string };

export const familyOf = (address: string): 4 | 6 => (isIP(address) === 6 ? 6 : 4);

/**
 * Whether this host has a way to an address at all: binding a datagram socket to it asks the routing table, and sends
 * nothing (connect(2)).
 */
export function hasRoute(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(familyOf(address) === 6 ? "udp6" : "udp4");
    const end = (found: boolean): void => {
      socket.removeAllListeners();
      socket.on("error", () => undefined);
      socket.close();
      resolve(found);
    };
    socket.once("error", () => end(false));
    socket.once("connect", () => end(true));
    socket.connect(port, address);
  });
}

/** Addresses of one name that are tried: a client does not go through more of them either. */
const mostAddresses = 4;

/** Connects to the first of some addresses that answers; where none does, the first one's failure tells. */
export async function dial(addresses: readonly string[], port: number, limit: Limit): Promise<Dialled | Undialled> {
  const tried = addresses.slice(0, mostAddresses);
  const failures: Undialled[] = [];
  const settled = tried.map(async (address, at): Promise<Dialled> => {
    const one = await dialOne(address, port, limit);
    if ("socket" in one) return one;
    failures[at] = one;
    throw new Error("not connected");
  });
  try {
    const first = await Promise.any(settled);
    for (const other of settled) {
      void other.then(({ socket }) => (socket === first.socket ? undefined : socket.destroy())).catch(() => undefined);
    }
    return first;
  } catch {
    return worst(failures) ?? { failure: timedOut, address: tried[0] ?? "" };
  }
}

/** Who refuses has at least answered: that tells more than silence. */
const worst = (failures: readonly Undialled[]): Undialled | undefined =>
  failures.find(({ failure }) => failure.failed !== "timeout") ?? failures[0];

function dialOne(address: string, port: number, limit: Limit): Promise<Dialled | Undialled> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answer: Dialled | Undialled): void => {
      limit.signal.removeEventListener("abort", late);
      socket.removeListener("connect", connected);
      socket.removeListener("error", broken);
      // Whoever takes it over listens too; until then an error must not end the process.
      socket.on("error", () => undefined);
      if (!("socket" in answer)) socket.destroy();
      resolve(answer);
    };
    const connected = (): void => end({ socket, address });
    const broken = (error: Error): void => end({ failure: failureOf(error), address });
    const late = (): void => end({ failure: timedOut, address });
    socket.once("connect", connected);
    socket.once("error", broken);
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) late();
  });
}
