import { networkInterfaces } from "node:os";

/** The addresses of this host, those of its loopback and of its links aside. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && (scopeid === undefined || scopeid === 0))
    .map(({ address }) => address);
}
