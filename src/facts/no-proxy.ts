import { addressBytes, isInNetwork } from "./addresses.ts";

/**
 * Whether NO_PROXY names a host, as curl 7.88 reads it: `*` alone; an address or a network (CIDR); a name with all that
 * stands below it. Words are parted by commas, blanks and tabs.
 */
export function isExcepted(host: string, list: string): boolean {
  if (list === "*") return true;
  const bytes = addressBytes(host);
  const name = host.toLowerCase().replace(/\.$/, "");
  return list
    .split(/[ \t,]+/)
    .filter((word) => word !== "")
    .some((word) => (bytes === undefined ? isBelow(name, word) : isWithin(bytes, word)));
}

function isBelow(name: string, word: string): boolean {
  const domain = word.toLowerCase().replace(/\.$/, "").replace(/^\./, "");
  return domain !== "" && (name === domain || name.endsWith(`.${domain}`));
}

/** An address as inet_pton(3) takes it: no number alone, no hexadecimal parts, no brackets. */
const isWritten = (text: string): boolean => /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=.*:)[\da-f:.]+)$/i.test(text);

/** A length that cannot be read, and 0, stand for the address alone; what follows the digits does not count. */
function isWithin(bytes: readonly number[], word: string): boolean {
  const [network = "", length = ""] = word.split("/");
  const base = isWritten(network) ? addressBytes(network) : undefined;
  const whole = bytes.length * 8;
  const bits = leading(length) || whole;
  return base !== undefined && bits >= 0 && bits <= whole && isInNetwork(bytes, base, bits);
}

/** As atoi(3) reads a number: 0 where there is none. */
const leading = (text: string): number => Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0);
