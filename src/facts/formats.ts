const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const name = new RegExp(`^${label}(?:\\.${label})+$`);
const anyHost = new RegExp(`^${label}(?:\\.${label})*\\.?$`);

/** Resolvers and browsers take a name whose last label is a number for an address (RFC 3696, 2; WHATWG URL, 3.5). */
const endsInNumber = /(?:^|\.)\d+\.?$/;

/** A domain with at least two labels of RFC 1035, no scheme, port or path; not an address. */
export const isDomain = (text: string): boolean =>
  text.length <= 253 && name.test(text) && !endsInNumber.test(text) && !isInternetAddress(text);

export const isHost = (text: string): boolean =>
  (text.length <= 253 && anyHost.test(text) && !endsInNumber.test(text)) || isInternetAddress(text);

const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const version4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** IPv4 in dotted decimal, or IPv6 (RFC 4291), without zone and prefix length. */
export const isInternetAddress = (text: string): boolean => version4.test(text) || isVersion6(text);

function isVersion6(text: string): boolean {
  if (text.length > 45 || !text.includes(":") || text.includes(":::")) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const embedded = version4.test(last) && text.endsWith(last);
  const plain = embedded ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = plain.length + (embedded ? 2 : 0);
  return isWhole(halves.length, count);
}

/** `::` stands for at least one group of eight. */
const isWhole = (halves: number, groups: number): boolean => (halves === 2 ? groups < 8 : groups === 8);

export const isUrl = (text: string): boolean => /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#]+(?:[/?#]\S*)?$/i.test(text);

const instant = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?Z)?$/;

/** A day, or a second of a day in UTC, that the calendar has. */
export function isInstant(text: string): boolean {
  if (!instant.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text.slice(0, 10);
}

/** Neither control characters nor more than 8 KiB: what an operator types, not what breaks out of a line. */
export const hasOnlyPlainText = (text: string): boolean => text.length <= 8192 && !/\p{Cc}/u.test(text);
