import { randomBytes } from "node:crypto";
import {
  dnsTypes,
  type DnsAsked,
  type DnsCame,
  type DnsEntry,
  type DnsFailure,
  type DnsQuestion,
  type DnsTold,
  type DnsType,
} from "../../facts/dns.ts";
import { stopped, text, type Bare } from "../bare.ts";
import type { FetchOptions } from "../target.ts";
import { exchange, type ExchangeLimits, type Nameserver } from "./dns-exchange.ts";
import type { DnsReply } from "./dns-message.ts";
import { otherwise, type ResolverSettings } from "./nameservers.ts";

/** How often a nameserver is asked on, since it told only a part of a chain. */
const mostFollowed = 8;
/** RFC 1035, 2.3.4: a made-up label must still fit. */
const longestName = 253;
const port = 53;

/** Asks each nameserver of the system for itself, all at once. What each came to is JSON, see `DnsTold`. */
export async function askNameservers(
  question: DnsQuestion,
  settings: ResolverSettings & { readonly port?: number },
  { signal, timeoutMs }: FetchOptions,
): Promise<Bare> {
  const limits = { signal, until: performance.now() + timeoutMs };
  const isNamed = settings.nameservers.length > 0;
  const servers = isNamed ? settings.nameservers : [otherwise];
  const names = namesOf(question, settings.search);
  const asked = servers.flatMap((address) =>
    names.flatMap((name) =>
      question.types.map((type) => ask({ address, port: settings.port ?? port }, { name, type }, limits)),
    ),
  );
  const told: DnsTold = { isNamed, search: settings.search, asked: await Promise.all(asked) };
  if (signal.aborted) return { is: "failed", why: stopped(signal) };
  return { ...text(JSON.stringify(told)), by: servers.join(", ") };
}

function namesOf(question: DnsQuestion, search: readonly string[]): readonly string[] {
  if ("name" in question) return [question.name];
  const label = `footing-probe-${randomBytes(8).toString("hex")}`;
  const below = question.madeUpBelow === null ? search : [question.madeUpBelow];
  return below
    .map((domain) => (domain === "" ? label : `${label}.${domain}`))
    .filter((name) => name.length <= longestName);
}

type Asking = { readonly name: string; readonly type: DnsType };

/** What one answer comes to where nobody can ask on: a chain that it tells in part is not known. */
export function cameBy(reply: DnsReply, { name, type }: Asking): DnsCame {
  const step = stepOf(reply, { name: name.toLowerCase(), type }, new Set());
  return endOf(step, reply) ?? failed("garbled", "it tells only a part of the chain");
}

async function ask(server: Nameserver, asking: Asking, limits: ExchangeLimits): Promise<DnsAsked> {
  const started = performance.now();
  const came = await follow(server, asking, limits);
  return { resolver: server.address, ...asking, ms: Math.round(performance.now() - started), ...came };
}

/** Asks for a name, and on where an answer names another without saying what is there. */
async function follow(server: Nameserver, { name, type }: Asking, limits: ExchangeLimits): Promise<DnsCame> {
  const chain: DnsEntry[] = [];
  const passed = new Set<string>();
  let current = name.toLowerCase().replace(/\.$/, "");
  for (let asked = 0; asked < mostFollowed; asked++) {
    const came = await exchange(server, { name: current, type }, limits);
    if (came.is === "failed") return came;
    const step = stepOf(came.reply, { name: current, type }, passed);
    chain.push(...step.chain);
    const ended = endOf(step, came.reply);
    if (ended !== undefined) return ended.is === "failed" ? ended : { ...ended, chain };
    current = step.last;
  }
  return { is: "answered", rcode: 0, chain, circle: true, entries: [] };
}

/** What is known after a step, or undefined where more has to be asked. */
function endOf(step: Step, reply: DnsReply): DnsCame | undefined {
  const { chain, circle, entries } = step;
  const { rcode } = reply;
  // The code speaks of the name that the chain ends at (RFC 2308, 2.1; RFC 6604): what stands beside it is not there.
  if (rcode !== 0) return { is: "answered", rcode, chain, circle, entries: [] };
  if (entries.length > 0 || circle) return { is: "answered", rcode, chain, circle, entries };
  return endOfEmpty(step, reply);
}

function endOfEmpty({ chain, last, isOfOthers }: Step, { isCompetent, hasZone }: DnsReply): DnsCame | undefined {
  if (isOfOthers && !hasZone) return failed("garbled", "it holds entries of other names alone");
  if (chain.length > 0 && !hasZone) {
    return canBeAsked.test(last) ? undefined : failed("garbled", "it names what is no name");
  }
  // Who neither speaks for the zone nor resolves for others says nothing by an empty answer.
  return chain.length > 0 || isCompetent
    ? { is: "answered", rcode: 0, chain, circle: false, entries: [] }
    : failed("no-recursion", "it answers for its own zones alone, and does not resolve for others");
}

const failed = (how: DnsFailure, words: string): DnsCame => ({ is: "failed", how, words });

/** A name that came in an answer, and whose letters stand for themselves. */
const canBeAsked = /^(?=.{1,253}$)[^\\.\s]{1,63}(?:\.[^\\.\s]{1,63})*$/;

type Step = {
  readonly chain: readonly DnsEntry[];
  /** The name that the chain ends at. */
  readonly last: string;
  readonly circle: boolean;
  readonly entries: readonly DnsEntry[];
  /** There are entries, and not one is of the name. */
  readonly isOfOthers: boolean;
};

/** What one answer says of a name: what it stands for, as far as that is told, and what is there. */
function stepOf({ answers }: DnsReply, { name, type }: Asking, passed: Set<string>): Step {
  const chain: DnsEntry[] = [];
  passed.add(name);
  let last = name;
  const isOfOthers = answers.length > 0 && answers.every(({ owner }) => owner !== name);
  const nextOf = (owner: string): DnsEntry | undefined =>
    type === "CNAME" ? undefined : answers.find((record) => record.type === dnsTypes.CNAME && record.owner === owner);
  for (let next = nextOf(last); next !== undefined; next = nextOf(last)) {
    chain.push({ data: next.data, ttl: next.ttl });
    last = next.data;
    if (passed.has(last)) return { chain, last, circle: true, entries: [], isOfOthers };
    passed.add(last);
  }
  const entries = answers.filter((record) => record.type === dnsTypes[type] && record.owner === last);
  return { chain, last, circle: false, entries: entries.map(({ data, ttl }) => ({ data, ttl })), isOfOthers };
}
