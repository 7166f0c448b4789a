import type { BoundNames, NameBounds, ReadCertificate } from "../../facts/certificate-shape.ts";

type Named = Pick<ReadCertificate, "hosts" | "addresses">;

/**
 * Whether a certificate's names lie within what an authority above it may sign for (RFC 5280, 4.2.1.10): each within one of
 * the permitted of its sort, where there are some, and none within an excluded one. A wildcard that an excluded name could
 * be part of, and bounds on names of directories, clients weigh differently.
 */
export function withinBounds({ hosts, addresses }: Named, bounds: NameBounds): "yes" | "no" | "cannot-tell" {
  const { permitted, excluded, hasOthers } = bounds;
  const names = hosts.map((host) => host.toLowerCase());
  const isOut =
    !arePermitted(names, permitted.hosts, isBelow) ||
    !arePermitted(addresses, permitted.addresses, isInNetwork) ||
    names.some((name) => excluded.hosts.some((bound) => isBelow(name, bound))) ||
    addresses.some((address) => excluded.addresses.some((bound) => isInNetwork(address, bound)));
  if (isOut) return "no";
  return hasOthers || mayTouch(names, excluded) ? "cannot-tell" : "yes";
}

type Fits = (name: string, bound: string) => boolean;

const arePermitted = (names: readonly string[], bounds: readonly string[], fits: Fits): boolean =>
  bounds.length === 0 || names.every((name) => bounds.some((bound) => fits(name, bound)));

/** The name itself, or one below it; with a dot in front those below alone; nothing stands for every name. */
function isBelow(name: string, given: string): boolean {
  const bound = given.toLowerCase();
  if (bound === "") return true;
  return bound.startsWith(".") ? name.endsWith(bound) : name === bound || name.endsWith(`.${bound}`);
}

/** An address and the mask behind it, of the same length. */
function isInNetwork(address: string, bound: string): boolean {
  if (bound.length !== address.length * 2) return false;
  const bytes = (text: string): readonly number[] => (text.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const [network, mask] = [bytes(bound.slice(0, address.length)), bytes(bound.slice(address.length))];
  return bytes(address).every((byte, at) => (byte & (mask[at] ?? 0)) === ((network[at] ?? 0) & (mask[at] ?? 0)));
}

const mayTouch = (names: readonly string[], { hosts }: BoundNames): boolean =>
  names.some((name) => name.startsWith("*.") && hosts.some((bound) => bound.toLowerCase().endsWith(name.slice(1))));
