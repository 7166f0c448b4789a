// What nameservers say, as tests of this kind write it down.
import type { DnsAsked, DnsCame, DnsTold, DnsType } from "../../facts/dns.ts";
import type { Fact } from "../../facts/fact.ts";
import type { JsonValue } from "../../facts/json.ts";
import type { Raw } from "../../facts/reading.ts";
import type { Arguments } from "../../facts/snapshot.ts";
import { runRaw, textRaw } from "../made-raws.ts";
import { dnsLook } from "./readings.ts";

export const here = "192.0.2.10";
export const elsewhere = "198.51.100.7";

type Said = Partial<Record<DnsType, DnsCame>>;

export const through = (chain: readonly string[], ...data: readonly string[]): DnsCame => ({
  is: "answered",
  rcode: 0,
  chain: chain.map((one) => ({ data: one, ttl: 60 })),
  circle: false,
  entries: data.map((one) => ({ data: one, ttl: 300 })),
});
export const entries = (...data: readonly string[]): DnsCame => through([], ...data);
export const code = (rcode: number, ...chain: readonly string[]): DnsCame => ({
  is: "answered",
  rcode,
  chain: chain.map((data) => ({ data, ttl: 60 })),
  circle: false,
  entries: [],
});
export const failed = (how: "silent" | "refused" | "no-recursion" | "garbled"): DnsCame => ({
  is: "failed",
  how,
  words: how,
});
export const none = entries();

/** What nameservers say, by their address; a type of which nothing is said has no entry. */
export function told(
  by: Readonly<Record<string, Said>>,
  more: Partial<DnsTold> = {},
  types: readonly DnsType[] = ["A", "AAAA"],
): Raw {
  const asked = Object.entries(by).flatMap(([resolver, said]) =>
    types.map((type): DnsAsked => ({ resolver, name: "app.example.org", type, ms: 1, ...(said[type] ?? none) })),
  );
  return textRaw(Object.keys(by).join(", "), JSON.stringify({ isNamed: true, search: [], asked, ...more }));
}

const nowhere = told({ ns1: { A: code(3), AAAA: code(3) }, ns2: { A: code(3), AAAA: code(3) } });
const usual: Readonly<Record<string, Raw>> = {
  anything: nowhere,
  beside: nowhere,
  searched: textRaw("ns1", JSON.stringify({ isNamed: true, search: [], asked: [] })),
  system: runRaw("getent", "", { exit: 2 }),
  hosts: textRaw("/etc/hosts", "127.0.0.1 localhost\n"),
  trie: textRaw(
    "fib_trie",
    "  |-- 127.0.0.1\n   /32 host LOCAL\n  |-- 192.0.2.10\n   /32 host LOCAL\n  |-- 192.0.2.99\n   /32 link UNICAST\n",
  ),
  inet6: textRaw(
    "if_inet6",
    "20010db8000000000000000000000010 02 40 00 80 eth0\nfe800000000000000000000000000010 02 40 20 80 eth0\n",
  ),
};

type Fields = Readonly<Record<string, readonly Fact<JsonValue>[]>>;

export function look(name: Raw, raws: Readonly<Record<string, Raw>> = {}, asked: Arguments = {}): Fields {
  const whole = { name: "app.example.org", pointsTo: [here], ...asked };
  const answer = dnsLook.understand({ ...usual, name, ...raws }, whole, new Set());
  return Object.fromEntries(
    Object.entries(answer).map(([field, sight]) => [field, sight === undefined ? [] : "is" in sight ? [sight] : sight]),
  );
}

/** One field in few words: its value with what it is caused by, or why it is unknown. */
export const say = (fields: Fields, field: string): string =>
  (fields[field] ?? [])
    .map((fact) => {
      if (fact.is === "unknown") return `unknown: ${fact.why.code}`;
      const cause = fact.evidence.cause === undefined ? "" : ` ${fact.evidence.cause}`;
      return (fact.is === "seen" ? JSON.stringify(fact.value) : "absent") + cause;
    })
    .join(" | ");

export const noteOf = (fields: Fields, field: string): string => fields[field]?.[0]?.evidence.note ?? "";

export const both = (one: Said, other: Said = one): Raw => told({ ns1: one, ns2: other });

/** `pointsTo` and `consistent` in few words. */
export function judged(name: Raw, raws?: Readonly<Record<string, Raw>>, asked?: Arguments): string {
  const fields = look(name, raws, asked);
  return `${say(fields, "pointsTo")}, ${say(fields, "consistent")}`;
}
