import { bytesOfAddress, sameAddress, saidOf, type Networks } from "../../facts/internet-address.ts";
import { addressOf, type Address, type Settled } from "../kernel-address.ts";
import { listAt, numberAt, parseJson, textAt, valueAt } from "../json-fields.ts";

/** An address on an interface, as `ip -j addr` tells it (iproute2 4.13 and newer). */
export type OnInterface = {
  readonly name: string;
  readonly index: number | undefined;
  /** The kernel will take it away again unless it is renewed (IFA_F_PERMANENT is not set). */
  readonly isPassing: boolean;
  readonly isTemporary: boolean;
  /** A router announced it, or the prefix that it is made of. */
  readonly isAnnounced: boolean;
  readonly settled: Settled;
};

/** What `ip -j addr` says of an address: null where no interface has it, undefined where it says nothing at all. */
export function interfaceWith(ip: string, output: string): OnInterface | null | undefined {
  const links = parseJson(output);
  if (!Array.isArray(links) || links.length === 0) return undefined;
  const wanted = addressOf(ip);
  for (const link of links as readonly unknown[]) {
    const found = listAt(link, "addr_info").find((one) => isSame(textAt(one, "local"), wanted));
    if (found !== undefined) {
      return {
        name: textAt(link, "ifname") ?? "",
        index: numberAt(link, "ifindex"),
        isPassing: valueAt(found, "dynamic") === true,
        isTemporary: valueAt(found, "temporary") === true,
        isAnnounced: valueAt(found, "mngtmpaddr") === true || textAt(found, "protocol") === "kernel_ra",
        settled: settledIn(found),
      };
    }
  }
  return null;
}

const settledIn = (found: unknown): Settled =>
  valueAt(found, "dadfailed") === true ? "duplicate" : valueAt(found, "tentative") === true ? "tentative" : "settled";

function isSame(text: string | undefined, wanted: Address): boolean {
  if (text === undefined) return false;
  const one = addressOf(text);
  return one.family === wanted.family && one.kernel === wanted.kernel;
}

/** The same of two addresses as people write them; a length of prefix behind one does not count. */
export const isSameAddress = (text: string, wanted: string): boolean =>
  /^[0-9A-Fa-f.:]+$/.test(text) && isSame(text, addressOf(wanted));

/** Networks of which no host has an address that others reach, each with what it is for. */
const nobodys: Networks<string> = [
  ["0.0.0.0", 8, "it stands for this network, and is no host's"],
  ["127.0.0.0", 8, "it is a loopback address, which leads nobody else here"],
  ["::1", 128, "it is a loopback address, which leads nobody else here"],
  ["169.254.0.0", 16, "it is a link-local address, which no name leads to"],
  ["fe80::", 10, "it is a link-local address, which no name leads to"],
  ["224.0.0.0", 4, "it is a multicast address, which is a group's and no host's"],
  ["ff00::", 8, "it is a multicast address, which is a group's and no host's"],
  ["255.255.255.255", 32, "it is the broadcast address, which is everybody's and no host's"],
  ["240.0.0.0", 4, "it is a reserved address, which is no host's"],
];

/**
 * Why nobody else reaches this host at an address: loopback (RFC 1122, 4291), link-local (RFC 3927, 4291), multicast
 * (RFC 5771, 4291), broadcast (RFC 919), reserved (RFC 1112, 4), or one that stands for all others.
 */
export function leadsNowhere(ip: string): string | undefined {
  if (addressOf(ip).isAll) return "it stands for every address, and is none of its own";
  const bytes = bytesOfAddress(sameAddress(ip) ?? "");
  return bytes === undefined ? undefined : saidOf(bytes, nobodys);
}
