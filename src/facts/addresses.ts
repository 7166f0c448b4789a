const octets = 4;
const groups = 16;

/** The bytes of an IPv4 address (4) or an IPv6 address (16), or undefined. A zone (`%eth0`) is no part of it. */
export function addressBytes(text: string): readonly number[] | undefined {
  const bare = text.replace(/^\[(.*)\]$/s, "$1").replace(/%.*$/s, "");
  return bare.includes(":") ? bytesOf6(bare) : bytesOf4(bare);
}

/**
 * IPv4 as inet_aton(3) takes it, since resolvers do: one to four parts, each decimal, octal (0…) or hexadecimal (0x…), the
 * last for all bytes that are left.
 */
function bytesOf4(text: string): readonly number[] | undefined {
  const parts = text.replace(/\.$/, "").split(".");
  if (parts.length > octets) return undefined;
  const numbers = parts.map(numberOf);
  if (numbers.some((one) => one === undefined)) return undefined;
  const known = numbers.flatMap((one) => one ?? []);
  const last = known.pop() ?? 0;
  const left = octets - known.length;
  if (known.some((one) => one > 255) || last >= 256 ** left) return undefined;
  return [...known, ...Array.from({ length: left }, (_, at) => Math.floor(last / 256 ** (left - 1 - at)) % 256)];
}

function numberOf(part: string): number | undefined {
  if (/^0x[0-9a-f]{1,8}$/i.test(part)) return Number.parseInt(part, 16);
  if (/^0[0-7]{0,11}$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9]\d{0,9}$/.test(part) ? Number(part) : undefined;
}

function bytesOf6(text: string): readonly number[] | undefined {
  const hex = withoutDots(text);
  const halves = (hex ?? "").split("::");
  const [before = [], after] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const all = [...before, ...(after ?? [])];
  if (halves.length > 2 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = groups / 2 - all.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const filled = after === undefined ? before : [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  return filled.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

/** The last four bytes may be written as IPv4 is; undefined where they are so, and wrongly. */
function withoutDots(text: string): string | undefined {
  const last = text.slice(text.lastIndexOf(":") + 1);
  if (!last.includes(".")) return text;
  const embedded = bytesOf4(last);
  return embedded === undefined ? undefined : text.slice(0, text.length - last.length) + hexOf(embedded);
}

const hexOf = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string =>
  `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;

/** Whether an address lies in the network of the first `length` bits of another (RFC 4632, 3.1); one of the other family never. */
export function isInNetwork(bytes: readonly number[], network: readonly number[], length: number): boolean {
  if (bytes.length !== network.length) return false;
  return bytes.every((byte, at) => {
    const bits = Math.min(8, Math.max(0, length - at * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === ((network[at] ?? 0) & mask);
  });
}

const begins = (bytes: readonly number[], prefix: readonly number[]): boolean =>
  prefix.every((byte, at) => bytes[at] === byte);

const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

/** Prefixes of IPv6 behind which an IPv4 address stands: mapped and compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
const carriers: readonly (readonly [readonly number[], number])[] = [
  [[...zeros(10), 255, 255], 12],
  [zeros(12), 12],
  [[0, 0x64, 0xff, 0x9b, ...zeros(8)], 12],
  [[0x20, 0x02], 2],
];

/** The IPv4 address that an IPv6 address carries, and the address itself. */
function meant(bytes: readonly number[]): readonly (readonly number[])[] {
  if (bytes.length === octets) return [bytes];
  const carried = carriers.filter(([prefix]) => begins(bytes, prefix)).map(([, at]) => bytes.slice(at, at + octets));
  return [bytes, ...carried];
}

/** RFC 8215: NAT64 of a network's own. */
const localCarrier = [0, 0x64, 0xff, 0x9b, 0, 1];
/** RFC 6052, 2.2: where the four bytes stand for prefixes of 48, 56, 64 and 96 bits; byte 8 is never one of them. */
const layouts: readonly (readonly number[])[] = [
  [6, 7, 9, 10],
  [7, 9, 10, 11],
  [9, 10, 11, 12],
  [12, 13, 14, 15],
];

/** What such an address may carry: how long the prefix is, only its network knows. */
const carriedLocally = (bytes: readonly number[]): readonly (readonly number[])[] =>
  bytes.length === groups && begins(bytes, localCarrier)
    ? layouts.map((layout) => layout.map((at) => bytes[at] ?? 0))
    : [];

/**
 * Where a machine speaks to itself, its link or its cloud about itself: link-local (RFC 3927, RFC 4291), and the metadata
 * services of AWS, Google Cloud, Azure, Alibaba and Oracle.
 */
const refused: readonly (readonly number[])[] = [
  [169, 254],
  [168, 63, 129, 16],
  [100, 100, 100, 200],
  [192, 0, 0, 192],
  [0xfd, 0x00, 0x0e, 0xc2, ...zeros(10), 0x02, 0x54],
  [0xfd, 0x20, 0x00, 0xce, ...zeros(10), 0x02, 0x54],
];

const isRefusedBytes = (bytes: readonly number[]): boolean =>
  refused.some((prefix) => prefix.length <= octets === (bytes.length === octets) && begins(bytes, prefix)) ||
  (bytes.length === groups && bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0x80);

/** True for an address that Footing does not speak to, in whatever way it is written. */
export function isRefusedAddress(text: string): boolean {
  const bytes = addressBytes(text);
  return bytes !== undefined && [...meant(bytes), ...carriedLocally(bytes)].some(isRefusedBytes);
}

/** Names of metadata services themselves (Google Cloud, AWS): a proxy would resolve them where it stands. */
const refusedNames: ReadonlySet<string> = new Set([
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** True for a name or an address that Footing does not speak to, whoever would resolve it. */
export const isRefusedHost = (host: string): boolean =>
  refusedNames.has(host.toLowerCase().replace(/\.$/, "")) || isRefusedAddress(host);

/** True for 0.0.0.0 and ::, with which filters of names answer, and which lead to this machine itself. */
export function isVoidAddress(text: string): boolean {
  const bytes = addressBytes(text);
  return bytes !== undefined && meant(bytes).some((one) => one.every((byte) => byte === 0));
}
