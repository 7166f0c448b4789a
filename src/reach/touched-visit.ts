import type { IngressAsked } from "../facts/ingress.ts";
import { showDuration } from "../facts/units.ts";
import { run, type Touched } from "./touched-words.ts";

const namedIn = (from: string): string => from.slice("ssh://".length);

/** A place that somebody is to visit, who opens an address that is told. */
export const byAwaited = ({ domain, port }: IngressAsked, seconds: number): readonly Touched[] => [
  ...run(`node, to resolve ${domain}`),
  {
    is: "bind",
    what: `port ${port} on all addresses, to be visited: until somebody opens the address that is told, at most ${showDuration(seconds)}; let go of afterwards`,
  },
];

/** A place that lets itself be visited from another host; nothing, where nobody outside is named. */
export function byVisit({ domain, port, redirectFrom, from }: IngressAsked): readonly Touched[] {
  if (from === undefined) return [];
  const also = redirectFrom === undefined ? "" : ` and ${redirectFrom}`;
  return [
    ...run(
      `ssh ${namedIn(from)} getent ahosts ${domain}`,
      `ssh -W (a connection from there to ${domain} port ${port}${also})`,
    ),
    { is: "bind", what: `port ${port} on all addresses, to be visited; let go of afterwards` },
    { is: "reach", what: `${domain} port ${port}${also}, from ${namedIn(from)}, and from here if that fails` },
  ];
}

/** Another host that is visited from here, or from a third one. */
export function byVisitFar({ domain, port, redirectFrom, from }: IngressAsked): readonly Touched[] {
  const also = redirectFrom === undefined ? "" : ` and ${redirectFrom}`;
  const visitor = from === undefined ? "here" : namedIn(from);
  return [
    ...run("printenv SSH_CONNECTION", `ssh -W 127.0.0.1:${port} (the certificate that is served there)`),
    ...(visitor === "here" ? run("node, to resolve names") : run(`ssh ${visitor} getent ahosts ${domain}`)),
    { is: "reach", what: `${domain} port ${port}${also}, from ${visitor}` },
  ];
}
