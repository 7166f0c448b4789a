/** Types of entries that can be asked for, with their numbers (IANA, Domain Name System Parameters). */
export const dnsTypes = { A: 1, NS: 2, CNAME: 5, MX: 15, TXT: 16, AAAA: 28, SRV: 33, CAA: 257 } as const;
export type DnsType = keyof typeof dnsTypes;

export const isDnsType = (text: string): text is DnsType => Object.hasOwn(dnsTypes, text);

/** What is asked of each nameserver: an absolute name, or one that nobody made, directly below a domain. */
export type DnsQuestion =
  | { readonly name: string; readonly types: readonly DnsType[] }
  /** `null`: below each domain of the search list. */
  | { readonly madeUpBelow: string | null; readonly types: readonly DnsType[] };

/** An entry that came in an answer; `data` as it is written in a zone, what is no plain letter in it escaped. */
export type DnsEntry = { readonly data: string; readonly ttl: number };

/** What one nameserver came to for one name and type. */
export type DnsAsked = {
  readonly resolver: string;
  readonly name: string;
  readonly type: DnsType;
  readonly ms: number;
} & DnsCame;

export type DnsCame =
  | {
      readonly is: "answered";
      /** RFC 1035, 4.1.1, and RFC 6895: 0 is no error, 3 no such name. */
      readonly rcode: number;
      /** The names that the name stands for, one after another. */
      readonly chain: readonly DnsEntry[];
      /** The chain comes back to a name of its own. */
      readonly circle: boolean;
      readonly entries: readonly DnsEntry[];
    }
  | { readonly is: "failed"; readonly how: DnsFailure; readonly words: string };

/**
 * `silent`: no answer in time. `refused`: nobody listens there. `unreachable`: no way leads there. `no-recursion`: it
 * answers for its own zones alone. `garbled`: what came is no answer.
 */
export const dnsFailures = ["silent", "refused", "unreachable", "no-recursion", "garbled", "stopped"] as const;
export type DnsFailure = (typeof dnsFailures)[number];

/** All that the reading `dns` brings, as JSON. */
export type DnsTold = {
  /** False: the system's settings name no nameserver, and so this host itself was asked (resolv.conf(5)). */
  readonly isNamed: boolean;
  readonly search: readonly string[];
  readonly asked: readonly DnsAsked[];
};

/** Reads what the reading brought. Undefined where it is none: it may come from a file that somebody wrote. */
export function readDnsTold(text: string): DnsTold | undefined {
  const told = parsed(text);
  if (!isMap(told) || typeof told["isNamed"] !== "boolean") return undefined;
  const { isNamed, search, asked } = told;
  if (!isTexts(search) || !Array.isArray(asked) || !asked.every(isAsked)) return undefined;
  return { isNamed, search, asked };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Map = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Map => typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");
const isAmount = (value: unknown): value is number => typeof value === "number" && value >= 0;

const isEntry = (value: unknown): value is DnsEntry =>
  isMap(value) && typeof value["data"] === "string" && isAmount(value["ttl"]);

const areEntries = (value: unknown): boolean => Array.isArray(value) && value.every(isEntry);

function isAsked(value: unknown): value is DnsAsked {
  if (!isMap(value)) return false;
  const { resolver, name, type, ms } = value;
  if (typeof resolver !== "string" || typeof name !== "string" || typeof type !== "string") return false;
  return isDnsType(type) && isAmount(ms) && isCame(value);
}

function isCame({ is, rcode, chain, circle, entries, how, words }: Map): boolean {
  if (is === "failed") return typeof words === "string" && dnsFailures.some((one) => one === how);
  return (
    is === "answered" && isAmount(rcode) && typeof circle === "boolean" && areEntries(chain) && areEntries(entries)
  );
}
