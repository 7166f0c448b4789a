import { sources } from "../../facts/ingress.ts";
import { visitStages } from "../../facts/ingress-verdict.ts";
import { defineKind } from "../declaration.ts";
import { portPattern } from "../endpoint-port.ts";

const port = {
  source: portPattern,
  says: "a port from 1 to 65535",
} as const;

const askTheName = ["getent ahosts {domain}"] as const;

/** What mends one cause. */
const byCause = {
  "no-such-name": {
    text: "Make the entry (A, and AAAA for IPv6) at whoever keeps the domain.",
    commands: { any: askTheName },
  },
  "void-address": {
    text: "The name leads nowhere (0.0.0.0 or ::): mend the entry at whoever keeps the domain.",
    commands: { any: askTheName },
  },
  "no-answer": {
    text: "Let the port through: in this machine's firewall, in the cloud's rules (security group), and in the router, which must pass it on to this machine.",
    commands: { any: ["sudo nft list ruleset", "sudo ufw status verbose"] },
  },
  "connection-refused": {
    text: "Pass the port on to this machine in the router or load balancer, and see that no firewall rejects it: it was refused where this machine would have answered.",
    commands: { any: ["sudo nft list ruleset", "sudo ss -ltnp 'sport = :{port}'"] },
  },
  "no-route": {
    text: "See where the name leads, and that this address is routed to this place: the network says that no way leads there.",
    commands: { any: askTheName },
  },
  "wrong-host": {
    text: "Let the name, or what stands in front (router, load balancer), lead to this machine: somebody else answers. What ends TLS in front with a certificate of its own hides who is behind; then stop the product and let footing answer be visited.",
    commands: { any: [...askTheName, "sudo footing answer {domain}"] },
  },
  "nothing-behind": {
    text: "What stands in front takes the connection and finds nobody: pass the port on to this machine, and mend the health check by which it counts it as down.",
  },
  "hairpin-only": {
    text: "Open the port to the internet in the router or firewall, and pass it on to this machine: only visits from within come through.",
  },
  "no-redirect": {
    text: "Let the web server lead from http to https of the same name (301 or 308), and pass its port on as the other.",
    commands: { any: ["curl -sI http://{domain}/"] },
  },
} as const;

export const ingress = defineKind({
  name: "ingress",
  says: "Whether who opens the domain elsewhere gets in to this place. Where nobody holds the port, Footing listens there for a moment with a word that nobody can guess, and a visitor brings it back; where the product holds it, the visitor must be shown the certificate that is served here. The visitor is another host by ssh (`from`), or, with an ssh target, whoever runs Footing. Where nobody is named, `--visit` waits for somebody who opens an address that is told, with a phone for instance. That a place reaches itself shows nothing.",
  area: "network",
  askedOf: ["controller", "host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["controller"],
  grade: "observed",
  arguments: {
    domain: { type: "domain", says: "The name that users open.", required: true },
    port: { type: "integer", says: "The port; 443 where it is not said. On 80 no TLS is spoken.", pattern: port },
    redirectFrom: {
      type: "integer",
      says: "A port on which plain HTTP must lead on to https of the domain: 80. Another port is a question of its own, with a visit of its own.",
      pattern: port,
      extends: true,
    },
    from: {
      type: "text",
      says: "Who visits: `ssh://[user@]host[:port]`, from which names are resolved and connections opened; `controller`, as where it is left out: whoever runs Footing, if that is elsewhere; `internet`: the same, and only with a public address.",
      visibility: "local",
      pattern: {
        source: "internet|controller|ssh://(?!-)[A-Za-z0-9@._:%\\[\\]-]+",
        says: "ssh://[user@]host[:port], controller or internet",
      },
    },
  },
  answers: {
    reachable: {
      type: "boolean",
      says: "Whether every address of the name that the visitor has a way to leads here. Proven by the word that came back; observed by the certificate.",
      visibility: "public",
      remedies: byCause,
    },
    stage: {
      type: "choice",
      of: visitStages,
      says: "How far a visit came that did not arrive: dns, tcp, tls or http. Absent if it arrived.",
      visibility: "public",
    },
    redirects: {
      type: "boolean",
      says: "Whether plain HTTP on `redirectFrom` leads on to https of the same name.",
      visibility: "public",
      with: "redirectFrom",
      remedies: byCause,
    },
    source: {
      type: "choice",
      of: sources,
      says: "From where the visit came, as this place saw it: internet, private (a private network, or one that may be of the same site: the same 48 bits of IPv6, or 24 of IPv4), own (this place itself). Where the product holds the port, from where whoever runs Footing is connected to it; else unknown.",
      visibility: "public",
    },
    sourceAddress: {
      type: "text",
      says: "The address from which the visit came; unknown where the product holds the port.",
      visibility: "local",
    },
    addresses: {
      type: "list",
      says: "What the name stands for, as the visitor sees it; absent if nothing.",
      visibility: "local",
    },
    visitor: {
      type: "text",
      says: "Who visited: another host; controller, which is whoever runs Footing; or somebody who opened the address that was told.",
      visibility: "local",
    },
  },
  expect: { reachable: true },
  touches: { how: "is-visited" },
  example: `- id: ingress
  level: must
  title: Users reach port 443
  ingress: { domain: app.example.org, redirectFrom: 80 }
  expect: { redirects: true }
`,
});
