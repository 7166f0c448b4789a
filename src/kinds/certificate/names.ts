import { isInternetAddress } from "../../facts/formats.ts";
import { bytesOfAddress } from "../../facts/internet-address.ts";

export type Cover = "yes" | "no" | "cannot-tell";

type Named = { readonly hosts: readonly string[]; readonly addresses: readonly string[] };

/**
 * Whether a certificate is for a host, as browsers have it (RFC 9525, 6): the subject alternative name alone counts and never
 * the common name; a `*` stands for one whole label, the first, with two more behind it; an address has to stand there as an
 * address.
 */
export function coverOf(host: string, { hosts, addresses }: Named): Cover {
  if (isInternetAddress(host)) return coverOfAddress(addressHex(host), addresses);
  const wanted = plain(host);
  const presented = hosts.map((name) => name.toLowerCase());
  if (presented.some((name) => fits(name, wanted))) return "yes";
  // Some clients take the dot at the end off, others refuse the name.
  return presented.some((name) => name.endsWith(".") && fits(plain(name), wanted)) ? "cannot-tell" : "no";
}

/** An address of IPv4 that is written as one of IPv6 is another to some clients, and the same to others. */
function coverOfAddress(wanted: string, addresses: readonly string[]): Cover {
  if (addresses.includes(wanted)) return "yes";
  return addresses.includes(wanted.replace(/^0{20}ffff/, "")) ? "cannot-tell" : "no";
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

function fits(name: string, wanted: string): boolean {
  if (!name.startsWith("*.")) return name === wanted;
  const parent = name.slice(1);
  if (parent.includes("*") || parent.split(".").length < 3) return false;
  const first = wanted.slice(0, -parent.length);
  return wanted.endsWith(parent) && first !== "" && !first.includes(".");
}

/** The bytes of an address in hexadecimal, of one that is known to be one. */
export const addressHex = (text: string): string => hex(bytesOfAddress(text) ?? []);

const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** An address from a certificate as people write it. */
export function addressText(bytes: string): string {
  if (bytes.length === 8) return (bytes.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join(".");
  return (bytes.match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
