import type { DnsAsked, DnsType } from "../../facts/dns.ts";
import { absent, seen, type Evidence, type Fact } from "../../facts/fact.ts";
import { cut, unsure, wholeText, wholeList } from "../looking.ts";
import { frontOf } from "./fronts.ts";
import { heardOf, type Heard } from "./heard.ts";
import { unheard } from "./voices.ts";

/** One fact from each nameserver: the judge lets them agree. Undefined is what it says that is not there. */
export function byEach<T>(
  heard: readonly Heard[],
  evidence: Evidence,
  valueOf: (one: Exclude<Heard, { is: "failed" }>) => T | undefined,
): readonly Fact<T>[] {
  return heard.map((one): Fact<T> => {
    const own = { ...evidence, by: cut(one.resolver) };
    if (one.is === "failed") return unheard(one.why, own);
    const value = valueOf(one);
    if (value !== undefined) return seen(value, own);
    return absent(one.is === "none" ? { ...own, note: one.words, cause: one.code } : own);
  });
}

/** What the name stands for, first and last. A nameserver that says that there is nothing may still have a chain. */
export function chainFacts(
  heard: readonly Heard[],
  evidence: Evidence,
): { readonly cname: readonly Fact<string>[]; readonly chain: readonly Fact<readonly string[]>[] } {
  return {
    cname: byEach(heard, evidence, ({ chain: [first] }) => (first === undefined ? undefined : wholeText(first))),
    chain: byEach(heard, evidence, ({ chain }) => (chain.length === 0 ? undefined : wholeList(chain))),
  };
}

export function ttlFact(heard: readonly Heard[], evidence: Evidence): Fact<number> {
  const ttls = heard.flatMap((one) => (one.is === "addresses" ? [one.ttl] : []));
  if (ttls.length > 0) return seen(Math.max(...ttls), evidence);
  const [why] = heard.flatMap((one) => (one.is === "failed" ? [one.why] : []));
  return why === undefined ? absent(evidence) : unheard(why, evidence);
}

/** Whoever hides behind no name that is known may still be one, so no chain shows that there is none. */
export function frontFacts(heard: readonly Heard[], evidence: Evidence): readonly Fact<string>[] {
  const found = heard.flatMap((one): readonly Fact<string>[] => {
    const front = frontOf(one.chain);
    const own = { ...evidence, by: cut(one.resolver) };
    return front === undefined ? [] : [seen(front.service, { ...own, note: cut(`by its name ${front.name}`) })];
  });
  return found.length > 0
    ? found
    : [unsure("cannot-tell", "no name of its chain is known to be that of a CDN or load balancer", evidence)];
}

/** Entries of one type, as each nameserver says them. */
export function recordFacts(
  asked: readonly DnsAsked[],
  type: DnsType,
  evidence: Evidence,
): readonly Fact<readonly string[]>[] {
  const own = asked.filter((one) => one.type === type);
  return byEach(heardOf(own, [type]), evidence, (one) => (one.is === "addresses" ? one.addresses : undefined));
}
