import type { Remedy } from "./declaration.ts";

const text = (words: string): Remedy => ({ text: words });

/** What to do, by what stood in the way (src/facts/reasons/unreached.ts). */
export const remedies: Readonly<Record<string, Remedy>> = {
  "no-such-name": text(
    "Compare the name with the one that is meant; if it is right, ask who keeps the resolver to let it through.",
  ),
  "void-address": text("Ask who keeps the resolver's list of blocked names to take this one out of it."),
  "no-route": text("Give this machine a way out: a default route, or the proxy of the network (https_proxy)."),
  "connection-refused": text(
    "Ask the network team to let this host and port through; if other networks are refused too, ask who runs the service.",
  ),
  "no-answer": text(
    "Ask the network team to let this host and port through: something drops it without a word. If only IPv6 is silent, mend its way out or take the address from this machine.",
  ),
  "connection-lost": text(
    "Ask the network team what stands between: a filter by name cuts connections so, and so does a proxy with nothing behind it.",
  ),
  "proxy-refused": text(
    "Ask who runs the proxy to allow this host and port; or name the host in NO_PROXY where it may be reached directly.",
  ),
  "proxy-login": text(
    "Give the proxy's user and password in the variable: https_proxy=http://USER:PASSWORD@PROXY:PORT.",
  ),
  "proxy-unreachable": text("See that the proxy's name and port are right, and that this machine may reach it."),
  "untrusted-certificate": text(
    "If your own network signs in the service's place, install its root on this machine and in the product, or ask for this host to be left alone.",
  ),
  "wrong-certificate": text(
    "See that this machine's clock is right and that the name leads where it should; somebody else may answer in the service's place. If not, whoever runs the service has to renew its certificate.",
  ),
  "tls-failed": text("Find out who answers there: a portal, a filter or a proxy that speaks no TLS."),
  "blocked-page": text(
    "Read the page, which mostly says who blocks and whom to ask: curl -i shows it. Ask for this host to be let through.",
  ),
  "not-http": text("Find out who answers on that port: it speaks no HTTP."),
  "big-packets": text(
    "Let ICMP through (fragmentation needed, packet too big), clamp MSS on the router, or lower the MTU of this machine: the path carries less than is sent.",
  ),
};
