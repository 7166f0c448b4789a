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
import { parseConnection, throughSsh, VantageLost, type SshHost } from "./through-ssh.ts";
import { visit } from "./visit.ts";

/** A place that is another host. */
export type There = {
  readonly host: SshHost;
  readonly here: Here;
  /** What sshd there says of the connection: `client-address port own-address port` (ssh(1), SSH_CONNECTION). */
  readonly connection: () => Promise<string | undefined>;
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
  const port = await servedThere(own, looking, there.host);
  const known = port.is === "asked" ? certificatesOf(port.within) : new Set<string>();
  const visits = await visitHeld(addresses, looking, known);
  const isOurs = looking.outside.by === "controller";
  return { own, port, visits, ...(isOurs && ends !== undefined ? { visitor: ends.client } : {}) };
}

/** Who answers there, asked from there: on its loopback, else on the address by which it is known to be its own. */
async function servedThere(own: readonly string[], { asked, limits }: Looking, host: SshHost): Promise<PortSight> {
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
    if (error instanceof VantageLost && error.why.code === "no-means") return { is: "unasked", why: error.why.text };
    throw error;
  }
}
