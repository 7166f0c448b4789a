import type { X509Certificate } from "node:crypto";
import { connect, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { seconds, stopped } from "../bare.ts";
import { reason } from "../../facts/reasons.ts";
import type { Environment } from "../environment.ts";
import { Limit } from "../network/limit.ts";
import { lookUp } from "../network/look-up.ts";
import type { FetchOptions } from "../target.ts";
import type { Certificates } from "./examine.ts";
import { readCertificates } from "./file.ts";
import { HandshakeTap } from "./handshake.ts";
import { isRefusedAddress, isRefusedHost, isVoidAddress } from "../../facts/addresses.ts";
import { partsOf, servedWords, type ServedWord } from "./served-text.ts";

/** Where it is asked, the system there resolves names. */
export type Serving = {
  readonly server: string;
  readonly name?: string | undefined;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
};

type Sent = readonly Buffer[] | ServedWord;

/**
 * Asks a server for its certificates, from this host: all that it sends, in the order in which it sends them. Nothing is
 * verified here and nothing else is said. Where the name leads is seen before anything is sent there. Never rejects.
 */
export async function servedHere(serving: Serving, limits: FetchOptions): Promise<Certificates> {
  const { server } = serving;
  const found = await addressesOf(serving, limits);
  const sent = typeof found === "string" ? found : await askAll(found, serving, limits);
  if (limits.signal.aborted) return { is: "failed", why: stopped(limits.signal) };
  if (typeof sent !== "string") return { is: "read", ...readCertificates(sent) };
  if (sent !== "silent") return servedWords[sent](server);
  return { is: "failed", why: reason("timeout", `${server} did not answer within ${seconds(limits.timeoutMs)}`) };
}

async function addressesOf(
  { server, ...here }: Serving,
  limits: FetchOptions,
): Promise<readonly string[] | ServedWord> {
  const { host } = partsOf(server);
  if (isRefusedHost(host)) return "refused-address";
  const names = await lookUp(host, { ...limits, ...here });
  if (names.is !== "found") return names.is === "none" ? "no-such-name" : "resolver-failed";
  const { addresses } = names;
  if (addresses.some(isRefusedAddress)) return "refused-address";
  return addresses.some(isVoidAddress) ? "void-address" : addresses;
}

/** One after another, until one sends something: what a client does. */
async function askAll(addresses: readonly string[], { server, name }: Serving, limits: FetchOptions): Promise<Sent> {
  using limit = new Limit(limits.signal, limits.timeoutMs);
  const port = Number(partsOf(server).port);
  let word: ServedWord = "silent";
  for (const host of addresses.slice(0, 4)) {
    const sent = await askAddress({ host, port, name }, limit.signal);
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
