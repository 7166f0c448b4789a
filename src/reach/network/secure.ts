import type { X509Certificate } from "node:crypto";
import { isIP, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import type { Failure, TlsSight } from "../../facts/network.ts";
import { closed, failureOf, timedOut, type Limit } from "./limit.ts";
import { behind, isSelfSigned } from "./path.ts";
import { publicRoots, type Trust } from "./trust.ts";

export type Secured = { readonly secure: TLSSocket; readonly sight: TlsSight };
/** `answered`: something came back before it failed. */
export type Unsecured = { readonly failure: Failure; readonly answered: boolean };

/** `protocols`: what is to be spoken over it, the best first (ALPN, RFC 7301); none where they are left out. */
type Asked = {
  readonly host: string;
  readonly trust: Trust;
  readonly protocols?: readonly string[];
  readonly withoutName?: true;
};

const longest = 200;

/** Speaks TLS over a connection, and sees who answers; whether to trust it is seen, and ends nothing. */
export async function secureOver(socket: Duplex, asked: Asked, limit: Limit): Promise<Secured | Unsecured> {
  const { host, trust, protocols, withoutName } = asked;
  const before = received(socket);
  const secure = connect({
    socket,
    host,
    secureContext: trust.context,
    rejectUnauthorized: false,
    // Whose name it is, is seen in `sightOf`: Node's own rule takes a `*` for a part of a label.
    checkServerIdentity: () => undefined,
    ...(protocols === undefined ? {} : { ALPNProtocols: [...protocols] }),
    ...(isIP(host) === 0 && withoutName !== true ? { servername: host } : {}),
  });
  // Node asks for it once a handshake is trusted, and ends as a whole where somebody sent a key that OpenSSL cannot write.
  secure.getPeerCertificate = withoutLegacy;
  secure.on("error", () => undefined);
  const failure = await handshake(secure, limit);
  if (failure === undefined) return { secure, sight: await sightOf(secure, asked) };
  secure.destroy();
  socket.destroy();
  return { failure, answered: received(socket) > before };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody reads what Node hands to `checkServerIdentity`
const withoutLegacy = (): DetailedPeerCertificate => ({}) as DetailedPeerCertificate;

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

async function sightOf(secure: TLSSocket, { host, trust }: Asked): Promise<TlsSight> {
  const error: unknown = secure.authorizationError;
  const untrusted = secure.authorized ? null : error instanceof Error ? codeOf(error) : String(error);
  const distrust = untrusted ?? (isFor(secure.getPeerX509Certificate(), host) ? null : "ERR_TLS_CERT_ALTNAME_INVALID");
  return { distrust, ...(await signerOf(sentOver(secure), trust)) };
}

/** A `*` stands for a whole label, the first (RFC 9525, 6.3); a common name counts where no other name is there, as for curl. */
function isFor(certificate: X509Certificate | undefined, host: string): boolean {
  if (isIP(host) !== 0) return certificate?.checkIP(host) !== undefined;
  return certificate?.checkHost(host.replace(/\.$/, ""), { partialWildcards: false }) !== undefined;
}

/** Who signs, as far as certificates show it. */
export type Signer = Omit<TlsSight, "distrust">;

/** Whom certificates lead to that a server sent; without a list of whom its client trusts, only a public root is known. */
export async function signerOf(sent: readonly X509Certificate[], trust: Trust | undefined): Promise<Signer> {
  const { root, isPublic } = await rootOf(sent, trust ?? publicRoots);
  return {
    root: (root === undefined ? "nobody" : nameOf(isPublic ? root.subject : root.issuer)).slice(0, longest),
    isRoot: isPublic || (root !== undefined && isSelfSigned(root)),
    isPublic,
  };
}

const codeOf = (error: Error): string => ("code" in error ? String(error.code) : error.message);

type Behind = { readonly root: X509Certificate | undefined; readonly isPublic: boolean };

/**
 * The root that a path of signatures leads to: a public one where any does, though an older root may have signed it across;
 * else one that this machine knows. Where none leads to a root, whatever comes last.
 */
async function rootOf(
  sent: readonly X509Certificate[],
  trust: Pick<Trust, "authorities" | "isPublic">,
): Promise<Behind> {
  const known = trust.authorities();
  const chain = behind(sent, known);
  for (const one of chain) if (await trust.isPublic(one)) return { root: one, isPublic: true };
  const roots = chain.filter(isSelfSigned);
  const isKnown = ({ fingerprint256 }: X509Certificate): boolean =>
    known.some((authority) => authority.fingerprint256 === fingerprint256);
  return { root: roots.find(isKnown) ?? roots[0] ?? chain.at(-1), isPublic: false };
}

/** All that the other end sent, in its order: not yet a chain. */
function sentOver(secure: TLSSocket): readonly X509Certificate[] {
  const sent: X509Certificate[] = [];
  let next = secure.getPeerX509Certificate();
  for (; next !== undefined; next = next.issuerCertificate) sent.push(next);
  return sent;
}

/** An authority as a person knows it: by its name, else by its organisation. Node has none of one that is empty. */
function nameOf(subject: string | undefined): string {
  if (subject === undefined || subject === "") return "nobody by name";
  const parts = new Map(
    subject.split("\n").map((line): [string, string] => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)]),
  );
  return parts.get("CN") ?? parts.get("O") ?? subject.replaceAll("\n", ", ");
}
