import { X509Certificate } from "node:crypto";
import { isIP, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import type { Failure, TlsSight } from "../../facts/network.ts";
import { closed, failureOf, timedOut, type Limit } from "./limit.ts";
import type { Trust } from "./trust.ts";

export type Secured = { readonly secure: TLSSocket; readonly sight: TlsSight };
/** `answered`: something came back before it failed. */
export type Unsecured = { readonly failure: Failure; readonly answered: boolean };

type Asked = { readonly host: string; readonly trust: Trust; readonly withoutName?: true };

const longest = 200;

/** Speaks TLS over a connection, and sees who answers; whether to trust it is seen, and ends nothing. */
export async function secureOver(socket: Duplex, asked: Asked, limit: Limit): Promise<Secured | Unsecured> {
  const { host, trust, withoutName } = asked;
  const before = received(socket);
  const secure = connect({
    socket,
    host,
    secureContext: trust.context,
    rejectUnauthorized: false,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(host) === 0 && withoutName !== true ? { servername: host } : {}),
  });
  secure.on("error", () => undefined);
  const failure = await handshake(secure, limit);
  if (failure === undefined) return { secure, sight: await sightOf(secure, trust) };
  secure.destroy();
  socket.destroy();
  return { failure, answered: received(socket) > before };
}

const received = (socket: Duplex): number => (socket instanceof Socket ? socket.bytesRead : 0);

function handshake(secure: TLSSocket, limit: Limit): Promise<Failure | undefined> {
  return new Promise((resolve) => {
    const end = (failure?: Failure): void => {
      limit.signal.removeEventListener("abort", late);
      resolve(failure);
    };
    const late = (): void => end(timedOut);
    secure.once("secureConnect", () => end());
    secure.once("error", (error) => end(failureOf(error)));
    secure.once("close", () => end(closed));
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) late();
  });
}

async function sightOf(secure: TLSSocket, trust: Trust): Promise<TlsSight> {
  const error: unknown = secure.authorizationError;
  const distrust = secure.authorized ? null : error instanceof Error ? codeOf(error) : String(error);
  const root = rootOf(secure);
  return {
    distrust,
    root: (root === undefined ? "nobody" : nameOf(root)).slice(0, longest),
    isRoot: root?.issuer === root?.subject && root !== undefined,
    isPublic: root !== undefined && (await trust.isPublic(root)),
  };
}

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : error.message);

/**
 * The last certificate of the chain; where it is trusted, the root in this machine's store, which servers seldom send. Only
 * this older form of a chain goes on into the store.
 */
function rootOf(secure: TLSSocket): X509Certificate | undefined {
  let last: DetailedPeerCertificate | undefined = secure.getPeerCertificate(true);
  // A chain that leads round in a circle ends somewhere.
  for (let depth = 0; depth < 20; depth++) {
    const issuer: DetailedPeerCertificate | undefined = last?.issuerCertificate;
    if (issuer === undefined || issuer.fingerprint256 === last?.fingerprint256) break;
    last = issuer;
  }
  // Who shows no certificate gives an empty object.
  return last?.raw === undefined ? undefined : new X509Certificate(last.raw);
}

/** Who is behind the last certificate, as a person knows an authority: by its name, else by its organisation. */
function nameOf({ issuer }: X509Certificate): string {
  const parts = new Map(
    issuer.split("\n").map((line): [string, string] => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)]),
  );
  return parts.get("CN") ?? parts.get("O") ?? issuer.replaceAll("\n", ", ");
}
