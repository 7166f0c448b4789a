import type { X509Certificate } from "node:crypto";
import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { seconds, stopped } from "../bare.ts";
import { reason } from "../../facts/reasons.ts";
import type { FetchOptions } from "../target.ts";
import type { Certificates } from "./examine.ts";
import { readCertificates } from "./file.ts";
import { HandshakeTap } from "./handshake.ts";
import { isRefusedAddress, isRefusedHost, isVoidAddress } from "../../facts/addresses.ts";
import { partsOf, servedWords, type ServedWord } from "./served-text.ts";

export type Serving = { readonly server: string; readonly name?: string | undefined };

type Sent = readonly Buffer[] | ServedWord;

/**
 * Asks a server for its certificates, from this host: all that it sends, in the order in which it sends them. Nothing is
 * verified here and nothing else is said. Where the name leads is seen before anything is sent there. Never rejects.
 */
export async function servedHere({ server, name }: Serving, limits: FetchOptions): Promise<Certificates> {
  const limit = AbortSignal.timeout(limits.timeoutMs);
  const signal = AbortSignal.any([limits.signal, limit]);
  const sent = await aborted(signal, ask(server, name, signal));
  if (typeof sent !== "string") return { is: "read", ...readCertificates(sent) };
  if (sent !== "silent") return servedWords[sent](server);
  if (limits.signal.aborted) return { is: "failed", why: stopped(limits.signal) };
  const words = `${server} did not answer${limit.aborted ? ` within ${seconds(limits.timeoutMs)}` : ""}`;
  return { is: "failed", why: reason("timeout", words) };
}

/** A resolver may keep silent longer than anybody waits. */
async function aborted(signal: AbortSignal, asking: Promise<Sent>): Promise<Sent> {
  if (signal.aborted) return "silent";
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const onAbort = (): void => resolve("silent");
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([asking, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function ask(server: string, name: string | undefined, signal: AbortSignal): Promise<Sent> {
  const { host, port } = partsOf(server);
  if (isRefusedHost(host)) return "refused-address";
  const addresses = await lookup(host, { all: true, order: "verbatim" }).catch(() => undefined);
  if (addresses === undefined || addresses.length === 0) return "no-such-name";
  if (addresses.some(({ address }) => isRefusedAddress(address))) return "refused-address";
  if (addresses.some(({ address }) => isVoidAddress(address))) return "void-address";
  let word: ServedWord = "silent";
  for (const { address } of addresses.slice(0, 4)) {
    const sent = await askAddress({ host: address, port: Number(port), name }, signal);
    if (typeof sent !== "string") return sent;
    if (word === "silent" || sent === "no-tls") word = sent;
  }
  return word;
}

type Place = { readonly host: string; readonly port: number; readonly name: string | undefined };

/**
 * In TLS 1.2 certificates are sent in the open, so their order is seen. A server that speaks 1.3 alone is asked in that; in
 * 1.3 the order behind the first no longer matters (RFC 8446, 4.4.2), and Node links them.
 */
async function askAddress(place: Place, signal: AbortSignal): Promise<Sent> {
  const older = await shake(place, { maxVersion: "TLSv1.2" }, signal);
  return older === "no-tls" ? await shake(place, { minVersion: "TLSv1.3" }, signal) : older;
}

async function shake(place: Place, versions: ConnectionOptions, signal: AbortSignal): Promise<Sent> {
  // What was stopped before tells nobody that it was.
  if (signal.aborted) return "silent";
  const { host, port, name } = place;
  const socket = connect({ host, port });
  try {
    const problem = await connected(socket, signal);
    if (problem !== undefined) return problem;
    const tap = new HandshakeTap();
    socket.prependListener("data", (chunk: Buffer) => tap.feed(chunk));
    const last = await handshake(socket, { ...versions, ...(name === undefined ? {} : { servername: name }) }, signal);
    const seen = tap.certificates() ?? linked(last);
    if (seen.length > 0) return seen;
    return signal.aborted ? "silent" : "no-tls";
  } finally {
    socket.destroy();
  }
}

function connected(socket: Socket, signal: AbortSignal): Promise<ServedWord | undefined> {
  const { promise, resolve } = Promise.withResolvers<ServedWord | undefined>();
  const onAbort = (): void => resolve("silent");
  signal.addEventListener("abort", onAbort, { once: true });
  socket.once("connect", () => resolve(undefined));
  socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code === "ECONNREFUSED" ? "refused" : "silent"));
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
}

/** The certificate that came, as Node links it with the others; undefined where the handshake ended without one. */
function handshake(
  socket: Socket,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<X509Certificate | undefined> {
  const { promise, resolve } = Promise.withResolvers<X509Certificate | undefined>();
  // Weak keys are to be seen, not refused; nothing is told to this server.
  const shaking = connectTls({ ...options, socket, rejectUnauthorized: false, ca: [], ciphers: "DEFAULT@SECLEVEL=0" });
  const onAbort = (): void => resolve(undefined);
  signal.addEventListener("abort", onAbort, { once: true });
  shaking.once("secureConnect", () => resolve(shaking.getPeerX509Certificate()));
  shaking.on("error", () => resolve(undefined));
  shaking.once("close", () => resolve(undefined));
  return promise.finally(() => {
    signal.removeEventListener("abort", onAbort);
    shaking.destroy();
  });
}

function linked(last: X509Certificate | undefined): readonly Buffer[] {
  const all: Buffer[] = [];
  for (let one = last; one !== undefined && all.length < 20; one = one.issuerCertificate) {
    if (all.some((other) => other.equals(one?.raw ?? other))) break;
    all.push(one.raw);
  }
  return all;
}
