import { addressBytes, isInNetwork } from "./addresses.ts";
import { isInternetAddress } from "./formats.ts";

/** Four or sixteen bytes of an address that is one; undefined of any other text. */
export const bytesOfAddress = (text: string): readonly number[] | undefined =>
  isInternetAddress(text) ? addressBytes(text) : undefined;

/** An address in the one way in which it is written (dotted decimal; RFC 5952), by which two are the same. */
export function addressFrom(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const words = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  const { start, length } = longestZeros(words);
  const hex = (part: readonly number[]): string => part.map((word) => word.toString(16)).join(":");
  return length < 2 ? hex(words) : `${hex(words.slice(0, start))}::${hex(words.slice(start + length))}`;
}

/** The longest run of zeros, the first of those that are as long. */
function longestZeros(words: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [at, word] of words.entries()) {
    if (word !== 0) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  }
  return best;
}

const isMapped = (bytes: readonly number[]): boolean =>
  bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;

/** The same address as another writes it: `2001:DB8:0::1` is `2001:db8::1`, and `::ffff:192.0.2.1` is 192.0.2.1. */
export function sameAddress(text: string): string | undefined {
  const bytes = bytesOfAddress(text);
  if (bytes === undefined) return undefined;
  return addressFrom(isMapped(bytes) ? bytes.slice(12) : bytes);
}

/** Networks in CIDR, each with what is to be said of it. */
export type Networks<T> = readonly (readonly [network: string, length: number, says: T])[];

/** What the first network says that an address lies in. */
export const saidOf = <T>(bytes: readonly number[], networks: Networks<T>): T | undefined =>
  networks.find(([network, length]) => isInNetwork(bytes, bytesOfAddress(network) ?? [], length))?.[2];

/** Networks that lead nowhere from the internet, by the registries of special purposes (RFC 6890). */
const scopes: Networks<Scope> = [
  ["0.0.0.0", 8, "unspecified"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "private"],
  ["127.0.0.0", 8, "loopback"],
  ["169.254.0.0", 16, "link-local"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "private"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "private"],
  ["240.0.0.0", 4, "private"],
  ["64:ff9b:1::", 48, "private"],
  ["::", 128, "unspecified"],
  ["::1", 128, "loopback"],
  ["fc00::", 7, "private"],
  ["fe80::", 10, "link-local"],
  ["fec0::", 10, "private"],
];

const translated = [0x00, 0x64, 0xff, 0x9b, ...Array<number>(12).fill(0)];

export type Scope = "private" | "loopback" | "link-local" | "unspecified" | "public";

/** From where an address can be reached: `public` is any that no registry keeps for something else. */
export function scopeOf(address: string): Scope {
  const bytes = bytesOfAddress(sameAddress(address) ?? "");
  if (bytes === undefined) return "public";
  // Through a translator (NAT64, RFC 6052, 2.1) comes who has the address that is written within.
  if (isInNetwork(bytes, translated, 96)) return scopeOf(addressFrom(bytes.slice(12)));
  return saidOf(bytes, scopes) ?? "public";
}
