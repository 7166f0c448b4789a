import { bytesOfAddress } from "../facts/internet-address.ts";

/** An address as the kernel's tables write it: words of four bytes in hexadecimal, each turned round (proc_pid_net(5)). */
export type Address = {
  readonly family: "tcp" | "tcp6";
  readonly kernel: string;
  /** 0.0.0.0 or ::, which stand for every address of the family. */
  readonly isAll: boolean;
};

export const all4 = "00000000";
export const all6 = "0".repeat(32);
/** What an IPv4 address begins with where a socket of IPv6 has it (::ffff:192.0.2.1). */
export const mapped = "0000000000000000FFFF0000";

const hexadecimal = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join("");

const words = (bytes: readonly number[]): string =>
  Array.from({ length: bytes.length / 4 }, (_, word) =>
    hexadecimal(bytes.slice(word * 4, word * 4 + 4).toReversed()),
  ).join("");

const octets = (text: string): readonly number[] => text.split(".").map(Number);

/** An address that a file names. One of IPv4 that is written as IPv6 is one of IPv4. */
export function addressOf(text: string): Address {
  const kernel = words(bytesOfAddress(text) ?? []);
  if (kernel.length === 32 && kernel.startsWith(mapped)) return ofVersion4(kernel.slice(mapped.length));
  return kernel.length === 8 ? ofVersion4(kernel) : { family: "tcp6", kernel, isAll: kernel === all6 };
}

const ofVersion4 = (kernel: string): Address => ({ family: "tcp", kernel, isAll: kernel === all4 });

/** Dotted decimal again, for who binds it: `::ffff:192.0.2.1` is 192.0.2.1. */
export function bindable(text: string): string {
  const { family, kernel } = addressOf(text);
  if (family === "tcp6") return text;
  return [6, 4, 2, 0].map((at) => Number.parseInt(kernel.slice(at, at + 2), 16)).join(".");
}

/** Whether the host has an address, by /proc/net/fib_trie (IPv4) and /proc/net/if_inet6; undefined: they do not tell. */
export function isOwn(
  address: Address,
  tables: { readonly trie: string | undefined; readonly inet6: string | undefined },
): boolean | undefined {
  if (address.isAll) return true;
  return address.family === "tcp"
    ? ownVersion4(address.kernel, tables.trie)
    : ownVersion6(address.kernel, tables.inet6);
}

/**
 * How an address stands on the interfaces by the same tables: as `ip addr` lists it, each by itself, and not a range of
 * which every address is answered here (127.0.0.0/8), nor one that stands for all.
 */
export type Settled = "settled" | "tentative" | "duplicate";
type Tables = { readonly trie: string | undefined; readonly inet6: string | undefined };

/** "none": no interface has it. Undefined: the tables do not tell. */
export function standingIn(address: Address, { trie, inet6 }: Tables): Settled | "none" | undefined {
  if (address.isAll) return "none";
  if (address.family === "tcp") {
    const own = ownVersion4(address.kernel, trie, 32);
    return own === undefined ? undefined : own ? "settled" : "none";
  }
  if (inet6 === undefined) return undefined;
  const line = lineOf(address.kernel, inet6);
  return line === undefined ? "none" : settledBy(Number.parseInt(line.trim().split(/\s+/)[4] ?? "", 16));
}

/** IFA_F_DADFAILED and IFA_F_TENTATIVE of linux/if_addr.h, as /proc/net/if_inet6 has them. */
const settledBy = (flags: number): Settled =>
  (flags & 0x08) !== 0 ? "duplicate" : (flags & 0x40) !== 0 ? "tentative" : "settled";

function ownVersion4(kernel: string, trie: string | undefined, shortest = 0): boolean | undefined {
  if (trie === undefined) return undefined;
  const number = (dotted: string): number => octets(dotted).reduce((sum, octet) => sum * 256 + octet, 0);
  const wanted = Number.parseInt([6, 4, 2, 0].map((at) => kernel.slice(at, at + 2)).join(""), 16);
  let leaf = "";
  return trie.split("\n").some((line) => {
    leaf = /\|-- (\d+\.\d+\.\d+\.\d+)/.exec(line)?.[1] ?? leaf;
    const length = /^\s*\/(\d+) host LOCAL/.exec(line)?.[1];
    if (length === undefined || leaf === "" || Number(length) < shortest) return false;
    const size = 2 ** (32 - Number(length));
    return Math.floor(wanted / size) === Math.floor(number(leaf) / size);
  });
}

const ownVersion6 = (kernel: string, inet6: string | undefined): boolean | undefined =>
  inet6 === undefined ? undefined : lineOf(kernel, inet6) !== undefined;

/** The line of /proc/net/if_inet6 that has it. */
function lineOf(kernel: string, inet6: string): string | undefined {
  const plain = (kernel.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).toReversed().join("")).join("");
  return inet6.split("\n").find((line) => line.split(" ")[0]?.toUpperCase() === plain);
}
