import type { Why } from "../../facts/fact.ts";
import type { Failure, HttpSight, WaySight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import { isOfProxy } from "./exchange.ts";
import { numberIn, settle, unseen, verifications, wayByHandshake } from "./handshake-way.ts";
import { closed, timedOut } from "./limit.ts";
import { elsewhereOf, isPage, isPageByType } from "./page.ts";
import type { Signer } from "./secure.ts";
import { authorityOf, type Way } from "./way.ts";

/** What `outwardScript` told of one way: fields as they stand there. */
export type CurlTold = {
  readonly version: string;
  readonly result?: readonly string[];
  readonly handshake?: readonly string[];
  readonly header: readonly string[];
  readonly body: string;
  readonly certificates: readonly string[];
};

/** How curl ended, and what it counted: curl(1), EXIT CODES and --write-out. */
type Ended = {
  readonly exit: number;
  readonly isConnected: boolean;
  readonly why: string;
  readonly status: number;
  readonly tunnel: number;
  readonly isSecured: boolean;
  readonly address: string;
  readonly verified: number;
  readonly small: string;
};

function endedOf([small = "-", exit, connected, why = "-", ...counted]: readonly string[]): Ended {
  const [status, tunnel, tcp, tls, address = "", verified] = counted;
  return {
    exit: numberIn(exit),
    // Some versions name the address that did not answer.
    isConnected: exit !== "7" && (connected === "yes" || numberIn(tcp) > 0 || address !== ""),
    why,
    status: numberIn(status),
    tunnel: numberIn(tunnel),
    isSecured: numberIn(tls) > 0,
    address,
    verified: numberIn(verified),
    small,
  };
}

/** How far a way led by what curl tells, and openssl of who signs; or why nobody there could go it. */
export function readCurlWay(
  told: CurlTold,
  way: Way,
  signer: Signer | undefined,
): WaySight | { readonly unasked: Why } {
  if (told.result !== undefined) return wayBy(endedOf(told.result), { told, way, signer });
  if (told.handshake !== undefined) return answeredTo(wayByHandshake(told.handshake, way, signer), { told, way });
  if (way.asked.scheme === "tls")
    return { unasked: reason("no-means", "openssl is not there, by which TLS alone is tried", settle) };
  if (told.version === "none")
    return { unasked: reason("no-means", "curl is not there, by which a service is tried", settle) };
  return { unasked: reason("garbled", "what curl did there was not told to its end") };
}

/** The same where openssl put a request behind its handshake, in curl's place. */
function answeredTo(gone: ReturnType<typeof wayByHandshake>, seen: Pick<Seen, "told" | "way">): typeof gone {
  if ("unasked" in gone || seen.way.asked.scheme !== "https" || !isTrusted(gone.tls)) return gone;
  const status = /^http\/[\d.]+ (\d{3})/i.exec(seen.told.header[0] ?? "")?.[1];
  return { ...gone, http: status === undefined ? unanswered : httpOf(Number(status), seen) };
}

/** Nothing came that begins as HTTP does: too late, or not at all. */
const unanswered: Failure = { failed: "closed" };

type Seen = { readonly told: CurlTold; readonly way: Way; readonly signer: Signer | undefined };

function wayBy(ended: Ended, seen: Seen): WaySight | { readonly unasked: Why } {
  const { family, addresses } = seen.way;
  const base = { family, address: ended.address === "" ? (addresses[0] ?? "") : ended.address, tries: 1 } as const;
  if (ended.isConnected) return connectedBy({ ...base, connect: "connected" }, ended, seen);
  const failure = unconnected(ended);
  return failure === undefined ? { unasked: unknownEnd(ended) } : { ...base, connect: failure };
}

function connectedBy(connected: WaySight, ended: Ended, seen: Seen): WaySight {
  const { scheme } = seen.way.asked;
  if (scheme === "tcp") return connected;
  const through = tunnelled(ended, seen.way);
  const passed = through === undefined ? connected : { ...connected, tunnel: through };
  if (through !== undefined && !isOpen(through)) return passed;
  const secured = scheme === "https" ? { ...passed, ...tlsBy(ended, seen) } : passed;
  if (scheme === "https" && !isTrusted(secured.tls)) return secured;
  const { small } = ended;
  const packets = small === "answered" || small === "silent" ? ({ small } as const) : {};
  return { ...secured, http: httpBy(ended, seen), ...packets };
}

const unknownEnd = ({ exit }: Ended): Why =>
  reason(
    "no-means",
    `curl there ended with exit code ${exit} before it was connected, which does not tell why`,
    settle,
  );

/** By the words of errno alone (errno(3), as the C library has them); undefined where they do not tell. */
function unconnected({ exit, why }: Ended): Failure | undefined {
  if (exit === 28) return timedOut;
  if (exit !== 7) return undefined;
  const code = errors[why];
  return code === undefined ? undefined : { failed: code };
}

const errors: Readonly<Record<string, string>> = {
  refused: "ECONNREFUSED",
  unreachable: "EHOSTUNREACH",
  "no-route": "no-route",
  timeout: "ETIMEDOUT",
};

type Tunnel = NonNullable<WaySight["tunnel"]>;

function tunnelled({ exit, tunnel, isSecured, status }: Ended, { asked, proxy }: Way): Tunnel | undefined {
  if (proxy === undefined || asked.scheme !== "https") return undefined;
  if (tunnel > 0) return { status: tunnel };
  if (isSecured && status > 0) return { status: 200 };
  if (exit === 28) return timedOut;
  return [52, 55, 56].includes(exit) ? closed : { failed: `curl's exit code ${exit}` };
}

const isOpen = (tunnel: Tunnel): boolean => "status" in tunnel && tunnel.status >= 200 && tunnel.status < 300;

const isTrusted = (tls: WaySight["tls"]): boolean => tls !== undefined && "distrust" in tls && tls.distrust === null;

function tlsBy(ended: Ended, { told, signer = unseen }: Seen): Pick<WaySight, "tls"> {
  const { exit, isSecured, status } = ended;
  if (isSecured || status > 0) return { tls: { ...signer, distrust: null } };
  // 51 is what versions before 7.62 say of a name.
  if (exit === 60 || exit === 51) return { tls: { ...signer, distrust: distrustOf(ended, told) } };
  // No list of authorities there (77, or 83 of an issuer): whom to trust nobody knows.
  if (exit === 77) return {};
  return { tls: tlsFailure(ended) };
}

function tlsFailure({ exit, why }: Ended): Failure {
  if (exit === 28) return timedOut;
  if (why === "reset") return { failed: "ECONNRESET" };
  return [52, 55, 56].includes(exit) ? closed : { failed: `curl's exit code ${exit}` };
}

const hasOpenssl = /\b(?:OpenSSL|LibreSSL|BoringSSL|quictls|AWS-LC)\//i;

function distrustOf({ exit, verified }: Ended, { version, handshake }: CurlTold): string {
  if (exit === 51) return "HOSTNAME_MISMATCH";
  const asked = verifications[numberIn(handshake?.[4])];
  if (asked !== undefined) return asked;
  if (!hasOpenssl.test(version)) return `curl's exit code ${exit}`;
  // Names are compared by curl itself, before it counts what was verified: then it has 0 or, as at first, 1.
  return verified <= 1 ? "HOSTNAME_MISMATCH" : (verifications[verified] ?? `verification ${verified}`);
}

function httpBy(ended: Ended, { told, way }: Seen): Failure | HttpSight {
  const { status, exit, why } = ended;
  if (status > 0) return httpOf(status, { told, way });
  if (exit === 28) return timedOut;
  if (why === "reset") return { failed: "ECONNRESET" };
  return [52, 55, 56].includes(exit) ? closed : { failed: `curl's exit code ${exit}` };
}

function httpOf(status: number, { told, way }: Pick<Seen, "told" | "way">): HttpSight {
  const fields = lastHeader(told.header);
  const isHtml = isPageByType(fields["content-type"] ?? "") ?? isPage(told.body);
  const isRedirect = status >= 300 && status < 400;
  const elsewhere = isRedirect ? elsewhereOf(fields["location"], authorityOf(way.asked)) : undefined;
  return { status, isHtml, byProxy: isOfProxy(fields), ...(elsewhere === undefined ? {} : { elsewhere }) };
}

/** The fields of the last answer: a proxy's own, and those that only announce one (RFC 9110, 15.2), stand before it. */
function lastHeader(lines: readonly string[]): Readonly<Record<string, string>> {
  const from = lines.findLastIndex((line) => /^http\//i.test(line));
  const pairs = lines.slice(from + 1).flatMap((line): readonly (readonly [string, string])[] => {
    const at = line.indexOf(":");
    return at > 0 ? [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]] : [];
  });
  return Object.fromEntries(pairs);
}
