import { addressBytes } from "./addresses.ts";

/** Whether NO_PROXY names a host: `*`, an address or a network (CIDR), a name with all that stands below it. */
export function isExcepted(host: string, list: string): boolean {
  if (list.trim() === "*") return true;
  const bytes = addressBytes(host);
  const name = host.toLowerCase().replace(/\.$/, "");
  return list
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .some((word) => (bytes === undefined ? isBelow(name, word) : isWithin(bytes, word)));
}

function isBelow(name: string, word: string): boolean {
  const domain = word.toLowerCase().replace(/^\./, "").replace(/\.$/, "");
  return domain !== "" && (name === domain || name.endsWith(`.${domain}`));
}

function isWithin(bytes: readonly number[], word: string): boolean {
  const [network = "", length] = word.split("/");
  const base = addressBytes(network);
  if (base === undefined || base.length !== bytes.length) return false;
  const bits = length === undefined ? bytes.length * 8 : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (bits < 0 || bits > bytes.length * 8) return false;
  return bytes.every((byte, at) => {
    const here = Math.min(8, Math.max(0, bits - at * 8));
    const mask = 256 - 2 ** (8 - here);
    return (byte & mask) === ((base[at] ?? 0) & mask);
  });
}
