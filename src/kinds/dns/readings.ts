import { isDnsType, readDnsTold, type DnsAsked, type DnsTold, type DnsType } from "../../facts/dns.ts";
import { absent, seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blind, unsure } from "../looking.ts";
import { heardOf, type Heard } from "./heard.ts";
import { dns } from "./kind.ts";
import { ownAddresses, ownBeside } from "./own-addresses.ts";
import { aimsOf, plainName } from "./points-to.ts";
import { showing, type Home } from "./showing.ts";
import { addressesInHosts, systemAddresses } from "./system-way.ts";
import { consistentFact, pointsToFact, resolvesFact, unheard, type Beside, type Voices } from "./voices.ts";
import { byEach, chainFacts, frontFacts, recordFacts, ttlFact } from "./entries.ts";

type DnsQuestion = Question<typeof dns>;

const families: readonly DnsType[] = ["A", "AAAA"];

/** Which addresses count, and what is asked for besides. */
function typesOf({ type }: DnsQuestion["asked"]): {
  readonly counted: readonly DnsType[];
  readonly all: readonly DnsType[];
} {
  if (type === undefined || !isDnsType(type)) return { counted: families, all: families };
  return families.includes(type) ? { counted: [type], all: [type] } : { counted: families, all: [...families, type] };
}

/** The domain that a name stands directly in; empty for the root. */
const parentOf = (name: string): string => plainName(name).split(".").slice(1).join(".");

const readings = ({ asked }: DnsQuestion) => {
  const { counted, all } = typesOf(asked);
  const { names } = aimsOf(asked.pointsTo ?? []);
  return {
    name: { dns: { name: plainName(asked.name), types: all } },
    // RFC 6761, 6.4: no name below it exists, so whoever has an answer has one for every name.
    anything: { dns: { madeUpBelow: "invalid", types: counted } },
    beside: { dns: { madeUpBelow: parentOf(asked.name), types: counted } },
    searched: { dns: { madeUpBelow: null, types: counted } },
    system: { resolve: plainName(asked.name) },
    hosts: { file: "/etc/hosts" },
    hostname: { file: "/proc/sys/kernel/hostname" },
    trie: { file: "/proc/net/fib_trie" },
    inet6: { file: "/proc/net/if_inet6" },
    ...Object.fromEntries(names.map((name) => [`to ${name}`, { dns: { name, types: counted } }])),
  } satisfies Readings;
};

type DnsRaws = Raws<ReturnType<typeof readings>>;

const toldBy = (raw: Raw | undefined): DnsTold | undefined => (raw?.is === "text" ? readDnsTold(raw.text) : undefined);

const askedIn = (raw: Raw | undefined): readonly DnsAsked[] => toldBy(raw)?.asked ?? [];

function voicesOf(raws: DnsRaws, told: DnsTold, { asked }: DnsQuestion): Voices {
  const { counted } = typesOf(asked);
  const aims = aimsOf(asked.pointsTo ?? []);
  const others: Readonly<Record<string, Raw>> = raws;
  return {
    raw: raws.name,
    told,
    heard: showing(heardOf(told.asked, counted), {
      anything: heardOf(askedIn(raws.anything), counted),
      home: homeOf(raws, asked.name),
    }),
    aims,
    ofNames: new Map(aims.names.map((name) => [name, heardOf(askedIn(others[`to ${name}`]), counted)])),
    own: asked.orHere === true ? ownBeside(aims.addresses, raws.trie, raws.inet6) : [],
    beside: besideOf(raws, asked.name),
  };
}

/** What this host says of a name by itself: its hosts file, and whether the name is its own, whole or its first part. */
function homeOf(raws: DnsRaws, name: string): Home {
  const hostname = raws.hostname.is === "text" ? plainName(raws.hostname.text.trim()) : "";
  const label = hostname.split(".")[0] ?? "";
  return {
    inHosts: raws.hosts.is === "text" ? addressesInHosts(raws.hosts.text, name) : [],
    isOwnName: hostname !== "" && [hostname, label, `${label}.local`].includes(plainName(name)),
    addresses: ownAddresses(raws.trie, raws.inet6),
  };
}

function besideOf(raws: DnsRaws, name: string): Beside {
  const inFile = raws.hosts.is === "text" ? addressesInHosts(raws.hosts.text, name) : [];
  const found = systemAddresses(raws.system) ?? [];
  const domains = searchWildcards(askedIn(raws.searched));
  const by = domains.length === 0 ? "by other means" : `since any name is answered below ${domains.join(", ")}`;
  return {
    hosts: inFile.length === 0 ? undefined : `/etc/hosts says ${inFile.join(", ")}, which this host alone sees`,
    programs: found.length === 0 ? undefined : `programs here find ${found.join(", ")}, ${by}`,
  };
}

/** Domains below which a made-up name leads somewhere. */
function searchWildcards(asked: readonly DnsAsked[]): readonly string[] {
  const found = asked.filter((one) => one.is === "answered" && one.entries.length > 0);
  return [...new Set(found.map(({ name }) => parentOf(name)))].toSorted();
}

function understand(raws: DnsRaws, question: DnsQuestion): Answer<typeof dns> {
  const { asked } = question;
  const told = toldBy(raws.name);
  if (told === undefined) return nothingSeen(raws.name, asked);
  const voices = voicesOf(raws, told, question);
  const { heard } = voices;
  const evidence = evidenceOf(raws.name);
  const { type } = asked;
  return {
    addresses: byEach(heard, evidence, (one) => (one.is === "addresses" ? one.addresses : undefined)),
    resolves: resolvesFact(voices),
    consistent: consistentFact(voices),
    ...(asked.pointsTo === undefined ? {} : { pointsTo: pointsToFact(voices) }),
    ...chainFacts(heard, evidence),
    ttl: ttlFact(heard, evidence),
    ...(type === undefined || !isDnsType(type) ? {} : { records: recordFacts(told.asked, type, evidence) }),
    front: frontFacts(heard, evidence),
    wildcard: wildcardFacts(heardOf(askedIn(raws.beside)), raws.beside),
    searchWildcards: searchFact(raws.searched),
    hostsFile: hostsFact(raws.hosts, asked.name),
    system: systemFact(raws.system, heard),
    resolvers: seen([...new Set(told.asked.map(({ resolver }) => resolver))], evidence),
  };
}

function wildcardFacts(heard: readonly Heard[], raw: Raw): readonly Fact<boolean>[] {
  if (heard.length === 0) return [blind(raw)];
  return heard.map((one) => {
    const own = { ...evidenceOf(raw), by: one.resolver };
    return one.is === "failed" ? unheard(one.why, own) : seen(one.is === "addresses", own);
  });
}

function searchFact(raw: Raw): Fact<readonly string[]> {
  const told = toldBy(raw);
  if (told === undefined) return blind(raw);
  const found = searchWildcards(told.asked);
  const evidence = { ...evidenceOf(raw), note: told.search.length === 0 ? "there is no search list" : "" };
  if (found.length > 0) return seen(found, evidenceOf(raw));
  const [why] = heardOf(told.asked).flatMap((one) => (one.is === "failed" ? [one.why] : []));
  if (why !== undefined) return unheard(why, evidenceOf(raw));
  return absent(told.search.length === 0 ? evidence : evidenceOf(raw));
}

function hostsFact(raw: Raw, name: string): Fact<readonly string[]> {
  if (raw.is === "failed") return blind(raw);
  const found = raw.is === "text" ? addressesInHosts(raw.text, name) : [];
  return found.length === 0 ? absent(evidenceOf(raw)) : seen(found, evidenceOf(raw));
}

function systemFact(raw: Raw, heard: readonly Heard[]): Fact<readonly string[]> {
  const evidence = evidenceOf(raw);
  const found = systemAddresses(raw);
  if (found !== undefined && found.length > 0) return seen(found, evidence);
  if (raw.is !== "text") return blind(raw);
  if (heard.length > 0 && heard.every((one) => one.is === "none")) return absent(evidence);
  return unsure("cannot-tell", `${raw.by} found nothing, and does not say why`, evidence);
}

/** The reading itself brought nothing: every field is unknown for that. */
function nothingSeen(raw: Raw, { pointsTo, type }: DnsQuestion["asked"]): Answer<typeof dns> {
  const why = blind(raw);
  return {
    addresses: why,
    resolves: why,
    consistent: why,
    ...(pointsTo === undefined ? {} : { pointsTo: why }),
    cname: why,
    chain: why,
    ttl: why,
    ...(type === undefined ? {} : { records: why }),
    front: why,
    wildcard: why,
    searchWildcards: why,
    hostsFile: why,
    system: why,
    resolvers: why,
  };
}

export const dnsLook = hostLook(dns, { readings, understand });
