import type { IngressAsked, IngressSight, PortSight, VisitSight } from "../../facts/ingress.ts";
import { isFailure, type NamesSight } from "../../facts/network.ts";
import { failed, stopped, text, type Bare } from "../bare.ts";
import type { FetchOptions } from "../target.ts";
import { sshOutside, type Here, type Outside } from "./outside.ts";
import { mostAddresses } from "./reach-url.ts";
import { Unasked } from "../unasked.ts";
import { visit, type Visited } from "./visit.ts";

export type Sight = Extract<IngressSight, { is: "visited" }>;

/** What both ends need to know. */
export type Looking = { readonly asked: IngressAsked; readonly outside: Outside; readonly limits: FetchOptions };

/** What was seen of the place itself, and of its visitors. */
export type Met = Pick<Sight, "own" | "port" | "visits" | "turned" | "visitor">;

export const plainPort = 80;

/** Whoever is named by `from`; undefined where that is no host. */
export const outsideOf = ({ from }: IngressAsked, here: Here): Outside | "nobody" | undefined =>
  from === undefined ? "nobody" : sshOutside(from, here);

type Meeting = (addresses: readonly string[]) => Promise<Met>;

/** Takes the whole look; `meet` does what differs between a place that is here and one that is not. Never rejects. */
export async function look(looking: Looking, meet: Meeting): Promise<Bare> {
  const { signal } = looking.limits;
  try {
    const sight = await takeAll(looking, meet);
    return signal.aborted ? { is: "failed", why: stopped(signal) } : text(JSON.stringify(sight));
  } catch (error) {
    if (signal.aborted) return { is: "failed", why: stopped(signal) };
    if (error instanceof Unasked) return { is: "failed", why: error.why };
    return failed("no-means", `it could not be tried: ${error instanceof Error ? error.message : "no reason given"}`);
  }
}

async function takeAll(looking: Looking, meet: Meeting): Promise<Sight> {
  const { asked: question, outside, limits } = looking;
  const { sight: names, isNamedHere, address } = await outside.names(question.domain, limits);
  const addresses = names.is === "found" ? names.addresses.slice(0, mostAddresses) : [];
  const [met, redirects] = await Promise.all([
    addresses.length === 0 ? unmet : meet(addresses),
    visitRedirect(addresses, looking),
  ]);
  return {
    is: "visited",
    by: outside.by,
    names: firstOf(names),
    ...(isNamedHere === undefined ? {} : { isNamedHere }),
    ...(address === undefined ? {} : { visitor: address }),
    ...met,
    ...(redirects === undefined ? {} : { redirects }),
  };
}

const unmet: Met = { own: [], port: { is: "unasked", why: "the name leads nowhere" }, visits: [] };

const firstOf = (names: NamesSight): NamesSight =>
  names.is === "found" ? { ...names, addresses: names.addresses.slice(0, mostAddresses) } : names;

/** Where plain HTTP leads to; nothing of it is followed. */
async function visitRedirect(
  addresses: readonly string[],
  { asked, outside, limits }: Looking,
): Promise<readonly VisitSight[] | undefined> {
  const { redirectFrom, domain } = asked;
  if (redirectFrom === undefined) return undefined;
  const visited = { port: redirectFrom, name: domain, secure: false, path: "/" };
  return await Promise.all(
    addresses.map(async (address) => await visit({ ...visited, address }, outside.open, limits)),
  );
}

/**
 * Visits addresses of a place whose port somebody holds, for the certificate. Where that is none of `known`, what is
 * answered is looked at too: it tells a load balancer with nobody behind from another host.
 */
export async function visitHeld(
  addresses: readonly string[],
  { asked, outside, limits }: Looking,
  known: ReadonlySet<string>,
): Promise<readonly VisitSight[]> {
  const { domain: name, port } = asked;
  return await Promise.all(
    addresses.map(async (address) => {
      const visited: Visited = { address, port, name, secure: port !== plainPort };
      const first = await visit(visited, outside.open, limits);
      const { tls } = first;
      if (tls === undefined || isFailure(tls) || known.has(tls.certificate)) return first;
      return await visit({ ...visited, path: "/" }, outside.open, limits);
    }),
  );
}

/** The certificates that are shown to visits. */
export const certificatesOf = (visits: readonly VisitSight[]): ReadonlySet<string> =>
  new Set(visits.flatMap(({ tls }) => (tls === undefined || isFailure(tls) ? [] : [tls.certificate])));

export const asked = (within: readonly VisitSight[]): PortSight => ({ is: "asked", within });
