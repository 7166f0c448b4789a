import type { IngressAsked, PortSight, VisitSight } from "../../facts/ingress.ts";
import { isFailure } from "../../facts/network.ts";
import { failed, stopped, text, type Bare } from "../bare.ts";
import type { FetchOptions } from "../target.ts";
import { startAnswering, type Answering } from "./answerer.ts";
import {
  asked as within,
  certificatesOf,
  look,
  outsideOf,
  plainPort,
  visitHeld,
  type Looking,
  type Met,
} from "./look.ts";
import { newNonce } from "./nonce.ts";
import type { Here } from "./outside.ts";
import { ownAddresses } from "./own-addresses.ts";
import type { PortsInTurn } from "./ports-in-turn.ts";
import { fromHere, visit, type Opener } from "./visit.ts";
import type { Waiting } from "./waiting.ts";

const loopbacks: readonly string[] = ["127.0.0.1", "::1"];
/** Of its own addresses so many are asked who answers there. */
const mostOwn = 6;

/**
 * Whether this host is reached from another one: it listens on the port with a nonce and lets itself be visited from there;
 * or, where somebody holds the port, it is seen whether the visitor is shown the same certificate. Never rejects.
 */
export async function ingressHere(asked: IngressAsked, here: HereWaiting, limits: FetchOptions): Promise<Bare> {
  const outside = outsideOf(asked, here);
  if (outside === "nobody") return await somebody(asked, here, limits);
  if (outside === undefined)
    return failed("no-means", "`from` names no host that could visit", "ssh://[user@]host[:port]");
  const looking = { asked, outside, limits };
  const ports = [asked.port, ...(asked.redirectFrom === undefined ? [] : [asked.redirectFrom])];
  return await here.turns.take(
    ports,
    async () => await look(looking, async (addresses) => await meet(addresses, looking)),
  );
}

type HereWaiting = Here & { readonly waiting: Waiting; readonly turns: PortsInTurn };

/** Nobody is named who could visit; a person may come, where one is waited for. */
async function somebody(
  asked: IngressAsked,
  { waiting }: HereWaiting,
  { visits, timeoutMs }: FetchOptions,
): Promise<Bare> {
  if (visits === undefined) return text(JSON.stringify({ is: "nobody-outside" }));
  const sight = await waiting.wait(asked, { visits, timeoutMs });
  return visits.signal.aborted ? { is: "failed", why: stopped(visits.signal) } : text(JSON.stringify(sight));
}

async function meet(addresses: readonly string[], looking: Looking): Promise<Met> {
  const { asked } = looking;
  const nonces = new Map<string, number>();
  const arrivals: { readonly visit: number; readonly from: string }[] = [];
  const own = ownAddresses();
  const started = await startAnswering({
    port: asked.port,
    nonces: { has: (nonce) => nonces.has(nonce) },
    name: asked.domain,
    onArrival: ({ nonce, from }) => {
      const at = nonces.get(nonce);
      if (at !== undefined) arrivals.push({ visit: at, from });
    },
  });
  if (started.is === "held") return await meetHeld(addresses, looking, own);
  if (started.is !== "listening") {
    const port: PortSight =
      started.is === "not-permitted"
        ? { is: "not-permitted" }
        : { is: "unasked", why: `nothing can listen there (${started.code})` };
    return { own, port, visits: [] };
  }
  return await meetListening(addresses, { looking, own, started, nonces, arrivals });
}

type Listening = {
  readonly looking: Looking;
  readonly own: readonly string[];
  readonly started: Answering;
  readonly nonces: Map<string, number>;
  readonly arrivals: readonly { readonly visit: number; readonly from: string }[];
};

async function meetListening(addresses: readonly string[], listening: Listening): Promise<Met> {
  const { looking, own, started, nonces, arrivals } = listening;
  const { asked, outside, limits } = looking;
  const bring = async (address: string, open: Opener, index: number): Promise<VisitSight> => {
    const nonce = newNonce();
    nonces.set(nonce, index);
    const { domain: name, port } = asked;
    return await visit({ address, port, name, secure: port !== plainPort, path: `/${nonce}`, nonce }, open, limits);
  };
  try {
    const visits = await Promise.all(addresses.map(async (address, at) => await bring(address, outside.open, at)));
    if (visits.every(hasArrived)) return { own, port: { is: "listened", arrivals: [...arrivals] }, visits };
    // Whether only somebody else's rules stand before this listener, and whether the place's own visits come through.
    const none = -1;
    const [mine, turned] = await Promise.all([
      Promise.all(own.slice(0, mostOwn).map(async (address) => await bring(address, fromHere, none))),
      Promise.all(addresses.map(async (address) => await bring(address, fromHere, none))),
    ]);
    const others = mine.filter((one) => !hasArrived(one) && certificatesOf([one]).size > 0);
    if (others.length > 0)
      return { own, port: within(others), visits: await visitHeld(addresses, looking, certificatesOf(others)) };
    return { own, port: { is: "listened", arrivals: [...arrivals] }, visits, turned };
  } finally {
    await started.close();
  }
}

const hasArrived = ({ http }: VisitSight): boolean => http !== undefined && !isFailure(http) && http.replied;

async function meetHeld(addresses: readonly string[], looking: Looking, own: readonly string[]): Promise<Met> {
  const { asked, limits } = looking;
  const visited = { port: asked.port, name: asked.domain, secure: asked.port !== plainPort };
  const inside = await Promise.all(
    [...loopbacks, ...own.slice(0, mostOwn)].map(
      async (address) => await visit({ ...visited, address }, fromHere, limits),
    ),
  );
  return { own, port: within(inside), visits: await visitHeld(addresses, looking, certificatesOf(inside)) };
}
