import type { DnsAsked, DnsType } from "../../facts/dns.ts";
import { reason, type Reason, type ReasonCode } from "../../facts/reasons.ts";
import { cut } from "../looking.ts";

/** What one nameserver says of one name, of all types that were asked together. */
export type Heard = { readonly resolver: string; readonly chain: readonly string[] } & (
  | {
      readonly is: "addresses";
      /** Each once, in one order. */
      readonly addresses: readonly string[];
      /** The longest that one of them may be kept, in seconds. */
      readonly ttl: number;
      /** Why one of the types is not known. */
      readonly partly?: Reason;
    }
  /** It says that there is none. */
  | { readonly is: "none"; readonly code: ReasonCode; readonly words: string }
  | { readonly is: "failed"; readonly why: Reason }
);

type Came = DnsAsked;
type Answered = Extract<Came, { is: "answered" }>;

const serverFailure = 2;
const noSuchName = 3;
const refused = 5;

/** Everything that the nameservers said of one name, one after another in their order. */
export function heardOf(asked: readonly Came[], types: readonly DnsType[] = ["A", "AAAA"]): readonly Heard[] {
  const resolvers = [...new Set(asked.map(({ resolver }) => resolver))];
  return resolvers.map((resolver) => {
    const own = asked.filter((one) => one.resolver === resolver && types.includes(one.type));
    return { resolver, ...heardFrom(own) };
  });
}

type Words<T> = T extends unknown ? Omit<T, "resolver"> : never;

function heardFrom(asked: readonly Came[]): Words<Heard> {
  const answered = asked.filter((one): one is Answered => one.is === "answered" && failureOf(one) === undefined);
  const [why] = asked.flatMap((one) => failureOf(one) ?? []);
  const longest = answered.toSorted((one, other) => other.chain.length - one.chain.length)[0];
  const links = longest?.chain ?? [];
  const chain = links.map(({ data }) => data);
  const entries = answered.flatMap((one) => one.entries);
  if (entries.length > 0) {
    const ttl = Math.max(...[...entries, ...links].map((one) => one.ttl));
    const addresses = [...new Set(entries.map(({ data }) => data))].toSorted();
    return { is: "addresses", chain, addresses, ttl, ...(why === undefined ? {} : { partly: why }) };
  }
  if (longest !== undefined && (why === undefined || isMissing(answered)))
    return { is: "none", chain, ...noneOf(longest, isMissing(answered)) };
  return { is: "failed", chain, why: why ?? reason("not-observed", "nothing was asked") };
}

/** That there is no such name is said of all its types at once. */
const isMissing = (answered: readonly Answered[]): boolean => answered.some(({ rcode }) => rcode === noSuchName);

function noneOf(
  { chain, circle }: Answered,
  isUnnamed: boolean,
): { readonly code: ReasonCode; readonly words: string } {
  const last = chain.at(-1)?.data;
  if (circle) return { code: "dangling-cname", words: "its CNAME leads in a circle" };
  if (last !== undefined) {
    const lacks = isUnnamed ? "which does not exist" : "which has no address";
    return { code: "dangling-cname", words: `its CNAME leads to ${cut(last)}, ${lacks}` };
  }
  return isUnnamed
    ? { code: "nxdomain", words: "there is no such name (NXDOMAIN)" }
    : { code: "nodata", words: "the name is there, and has no such entry (NODATA)" };
}

/** Names of codes that are no answer about the name (IANA, DNS RCODEs). */
const codes: Readonly<Record<number, string>> = { 1: "FORMERR", 4: "NOTIMP", 9: "NOTAUTH", 16: "BADVERS" };

const failures = {
  silent: "resolver-silent",
  refused: "resolver-unreachable",
  unreachable: "resolver-unreachable",
  "no-recursion": "resolver-refused",
  garbled: "garbled",
  stopped: "interrupted",
} as const;

/** Why what came says nothing about the name; undefined where it does. */
function failureOf(came: Came): Reason | undefined {
  const { resolver } = came;
  const of = cut(resolver);
  if (came.is === "failed") return reason(failures[came.how], `${of}: ${cut(came.words)}`);
  const { rcode } = came;
  if (rcode === 0 || rcode === noSuchName) return undefined;
  if (rcode === serverFailure) return reason("servfail", `${of}: could not find it out (SERVFAIL)`);
  if (rcode === refused) return reason("resolver-refused", `${of}: does not answer this host (REFUSED)`);
  return reason("garbled", `${of}: answers with ${codes[rcode] ?? `the code ${rcode}`}`);
}
