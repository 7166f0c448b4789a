import { addressFrom, scopeOf } from "../../facts/internet-address.ts";
import type { Raw } from "../../facts/reading.ts";

/** Addresses of this host by /proc/net/fib_trie (IPv4) and /proc/net/if_inet6, without those that lead only to itself. */
export function ownAddresses(trie: Raw, inet6: Raw): readonly string[] {
  const all = [...(trie.is === "text" ? own4(trie.text) : []), ...(inet6.is === "text" ? own6(inet6.text) : [])];
  return [...new Set(all)].filter((address) => ["public", "private"].includes(scopeOf(address)));
}

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
