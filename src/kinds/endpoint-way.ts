import {
  isFailure,
  type EndpointAsked,
  type Failure,
  type HttpSight,
  type TlsSight,
  type WaySight,
} from "../facts/network.ts";
import type { ReasonCode } from "../facts/reasons.ts";

/** An endpoint as it is tried, and whether a page is what it answers with. */
export type Endpoint = EndpointAsked & { readonly html: boolean };

export type Stage = "dns" | "proxy" | "tcp" | "tls" | "http";

/** What one way came to. `nothing`: there is no way of this family, which counts only where there is no other. */
export type Verdict =
  | { readonly is: "reached"; readonly words: string }
  | { readonly is: "unreached" | "nothing"; readonly stage: Stage; readonly cause: ReasonCode; readonly words: string }
  | { readonly is: "unknown"; readonly code: ReasonCode; readonly words: string };

type Context = { readonly endpoint: Endpoint; readonly proxy: string | null };

const fails = (stage: Stage, cause: ReasonCode, words: string): Verdict => ({ is: "unreached", stage, cause, words });
const blind = (code: ReasonCode, words: string): Verdict => ({ is: "unknown", code, words });

const familyWord = ({ family }: WaySight): string => (family === 6 ? "IPv6" : "IPv4");

/** Words that come in many sorts from one cause. */
const isCut = (failed: string): boolean => /^(?:closed|ECONNRESET|EPIPE|ECONNABORTED)$/.test(failed);
const isLate = (failed: string): boolean => failed === "timeout" || failed === "ETIMEDOUT";
/** This machine's own want: no descriptors, no memory, no ports. */
const isOwn = (failed: string): boolean => /^(?:EMFILE|ENFILE|ENOMEM|ENOBUFS|EADDRINUSE|EAGAIN)$/.test(failed);

/** How far one way led, as a client would see it. */
export function verdictOf(way: WaySight, context: Context): Verdict {
  if (way.connect !== "connected") return connecting(way.connect, way, context);
  return tunnelling(way, context) ?? securing(way, context) ?? asking(way, context);
}

function tunnelling({ tunnel }: WaySight, context: Context): Verdict | undefined {
  if (tunnel === undefined) return undefined;
  return isFailure(tunnel) ? tunnelLost(tunnel, context) : tunnelled(tunnel.status, context);
}

const hasTls = ({ scheme }: Endpoint): boolean => scheme === "https" || scheme === "tls";

function securing(way: WaySight, { endpoint }: Context): Verdict | undefined {
  const { tls } = way;
  if (tls === undefined) return hasTls(endpoint) ? noTrust : undefined;
  return isFailure(tls) ? tlsLost(tls, way) : distrusted(tls);
}

const noTrust = blind("no-means", "this machine has no list of authorities that it trusts (package ca-certificates)");

function asking(way: WaySight, context: Context): Verdict {
  const { http } = way;
  const { scheme } = context.endpoint;
  const where = `${familyWord(way)} ${way.address}`;
  if (scheme === "tcp" || scheme === "tls") return { is: "reached", words: where };
  if (http === undefined) return noTrust;
  return isFailure(http) ? httpLost(http, way) : answered(http, where, context);
}

/** A family without a way counts for nothing while the other works. */
function connecting({ failed }: Failure, way: WaySight, { proxy }: Context): Verdict {
  if (failed === "refused-address") return blind(failed, `it leads to ${way.address}, which is not spoken to`);
  if (failed === "forbidden") return blind("no-means", "sshd there forbids to connect onwards (AllowTcpForwarding)");
  if (failed === "ssh") return blind("no-means", "no connection could be made through ssh");
  if (isOwn(failed)) return blind("no-means", `no connection could be begun here (${failed})`);
  const stage = proxy === null ? "tcp" : "proxy";
  if (failed === "no-route" || failed === "EADDRNOTAVAIL")
    return { is: "nothing", stage, cause: "no-route", words: `${familyWord(way)} has no way out here` };
  if (proxy === null) return unconnected(failed, way);
  const how = isLate(failed) ? "does not answer" : `cannot be reached (${failed})`;
  return fails("proxy", "proxy-unreachable", `the proxy ${proxy} ${how}`);
}

function unconnected(failed: string, way: WaySight): Verdict {
  const where = `${familyWord(way)} ${way.address}`;
  if (failed === "void-address") return fails("dns", "void-address", `its name stands for ${way.address}`);
  if (failed.endsWith("UNREACH"))
    return fails("tcp", "no-route", `${where}: the network says that no way leads there (${failed})`);
  if (isLate(failed)) return fails("tcp", "no-answer", `${where} did not answer, in ${tries(way)}`);
  return fails("tcp", "connection-refused", `${where}: refused, or rejected by a firewall (${failed})`);
}

const tries = ({ tries: count }: WaySight): string => (count === 1 ? "one try" : `${count} tries`);

function tunnelled(status: number, context: Context): Verdict | undefined {
  return status >= 200 && status < 300 ? undefined : proxyAnswered(status, context);
}

function proxyAnswered(status: number, { proxy }: Context): Verdict {
  const words = `the proxy ${proxy ?? ""} answered ${status}`;
  return status === 407
    ? fails("proxy", "proxy-login", `${words}: it asks for a user and password`)
    : fails("proxy", "proxy-refused", `${words} in the service's place`);
}

function tunnelLost({ failed }: Failure, { proxy }: Context): Verdict {
  const name = `the proxy ${proxy ?? ""}`;
  if (isLate(failed)) return fails("proxy", "no-answer", `${name} found no way there in time`);
  if (isCut(failed)) return fails("proxy", "connection-lost", `${name} hung up`);
  return fails("proxy", "proxy-unreachable", `${name} could not be spoken to (${failed})`);
}

const bigPackets = fails("http", "big-packets", "small packets are answered and big ones are not");

function tlsLost({ failed }: Failure, way: WaySight): Verdict {
  const where = `${familyWord(way)} ${way.address}`;
  if (isLate(failed))
    return way.small === "answered"
      ? bigPackets
      : fails("tls", "no-answer", `${where} is connected, and says nothing to a TLS greeting, in ${tries(way)}`);
  if (isCut(failed)) return fails("tls", "connection-lost", `${where} hung up on the TLS greeting`);
  return fails("tls", "tls-failed", `${where} speaks no TLS that is understood (${failed})`);
}

const namesAndTimes = /EXPIRED|NOT_YET_VALID|ALTNAME|HOSTNAME|IP_ADDRESS_MISMATCH/;

/** What is wrong with a certificate whoever signed it: its purpose, limits of names, weak keys and digests (X509_V_ERR_…). */
const unfit = /^(?:UNSPECIFIED|INVALID_PURPOSE|verification (?:26|47|48|66|67|68))$/;

function distrusted({ distrust, root }: TlsSight): Verdict | undefined {
  if (distrust === null) return undefined;
  if (namesAndTimes.test(distrust))
    return fails("tls", "wrong-certificate", `the certificate does not hold: ${distrust}`);
  if (unfit.test(distrust)) {
    const words = "too weak a key or signature, or not for such a server or name";
    return fails("tls", "wrong-certificate", `the certificate does not hold: ${words} (${distrust})`);
  }
  return fails("tls", "untrusted-certificate", `signed by "${root}", whom this machine does not trust (${distrust})`);
}

function httpLost({ failed }: Failure, way: WaySight): Verdict {
  if (isLate(failed))
    return way.small === "answered"
      ? bigPackets
      : fails("http", "no-answer", `connected, and no whole answer came, in ${tries(way)}`);
  if (isCut(failed)) return fails("http", "connection-lost", "it hung up without an answer");
  if (failed.includes("CERTIFICATE_REQUIRED"))
    return fails("http", "connection-lost", "it hung up: it wants a certificate of whoever asks");
  if (isOddHttp(failed))
    return blind("cannot-tell", `it answered by HTTP that may be read in two ways (${failed}), which curl may take`);
  return fails("http", "not-http", `what answered is no HTTP (${failed})`);
}

/** What is told only once a status and headers were read: lengths that are given twice, or beside chunks (RFC 9112, 6.3). */
const isOddHttp = (failed: string): boolean =>
  /^HPE_(?:UNEXPECTED|INVALID)_CONTENT_LENGTH$|^HPE_INVALID_TRANSFER/.test(failed);

function answered(http: HttpSight, where: string, context: Context): Verdict {
  const { endpoint, proxy } = context;
  const { status, elsewhere } = http;
  if (!isStatus(status)) return fails("http", "not-http", `what answered is no HTTP (status ${status})`);
  if (proxy !== null && endpoint.scheme === "http") return forwarded(http, context);
  const blocked = blockedBy(http, endpoint);
  if (blocked !== undefined) return fails("http", "blocked-page", blocked);
  if (endpoint.scheme === "http" && elsewhere !== undefined)
    return blind("cannot-tell", `${status} leads to ${elsewhere}: a portal answers so, and so may the service`);
  return { is: "reached", words: `${proxy === null ? where : `by ${proxy}`} answered ${status}` };
}

/** RFC 9110, 15: a status is from 100 to 599. */
export const isStatus = (status: number): boolean => status >= 100 && status <= 599;

/**
 * What an answer tells that a proxy handed on without a tunnel. It may write any by itself, so only a success that is no
 * page shows the service.
 */
export function forwarded(http: HttpSight, context: Context): Verdict {
  const { status, byProxy, isHtml } = http;
  if (byProxy) return proxyAnswered(status, context);
  const blocked = blockedBy(http, context.endpoint);
  if (blocked !== undefined) return fails("http", "blocked-page", blocked);
  const name = context.proxy ?? "";
  if (isHtml || status < 200 || status >= 300)
    return blind(
      "cannot-tell",
      `${status}${isHtml ? " with a page" : ""} may be the answer of the proxy ${name} or the service's`,
    );
  return { is: "reached", words: `by ${name} answered ${status}` };
}

/** Proxy login, legal reasons (RFC 7725), and login to the network itself (RFC 6585): no service says these of itself. */
const neverOfService: ReadonlySet<number> = new Set([407, 451, 511]);

/** Why an answer is not the service's own, or undefined. */
function blockedBy({ status, isHtml, byProxy }: HttpSight, { path, html }: Endpoint): string | undefined {
  if (neverOfService.has(status)) return `${status} is never the service's answer`;
  if (status === 403 && (isHtml || byProxy)) return "403 with a page, as filters answer";
  return path !== "/" && isHtml && !html ? `${status} with a page where none is expected` : undefined;
}
