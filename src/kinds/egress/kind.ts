import { schemes } from "../../facts/network.ts";
import { defineKind } from "../declaration.ts";
import { portPattern } from "../endpoint-port.ts";
import { askedOfEndpoint, endpointNames, endpointsOf } from "./endpoints.ts";
import { keptArguments } from "./kept.ts";
import { remedies } from "../endpoint-remedies.ts";

/** What may stand for a host: a name, an address, or a pattern with `*`, which no one can try. One colon begins a port. */
const hostPattern = {
  source:
    "(?![^:]*:[^:]*$)[A-Za-z0-9*_](?:[A-Za-z0-9*_.:%-]{0,251}[A-Za-z0-9*_.])?|\\[[0-9A-Fa-f:.%]+\\]|::[0-9A-Fa-f:.]*",
  says: "a host name or an address, without scheme, port and path; a port stands beside it, as `port: 443`",
};

export const egress = defineKind({
  name: "egress",
  says: "Whether services outside can be reached from here: each by stages, so that the one that fails is known. DNS, proxy, TCP by both families of addresses, TLS, HTTP.",
  area: "network",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "container", "engine"],
  grade: "observed",
  subjects: {
    word: "endpoint",
    list: "endpoints",
    argument: "endpoints",
    named: endpointNames,
    askedOfEach: endpointsOf,
    askedOfOne: askedOfEndpoint,
  },
  arguments: {
    endpoints: {
      type: "list",
      says: "The services.",
      required: true,
      items: {
        host: {
          type: "text",
          says: "Its name or address. A pattern such as *.example.org is unknown: nobody can try it.",
          required: true,
          pattern: hostPattern,
          visibility: "local",
        },
        port: {
          type: "integer",
          says: "Its port; 443 where none is said, 80 with `scheme: http`.",
          pattern: {
            source: portPattern,
            says: "a port from 1 to 65535",
          },
        },
        scheme: {
          type: "choice",
          of: schemes,
          says: "How it is spoken to, and so how far it is tried: https where nothing is said, http, tls (a handshake), tcp (a connection).",
        },
        path: {
          type: "text",
          says: "What is asked of it by HTTP; / where nothing is said. With another path a page of HTML is not the service's.",
          pattern: { source: "/[!-~]{0,1000}", says: "a path that begins with /" },
        },
        html: { type: "boolean", says: "The service itself answers with HTML at that path." },
      },
    },
    proxy: {
      type: "url",
      says: "The proxy that leads out, in place of those that the environment names; NO_PROXY counts all the same. An engine goes by its own. Without user and password: those stand in the environment.",
      pattern: {
        source: "[^@]*",
        says: "a URL without user and password: https_proxy in the environment may have them",
      },
      ifAnswered: true,
    },
  },
  kept: keptArguments,
  answers: {
    endpoints: { type: "list", says: "The services that were to be tried, by host and port.", visibility: "local" },
    reachable: {
      type: "boolean",
      says: "Whether it answers, as it would answer curl on this machine: by its proxy variables and its list of trusted authorities. An answer of any status counts, a block page does not; redirects are not followed.",
      visibility: "public",
      remedy: {
        text: "Ask the network team to let this host and port through, from this machine, directly or by the proxy.",
      },
      remedies,
    },
    stage: {
      type: "choice",
      of: ["dns", "proxy", "tcp", "tls", "http"],
      says: "Where it failed; absent where it did not.",
      visibility: "public",
    },
    intercepted: {
      type: "boolean",
      says: "Whether the chain of certificates ends in a root that is not one of the public ones: somebody between reads along, and signs in the service's place. Without TLS there is none to see; an engine does not tell.",
      visibility: "public",
      remedy: {
        text: "Ask the network team to leave this host alone; or see that the product, in its containers too, is given the root that signs, and that its terms allow to be read along.",
      },
    },
    via: {
      type: "text",
      says: "Which way it was tried: `direct`, or the host and port of the proxy; from the engine its own proxy, or the mirror that answered.",
      visibility: "local",
    },
  },
  expect: { reachable: true, intercepted: false },
  touches: { how: "connects-to-hosts" },
  example: `- id: egress-required
  level: must
  title: The vendor's services
  egress:
    endpoints:
      - { host: licenses.example.org }
      - { host: mirror.example.org, port: 8443, path: /v2/ }
`,
});
