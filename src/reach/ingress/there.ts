import type { LookedCertificates } from "../../facts/certificate-shape.ts";
import type { IngressAsked, PortSight, VisitSight } from "../../facts/ingress.ts";
import { isFailure } from "../../facts/network.ts";
import { failed, type Bare } from "../bare.ts";
import type { FetchOptions } from "../target.ts";
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
import { controllerOutside, type Here } from "./outside.ts";
import { Unasked } from "../unasked.ts";
import { parseConnection, throughSsh, type SshHost } from "./through-ssh.ts";
import { visit } from "./visit.ts";

/** A place that is another host. */
export type There = {
  readonly host: SshHost;
  readonly here: Here;
  /** What sshd there says of the connection: `client-address port own-address port` (ssh(1), SSH_CONNECTION). */
  readonly connection: () => Promise<string | undefined>;
  /** What openssl there says of a server, as text of `LookedCertificates`; undefined where it cannot be asked. */
  readonly served: (server: string, name: string) => Promise<string | undefined>;
};

/**
 * Whether another host is reached from here, or from a third one: the certificate that a visitor is shown must be the one
 * that is served there. Nothing is installed there and nothing listens for it. Never rejects.
 */
export async function ingressThere(asked: IngressAsked, there: There, limits: FetchOptions): Promise<Bare> {
  const named = outsideOf(asked, there.here);
  if (named === undefined)
    return failed("no-means", "`from` names no host that could visit", "ssh://[user@]host[:port]");
  const outside = named === "nobody" ? controllerOutside(there.here) : named;
  const looking = { asked, outside, limits };
  return await look(looking, async (addresses) => await meet(addresses, looking, there));
}

async function meet(addresses: readonly string[], looking: Looking, there: There): Promise<Met> {
  const ends = parseConnection((await there.connection()) ?? "");
  const own = ends === undefined ? [] : [ends.server];
  const port = await servedThere(own, looking, there);
  const known = port.is === "asked" ? certificatesOf(port.within) : new Set<string>();
  const visits = await visitHeld(addresses, looking, known);
  const isOurs = looking.outside.by === "controller";
  return { own, port, visits, ...(isOurs && ends !== undefined ? { visitor: ends.client } : {}) };
}

/** Who answers there, asked from there: on its loopback, else on the address by which it is known to be its own. */
async function servedThere(
  own: readonly string[],
  { asked, limits }: Looking,
  { host, served }: There,
): Promise<PortSight> {
  const visited = { port: asked.port, name: asked.domain, secure: asked.port !== plainPort };
  const inside: VisitSight[] = [];
  try {
    for (const address of ["127.0.0.1", "::1", ...own]) {
      const sight = await visit({ ...visited, address }, throughSsh(host), limits);
      inside.push(sight);
      if (sight.connect === "connected" && !(sight.tls !== undefined && isFailure(sight.tls))) break;
    }
    return within(inside);
  } catch (error) {
    if (!(error instanceof Unasked) || error.why.code !== "no-means") throw error;
    // Where sshd lets nobody go on, openssl there may say the same.
    const sight = asked.port === plainPort ? undefined : sightOf(await served(`127.0.0.1:${asked.port}`, asked.domain));
    return sight === undefined ? { is: "unasked", why: error.why.text } : within([sight]);
  }
}

/** What was served on the loopback; undefined where that is not known, or is no TLS. */
function sightOf(text: string | undefined): VisitSight | undefined {
  if (text === undefined) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by reach in this same process
  const { certificates, own } = JSON.parse(text) as LookedCertificates;
  const first = own.is === "read" ? certificates[own.certificates[0] ?? -1] : undefined;
  if (first === undefined) return undefined;
  return { address: "127.0.0.1", tries: 1, connect: "connected", tls: { certificate: first.fingerprint } };
}
