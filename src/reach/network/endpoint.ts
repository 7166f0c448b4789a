import { isRefusedAddress, isRefusedHost, isVoidAddress } from "../../facts/addresses.ts";
import {
  isFailure,
  type EndpointAsked,
  type EndpointSight,
  type Failure,
  type NamesSight,
  type WaySight,
} from "../../facts/network.ts";
import type { Environment } from "../environment.ts";
import type { FetchOptions } from "../target.ts";
import { familyOf, type Lines } from "./dial.ts";
import { Limit } from "./limit.ts";
import type { Names } from "./names.ts";
import { authorityOf, proxyFor, type Proxy } from "./proxy.ts";
import type { Trust } from "./trust.ts";
import { goWay, type Way } from "./way.ts";

export type EndpointReach = {
  /** Of whoever would connect from there: its variables name the proxies. */
  readonly environment: Environment;
  readonly lines: Lines;
  readonly names: Pick<Names, "ask">;
  readonly trust: () => Promise<Trust | undefined>;
  /** How a way is gone there, where no connection of ours leads there. Rejects with `Unasked` where nobody can. */
  readonly go?: (way: Way, limits: FetchOptions) => Promise<WaySight>;
};

const tries = 2;
/** Between two tries, in milliseconds: long enough for what is only starting, short beside any limit. */
const pauseMs = 200;

/** Tries a service stage by stage, by each family of addresses for itself. Never rejects. */
export async function tryEndpoint(
  asked: EndpointAsked,
  reach: EndpointReach,
  limits: FetchOptions,
): Promise<EndpointSight> {
  const { sight, families } = await prepared(asked, reach, limits);
  return { ...sight, ways: await Promise.all(families.map(async (way) => await tryWay(way, reach, limits))) };
}

type Before = { readonly sight: EndpointSight; readonly families: readonly Way[] };

/** What is known before the first connection: through whom, to which addresses, and what is trusted. */
export async function prepared(asked: EndpointAsked, reach: EndpointReach, limits: FetchOptions): Promise<Before> {
  const proxy = proxyFor(asked, reach.environment);
  if (proxy === undefined) return await preparedBy({ asked }, reach, limits);
  if (!("wrong" in proxy)) return await preparedBy({ asked, proxy }, reach, limits);
  const names = { is: "failed", code: "proxy" } as const;
  return { sight: { proxy: null, wrongProxy: proxy.wrong, names, ways: [] }, families: [] };
}

type By = { readonly asked: EndpointAsked; readonly proxy?: Proxy };

async function preparedBy(by: By, reach: EndpointReach, limits: FetchOptions): Promise<Before> {
  const { asked, proxy } = by;
  const names = await resolved(proxy?.host ?? asked.host, reach, limits);
  const needsTrust = asked.scheme === "https" || asked.scheme === "tls" || proxy?.secure === true;
  const trust = needsTrust ? await reach.trust() : undefined;
  const sight = { proxy: proxy === undefined ? null : authorityOf(proxy), names, ways: [] };
  const rest = { ...by, lines: reach.lines, ...(trust === undefined ? {} : { trust }) };
  const known = names.is === "found" ? names.addresses : [];
  const families = ([4, 6] as const).map((family) => ({
    ...rest,
    family,
    addresses: known.filter((address) => familyOf(address) === family),
  }));
  return { sight, families: families.filter(({ addresses }) => addresses.length > 0) };
}

async function resolved(
  host: string,
  { names }: EndpointReach,
  { signal, timeoutMs }: FetchOptions,
): Promise<NamesSight> {
  let sight: NamesSight = { is: "failed", code: "timeout" };
  for (let number = 1; number <= tries && !signal.aborted; number++) {
    using limit = new Limit(signal, timeoutMs);
    sight = await names.ask(host, limit.signal);
    if (sight.is !== "failed") break;
  }
  return sight;
}

const tryWay = async (way: Way, { go }: EndpointReach, limits: FetchOptions): Promise<WaySight> =>
  await wayOf(way, limits, async () =>
    go === undefined ? await goWay(way, limits.signal, limits.timeoutMs) : await go(way, limits),
  );

/** Goes a way, and once more where the first time may have been bad luck; not at all where it must not lead. */
export async function wayOf<T extends object>(
  way: Way,
  { signal }: FetchOptions,
  go: () => Promise<T | WaySight>,
): Promise<T | WaySight> {
  const stays = barred(way);
  if (stays !== undefined) return stays;
  let gone = await go();
  if (isWay(gone) && (await isWithoutRoute(way, gone))) return unmoved(way, "no-route");
  for (let number = 2; number <= tries && isWay(gone) && isWorthAnother(gone) && !signal.aborted; number++) {
    await pause(signal);
    const again = await go();
    gone = isWay(again) ? { ...again, tries: number } : again;
  }
  return gone;
}

const isWay = (gone: object): gone is WaySight => "connect" in gone;

/** Why a way is not gone at all, or undefined. */
function barred(way: Way): WaySight | undefined {
  const { addresses, asked } = way;
  // A proxy would resolve it, where nobody sees what it leads to.
  if (isRefusedHost(asked.host)) return unmoved(way, "refused-address", asked.host);
  // One address that may not be spoken to is enough: whoever answers so is not to be trusted with the others.
  const refused = addresses.find(isRefusedAddress);
  if (refused !== undefined) return unmoved(way, "refused-address", refused);
  const empty = addresses.find(isVoidAddress);
  return empty === undefined ? undefined : unmoved(way, "void-address", empty);
}

const unmoved = ({ family, addresses }: Way, failed: string, address = addresses[0] ?? ""): WaySight => ({
  family,
  address,
  tries: 0,
  connect: { failed },
});

/**
 * Whether nothing was sent, since there is no way there. A router that says so, and a connection that was refused or got
 * no answer, show that there is one.
 */
async function isWithoutRoute({ addresses, asked, proxy, lines }: Way, { connect }: WaySight): Promise<boolean> {
  if (connect === "connected" || /^(?:timeout|ECONNREFUSED)$/.test(connect.failed)) return false;
  return !(await lines.hasRoute(addresses[0] ?? "", proxy?.port ?? asked.port));
}

/** What was lost on the way may be found the next time; what was answered, or is too big for it, will not change. */
function isWorthAnother({ connect, tunnel, tls, http, small }: WaySight): boolean {
  if (small === "answered") return false;
  return [connect, tunnel, tls, http].some((part) => part !== "connected" && isFailure(part) && isLost(part));
}

const isLost = ({ failed }: Failure): boolean =>
  /^(?:timeout|closed|ECONN\w+|E\w*UNREACH|ETIMEDOUT|EPIPE)$/.test(failed);

async function pause(signal: AbortSignal): Promise<void> {
  using limit = new Limit(signal, pauseMs);
  if (!limit.signal.aborted)
    await new Promise((resolve) => limit.signal.addEventListener("abort", resolve, { once: true }));
}
