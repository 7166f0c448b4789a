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

function ownVersion4(kernel: string, trie: string | undefined): boolean | undefined {
  if (trie === undefined) return undefined;
  const number = (dotted: string): number => octets(dotted).reduce((sum, octet) => sum * 256 + octet, 0);
  const wanted = Number.parseInt([6, 4, 2, 0].map((at) => kernel.slice(at, at + 2)).join(""), 16);
  let leaf = "";
  return trie.split("\n").some((line) => {
    leaf = /\|-- (\d+\.\d+\.\d+\.\d+)/.exec(line)?.[1] ?? leaf;
    const length = /^\s*\/(\d+) host LOCAL/.exec(line)?.[1];
    if (length === undefined || leaf === "") return false;
    const size = 2 ** (32 - Number(length));
    return Math.floor(wanted / size) === Math.floor(number(leaf) / size);
  });
}

function ownVersion6(kernel: string, inet6: string | undefined): boolean | undefined {
  if (inet6 === undefined) return undefined;
  const plain = (kernel.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).toReversed().join("")).join("");
  return inet6.split("\n").some((line) => line.split(" ")[0]?.toUpperCase() === plain);
}
