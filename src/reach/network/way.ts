import type { Duplex } from "node:stream";
import {
  isFailure,
  type EndpointAsked,
  type Failure,
  type HttpSight,
  type TlsSight,
  type WaySight,
} from "../../facts/network.ts";
import { dial, type Lines } from "./dial.ts";
import { ask, proxyHeaders, sightOf, tunnel } from "./exchange.ts";
import { Limit } from "./limit.ts";
import type { Proxy } from "./proxy.ts";
import { secureOver, type Secured } from "./secure.ts";
import type { Trust } from "./trust.ts";

/** What is needed to go one way to a service. */
export type Way = {
  readonly asked: EndpointAsked;
  readonly family: 4 | 6;
  /** Of the host, or of the proxy. */
  readonly addresses: readonly string[];
  readonly proxy?: Proxy;
  readonly trust?: Trust;
  readonly lines: Lines;
  /** The service wants to be asked in the older way. */
  readonly byHttp1?: true;
};

/** A connection to the service, or how far one came. */
type Opened = { readonly stream: Duplex; readonly sight: WaySight } | { readonly sight: WaySight };

/** `onConnected`: called when all is there but TLS. */
type Opening = {
  readonly withoutTls?: true;
  readonly withoutName?: true;
  readonly onConnected?: () => void;
};

/** Several full packets of any usual path, and less than the 8 KB that servers take at least. */
const paddingBytes = 4000;
/** What small packets are given to come back, in milliseconds: at most half of the time of a try. */
const smallMs = 3000;

export const authorityOf = ({ host, port, scheme }: EndpointAsked): string => {
  const name = host.includes(":") ? `[${host}]` : host;
  const usual = scheme === "http" ? 80 : 443;
  return port === usual ? name : `${name}:${port}`;
};

/** Goes one way to a service as far as it leads. Never rejects; whatever was opened is closed. */
export async function goWay(way: Way, outer: AbortSignal, timeoutMs: number): Promise<WaySight> {
  const going = { way, outer, timeoutMs };
  const large = await goLarge(going);
  const { http } = large;
  // Who does not like the large request says so or hangs up; what counts is the answer to a usual one.
  const isRefused = http !== undefined && !isLate(http) && (isFailure(http) || http.status >= 400);
  if (!isRefused) return large;
  const usual = await goOnce(going, 0);
  // An answer that was seen stands, whatever becomes of the next connection.
  return hasAnswered(large) && !hasAnswered(usual) ? large : usual;
}

const isLate = (part: object | undefined): boolean => isFailure(part) && part.failed === "timeout";

const hasAnswered = ({ http }: WaySight): boolean => http !== undefined && !isFailure(http);

type Going = { readonly way: Way; readonly outer: AbortSignal; readonly timeoutMs: number };

/** How far the large request has come. */
type Reached = { stage: "connecting" | "greeting" | "asking" };

/**
 * Goes with large packets. Where the end of the time is near and nothing has come back, small ones are tried beside, so
 * that the question costs no time of its own.
 */
async function goLarge(going: Going): Promise<WaySight> {
  const reached: Reached = { stage: "connecting" };
  const settled = new AbortController();
  const asking = askSmall(going, reached, settled.signal);
  const large = await goOnce(going, paddingBytes, reached);
  const { tls, http, small: known } = large;
  if (known !== undefined || !(isLate(tls) || isLate(http))) settled.abort();
  const small = await asking;
  const late = small?.of === "greeting" ? tls : http;
  return small !== undefined && isLate(late) ? { ...large, small: small.came } : large;
}

type Small = { readonly of: Reached["stage"]; readonly came: "answered" | "silent" };

async function askSmall(going: Going, reached: Reached, settled: AbortSignal): Promise<Small | undefined> {
  const timeoutMs = Math.min(going.timeoutMs / 2, smallMs);
  using waiting = new Limit(AbortSignal.any([settled, going.outer]), going.timeoutMs - timeoutMs);
  await aborted(waiting.signal);
  const { stage } = reached;
  if (settled.aborted || going.outer.aborted || stage === "connecting") return undefined;
  const soon = { way: going.way, outer: AbortSignal.any([going.outer, settled]), timeoutMs };
  return { of: stage, came: stage === "greeting" ? await smallTls(soon) : await smallHttp(soon) };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

/** Whether a small request is answered, or one whose answer is small too. */
async function smallHttp(going: Going): Promise<"answered" | "silent"> {
  const requests = going.way.asked.scheme === "http" ? ([0, "head"] as const) : ([0] as const);
  const all = await Promise.all(requests.map(async (request) => await goOnce(going, request)));
  return all.some(hasAnswered) ? "answered" : "silent";
}

async function goOnce(
  { way, outer, timeoutMs }: Going,
  request: number | "head",
  reached: Reached = { stage: "connecting" },
): Promise<WaySight> {
  using limit = new Limit(outer, timeoutMs);
  const onConnected = (): void => void (reached.stage = "greeting");
  const opened = await open(way, limit, { onConnected });
  if (!("stream" in opened)) return opened.sight;
  try {
    const { scheme } = way.asked;
    if (scheme === "tcp" || scheme === "tls" || isDistrusted(opened.sight.tls)) return opened.sight;
    reached.stage = "asking";
    const http = await exchange(opened.stream, way, { limit, request });
    if (!wantsHttp1(http)) return { ...opened.sight, http };
  } finally {
    opened.stream.destroy();
  }
  return await goOnce({ way: { ...way, byHttp1: true }, outer, timeoutMs }, request, reached);
}

/** HTTP_1_1_REQUIRED (RFC 9113, 7). */
export const wantsHttp1 = (http: object): boolean => isFailure(http) && http.failed === "http-1.1-required";

export const isDistrusted = (tls: TlsSight | Failure | undefined): boolean =>
  tls !== undefined && !isFailure(tls) && tls.distrust !== null;

type Exchanging = { readonly limit: Limit; readonly request: number | "head" };

async function exchange(
  stream: Duplex,
  { asked, proxy }: Way,
  { limit, request }: Exchanging,
): Promise<HttpSight | Failure> {
  const authority = authorityOf(asked);
  const isForwarded = proxy !== undefined && asked.scheme === "http";
  const padding = typeof request === "number" && request > 0 ? { "X-Padding": "x".repeat(request) } : {};
  const answer = await ask(
    stream,
    {
      method: request === "head" ? "HEAD" : "GET",
      path: isForwarded ? `http://${authority}${asked.path}` : asked.path,
      authority,
      headers: { ...padding, ...(isForwarded ? proxyHeaders(proxy.login) : {}) },
    },
    limit,
  );
  return isFailure(answer) ? answer : await sightOf(answer, authority, limit);
}

/** Opens a connection through all that lies below HTTP. */
export async function open(way: Way, limit: Limit, opening: Opening): Promise<Opened> {
  const { asked, family, addresses, proxy, lines } = way;
  const dialled = await dial({ lines, addresses, port: proxy?.port ?? asked.port }, limit);
  const base = { family, address: dialled.address, tries: 1 } as const;
  if ("failure" in dialled) return { sight: { ...base, connect: dialled.failure } };
  const connected: WaySight = { ...base, connect: "connected" };
  const { socket } = dialled;
  const through =
    proxy === undefined
      ? { stream: socket, sight: connected }
      : await passProxy({ ...way, proxy }, { stream: socket, sight: connected }, limit);
  if (!("stream" in through) || opening.withoutTls === true) return through;
  if (asked.scheme === "http" || asked.scheme === "tcp") return through;
  opening.onConnected?.();
  return await secured(way, through, { limit, opening });
}

type Connected = { readonly stream: Duplex; readonly sight: WaySight };

type Through = Way & { readonly proxy: Proxy };

async function passProxy(way: Through, connected: Connected, limit: Limit): Promise<Opened> {
  const { asked, proxy } = way;
  const to = proxy.secure ? await toSecureProxy(way, connected, limit) : connected;
  if (!("stream" in to) || asked.scheme === "http") return to;
  const { stream, sight } = to;
  const host = asked.host.includes(":") ? `[${asked.host}]` : asked.host;
  const login = proxy.login === undefined ? {} : { login: proxy.login };
  const passed = await tunnel(stream, { authority: `${host}:${asked.port}`, ...login }, limit);
  const seen = { ...sight, tunnel: passed };
  if (!isFailure(passed) && passed.status >= 200 && passed.status < 300) return { stream, sight: seen };
  stream.destroy();
  return { sight: seen };
}

/** What is sent to a proxy may be a password: whom it is sent to must be known. */
async function toSecureProxy({ proxy, trust }: Through, { stream, sight }: Connected, limit: Limit): Promise<Opened> {
  if (trust === undefined) return closing(stream, { ...sight, tunnel: { failed: "no list of authorities" } });
  const found = await secureOver(stream, { host: proxy.host, trust, protocols: ["http/1.1"] }, limit);
  if ("failure" in found) return { sight: { ...sight, tunnel: found.failure } };
  const { distrust } = found.sight;
  if (distrust !== null) return closing(found.secure, { ...sight, tunnel: { failed: distrust } });
  return { stream: found.secure, sight };
}

function closing(stream: Duplex, sight: WaySight): Opened {
  stream.destroy();
  return { sight };
}

type Securing = { readonly limit: Limit; readonly opening: Opening };

async function secured(
  { asked, trust, byHttp1 }: Way,
  { stream, sight }: Connected,
  { limit, opening }: Securing,
): Promise<Opened> {
  if (trust === undefined) {
    stream.destroy();
    return { sight };
  }
  const { withoutName } = opening;
  const found: Secured | Awaited<ReturnType<typeof secureOver>> = await secureOver(
    stream,
    { host: asked.host, trust, ...protocolsFor(asked, byHttp1), ...(withoutName === undefined ? {} : { withoutName }) },
    limit,
  );
  if ("secure" in found) return { stream: found.secure, sight: { ...sight, tls: found.sight } };
  const { failure, answered } = found;
  // What began to come is slow, not too big for the path.
  return { sight: { ...sight, tls: failure, ...(answered ? { small: "silent" } : {}) } };
}

/** As curl offers them; what is no HTTP is offered nothing, since a strict server would hang up on it. */
function protocolsFor(
  { scheme }: EndpointAsked,
  byHttp1: true | undefined,
): { readonly protocols?: readonly string[] } {
  if (scheme !== "https") return {};
  return { protocols: byHttp1 === true ? ["http/1.1"] : ["h2", "http/1.1"] };
}

/** A greeting with nothing in it: nine bytes, which every server answers with an alert as small (RFC 8446, 6.2). */
const emptyGreeting = Buffer.from([0x16, 0x03, 0x01, 0x00, 0x04, 0x01, 0x00, 0x00, 0x00]);

/**
 * Where a greeting got no answer: whether something small does, while one that is as large and names no host gets none
 * either. A filter that reads names lets the second one pass.
 */
async function smallTls({ way, outer, timeoutMs }: Going): Promise<"answered" | "silent"> {
  const [small, nameless] = await Promise.all([
    answersSmall(way, outer, timeoutMs),
    answersNameless(way, outer, timeoutMs),
  ]);
  return small && !nameless ? "answered" : "silent";
}

async function answersSmall(way: Way, outer: AbortSignal, timeoutMs: number): Promise<boolean> {
  using limit = new Limit(outer, timeoutMs);
  const opened = await open(way, limit, { withoutTls: true });
  if (!("stream" in opened)) return false;
  const { stream } = opened;
  try {
    return await new Promise((resolve) => {
      for (const event of ["data", "end", "close", "error"]) stream.once(event, () => resolve(true));
      limit.signal.addEventListener("abort", () => resolve(false), { once: true });
      if (limit.signal.aborted) resolve(false);
      stream.write(emptyGreeting);
    });
  } finally {
    stream.destroy();
  }
}

async function answersNameless(way: Way, outer: AbortSignal, timeoutMs: number): Promise<boolean> {
  using limit = new Limit(outer, timeoutMs);
  const opened = await open(way, limit, { withoutName: true });
  if ("stream" in opened) opened.stream.destroy();
  const { tls, small } = opened.sight;
  return (tls !== undefined && !isFailure(tls)) || small === "silent";
}
