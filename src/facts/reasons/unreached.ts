import type { ReasonWords } from "./words.ts";

/** What stood in the way of a service that was tried; a fact gives it as its cause. */
export const unreached = {
  "no-such-name": {
    means: "The name stands for no address: it does not exist, or has none.",
    seeByHand: ["What the system makes of it, and what a resolver says:", "$ getent ahosts NAME", "$ dig NAME"],
    mend: [
      "Compare the name with the one that is meant. If it is right, a filter in front of the resolver leaves it out: ask the network team to let it through, or another resolver.",
    ],
  },
  "void-address": {
    means: "The name stands for 0.0.0.0 or ::, which is how filters of names say no.",
    seeByHand: ["Where the name leads:", "$ getent ahosts NAME"],
    mend: ["Ask whoever keeps the resolver's list of blocked names to take this one out of it."],
  },
  "no-route": {
    means: "No way leads there: this machine has none, or a router on the way says that it has none.",
    seeByHand: ["Which way this machine would take:", "$ ip route get ADDRESS", "$ ip -6 route get ADDRESS"],
    mend: ["Give this machine a default route, or the network's proxy: https_proxy=http://PROXY:PORT."],
  },
  "connection-refused": {
    means:
      "The connection was refused: nothing listens there, or a firewall rejects it. From here these look the same.",
    seeByHand: ["Whether it is refused from another network too tells which of both:", "$ curl -v https://HOST:PORT/"],
    mend: [
      "If another network reaches it, ask for this host and port to be let through; else ask who runs the service.",
    ],
  },
  "no-answer": {
    means: "Nothing answered, in two tries: most often a firewall that drops without a word.",
    seeByHand: [
      "Each family of addresses by itself:",
      "$ curl -4 -v https://HOST:PORT/",
      "$ curl -6 -v https://HOST:PORT/",
    ],
    mend: [
      "Ask the network team to let this host and port through. If IPv6 alone gives no answer, mend its way out or take the address away: programs that try it first wait for it.",
    ],
  },
  "connection-lost": {
    means: "The connection was made, and then cut before there was an answer.",
    seeByHand: ["What curl sees of it:", "$ curl -v https://HOST:PORT/"],
    mend: [
      "A filter that reads the name in the TLS greeting cuts connections so, and so does a proxy that has nothing behind it. Ask the network team what stands between.",
    ],
  },
  "proxy-refused": {
    means: "The proxy does not lead there: it refuses the host, or could not reach it.",
    seeByHand: [
      "Through the proxy that is named, and around it:",
      "$ curl -v https://HOST/",
      "$ curl -v --noproxy '*' https://HOST/",
    ],
    mend: [
      "Ask whoever runs the proxy to allow this host and port, or put the host into NO_PROXY where it is reached directly.",
    ],
  },
  "proxy-login": {
    means: "The proxy asks for a user and password, and has none or refuses those it was given.",
    seeByHand: ["What the proxy answers:", "$ curl -v https://HOST/"],
    mend: [
      "Give them in the variable, in the environment of the product as in this one: https_proxy=http://USER:PASSWORD@PROXY:PORT. Characters such as @ and : in them are written %40 and %3A. Footing speaks Basic alone.",
    ],
  },
  "proxy-unreachable": {
    means: "The proxy itself could not be reached.",
    seeByHand: [
      "Which one is meant, and whether it answers:",
      "$ env | grep -i _proxy",
      "$ curl -v -x PROXY https://HOST/",
    ],
    mend: [
      "Mend the variable, or the way to the proxy. Lower-case names count before upper-case ones; HTTP_PROXY in upper case is not read.",
    ],
  },
  "untrusted-certificate": {
    means: "This machine does not trust who signed the certificate.",
    seeByHand: ["Who signed it:", "$ openssl s_client -connect HOST:PORT -showcerts </dev/null"],
    mend: [
      "If a proxy of your own network signs in the service's place, install its root on this machine and in the product, or have the host left alone. If it is the service's own, its chain is broken: tell who runs it.",
    ],
  },
  intercepted: {
    means:
      "Somebody between signs in the service's place, and so reads along: the root of the chain is not a public one.",
    seeByHand: ["Who signed it:", "$ openssl s_client -connect HOST:PORT -showcerts </dev/null"],
    mend: [
      "Ask the network team to leave this host alone. Where that may not be, the root that signs must be known to the product too: its containers do not have this machine's list. A service of your own network that a root of your own signs is right so: then expect it, by `intercepted: true`.",
    ],
  },
  "wrong-certificate": {
    means: "The certificate is not for this name or use, not for today, or its key or signature is too weak.",
    seeByHand: [
      "Whose it is and how long it holds, and what day it is here:",
      "$ openssl s_client -connect HOST:PORT </dev/null | openssl x509 -noout -text",
      "$ date -u",
    ],
    mend: [
      "See whether this machine's clock is right and the name leads where it should; else somebody else answers in the service's place, or it forgot to renew.",
    ],
  },
  "tls-failed": {
    means: "No TLS came about: the other end does not speak it, or no version that is safe.",
    seeByHand: ["What OpenSSL sees of it:", "$ openssl s_client -connect HOST:PORT </dev/null"],
    mend: [
      "Find out who answers there: a portal, a filter, or a proxy that has lost its way. An old service must be brought to TLS 1.2.",
    ],
  },
  "blocked-page": {
    means: "A page answered in the service's place: a filter's, a portal's, a proxy's.",
    seeByHand: ["What it says:", "$ curl -i https://HOST/"],
    mend: ["The page mostly says who blocks and whom to ask. Ask for this host to be let through unchanged."],
  },
  "not-http": {
    means: "It is connected, and what came back is no HTTP.",
    seeByHand: ["What curl sees of it:", "$ curl -v https://HOST:PORT/"],
    mend: [
      "Find out who answers on that port. If the service speaks something else there, the endpoint's scheme is tcp or tls.",
    ],
  },
  "big-packets": {
    means: "Small packets pass and big ones vanish: the path carries less than is sent, and nobody says so.",
    seeByHand: [
      "How big a packet may be (1472 is what fills the usual 1500):",
      "$ ping -M do -s 1472 -c 3 HOST",
      "$ tracepath HOST",
    ],
    mend: [
      "Somewhere between, a tunnel or VPN carries smaller packets, and the ICMP messages that say so are filtered. Let those through, clamp MSS on the router, or lower the MTU of this machine:",
      "$ sudo ip link set dev INTERFACE mtu 1400",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
