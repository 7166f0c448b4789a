import { addressFrom, scopeOf } from "../../facts/internet-address.ts";
import type { Raw } from "../../facts/reading.ts";

/** Addresses of this host by /proc/net/fib_trie (IPv4) and /proc/net/if_inet6, without those that lead only to itself. */
export function ownAddresses(trie: Raw, inet6: Raw): readonly string[] {
  const all = [...(trie.is === "text" ? own4(trie.text) : []), ...(inet6.is === "text" ? own6(inet6.text) : [])];
  return [...new Set(all)].filter((address) => ["public", "private"].includes(scopeOf(address)));
}

/**
 * Addresses of this host to which somebody who is led to one of `aims` comes too: public ones; and private ones of IPv6
 * (RFC 4193) where an aim is private itself. A private one of IPv4 may be that of a bridge, the same on every host with
 * Docker, or of a network that nobody else is in.
 */
export function ownBeside(aims: readonly string[], trie: Raw, inet6: Raw): readonly string[] {
  const isInside = aims.some((aim) => scopeOf(aim) === "private");
  const bridged = inet6.is === "text" ? own6(inet6.text.split("\n").filter(isOfBridge).join("\n")) : [];
  return ownAddresses(trie, inet6).filter(
    (address) => scopeOf(address) === "public" || (isInside && address.includes(":") && !bridged.includes(address)),
  );
}

/** By the interface's name, which stands last in a line. */
const isOfBridge = (line: string): boolean => /\s(?:docker|br-|veth|virbr|cni|podman|lxc|lxd)\S*\s*$/.test(line);

/** A leaf is an address of this host where the line below says so: `/32 host LOCAL`. */
function own4(trie: string): readonly string[] {
  let leaf: string | undefined;
  return trie.split("\n").flatMap((line) => {
    leaf = /\|-- (\d+\.\d+\.\d+\.\d+)$/.exec(line)?.[1] ?? leaf;
    return leaf !== undefined && /^\s*\/32 host LOCAL$/.test(line) ? [leaf] : [];
  });
}

const own6 = (table: string): readonly string[] =>
  table.split("\n").flatMap((line) => {
    const hex = /^[0-9a-fA-F]{32}(?= )/.exec(line)?.[0];
    return hex === undefined ? [] : [addressFrom((hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)))];
  });
