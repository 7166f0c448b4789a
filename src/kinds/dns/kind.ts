import { dnsTypes } from "../../facts/dns.ts";
import { defineKind } from "../declaration.ts";

const askYourself = ["cat /etc/resolv.conf", "dig {name} A {name} AAAA"] as const;

const askOneByOne = {
  text: "Ask the nameservers one by one, and mend or remove the one that is wrong. One that was changed a moment ago may keep the old entry for as long as its TTL says. Where networks inside are to be told other addresses than the internet, let all of a host's nameservers tell the same.",
  commands: { any: askYourself },
};

/** Who makes an entry is told for which name; and where it is to lead, where that was said. */
type Aim = { readonly to: string; readonly first: string };
const anywhere: Aim = { to: "", first: "" };
const where: Aim = { to: " that leads to {pointsTo}", first: "{name} is to lead to {pointsTo}. " };

/** What mends one cause, whatever field shows it. */
const byCause = ({ to, first }: Aim) => ({
  nxdomain: {
    text: `Make the entry for {name}${to} at whoever keeps the domain. One that was made a moment ago may be missing for as long as its absence is remembered, up to some hours.`,
    commands: { any: askYourself },
  },
  nodata: {
    text: `${first}The name is there without an address: add an entry of type A, and AAAA for IPv6, at whoever keeps the domain.`,
    commands: { any: askYourself },
  },
  "dangling-cname": {
    text: `${first}Change the CNAME at whoever keeps the domain, or take it away: what it names is gone. Whoever may take that name can answer in your place.`,
    commands: { any: askYourself },
  },
  "points-partly-elsewhere": {
    text: `${first}Take the wrong entry away at whoever keeps the domain, often an AAAA that was forgotten: programs try it first. If it is right after all, name it too.`,
    commands: { any: askYourself },
  },
  "resolvers-disagree": { ...askOneByOne, text: `${first}${askOneByOne.text}` },
  "split-horizon": { ...askOneByOne, text: `${first}${askOneByOne.text}` },
});

export const dns = defineKind({
  name: "dns",
  says: "What a name leads to, as each nameserver says that this system asks: the first three of /etc/resolv.conf, each for itself, for the absolute name. What the hosts file or a search list says is shown, and meets nothing.",
  area: "network",
  askedOf: ["controller", "host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    name: {
      type: "text",
      says: "The name, whole: no search list is tried. What is not plain letters is written in its form xn--.",
      required: true,
      visibility: "local",
      pattern: {
        source:
          "(?=.{1,254}$)(?!(?:.*\\.)?\\d+\\.?$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?",
        says: "a name of letters, digits, - and _ with dots between, and no address",
      },
    },
    type: {
      type: "choice",
      of: Object.keys(dnsTypes),
      says: "A or AAAA: only those addresses count, and not both. Any other: those entries are asked for besides, and answered in `records`.",
    },
    pointsTo: {
      type: "list",
      says: "Addresses that the name may lead to, and no others; or names, one of which its chain of CNAME passes, or whose addresses it has.",
      visibility: "local",
    },
    orHere: {
      type: "boolean",
      says: "Addresses that this host itself has count too, beside at least one of `pointsTo`: a host that was named by its IPv4 address has one of IPv6 too. Only public ones; private ones of IPv6 where `pointsTo` has a private address.",
    },
  },
  answers: {
    addresses: {
      type: "list",
      says: "The addresses, of both families, that a nameserver says; one answer from each. Absent if there are none.",
      visibility: "local",
      remedy: { text: "Change the entries at whoever keeps the domain.", commands: { any: askYourself } },
      remedies: byCause(anywhere),
    },
    resolves: {
      type: "boolean",
      says: "Whether every nameserver that answers has an address for it. 0.0.0.0 and ::, as lists of blocked names answer, are none.",
      visibility: "public",
      remedy: {
        text: "Make the entry for {name} (A, and AAAA for IPv6) at whoever keeps the domain.",
        commands: { any: askYourself },
      },
      remedies: byCause(anywhere),
    },
    consistent: {
      type: "boolean",
      says: "Whether all nameservers answer, and all the same addresses. One that does not answer leaves it unknown. Absent where there is no address to compare.",
      visibility: "public",
      remedy: askOneByOne,
      remedies: byCause(anywhere),
    },
    pointsTo: {
      type: "boolean",
      says: "Whether every nameserver that answers has only addresses that it may lead to, of both families. Unknown where a service answers in the machine's place.",
      visibility: "public",
      with: "pointsTo",
      remedy: {
        text: "{name} is to lead to {pointsTo}. Change the entries at whoever keeps the domain: A for the IPv4 address, AAAA for the IPv6 address, and no other.",
        commands: { any: askYourself },
      },
      remedies: byCause(where),
    },
    cname: {
      type: "text",
      says: "The name that this one stands for, if it is a CNAME; absent if it is none.",
      visibility: "local",
    },
    chain: {
      type: "list",
      says: "All names that the chain of CNAME passes, the last being that which has the addresses; absent if there is none.",
      visibility: "local",
    },
    ttl: {
      type: "duration",
      says: "The longest that a nameserver may still keep what it answered. It may have kept it for a while: the entry's own TTL is no shorter.",
      visibility: "public",
    },
    records: {
      type: "list",
      says: "The entries of `type`, as a zone writes them, each without the dot at its end (`10 mail.example.org`); absent if there are none.",
      visibility: "local",
      with: "type",
    },
    front: {
      type: "text",
      says: "A service that answers in the machine's place, where a name of the chain is known to be of one (a CDN, a load balancer). Without that, unknown.",
      visibility: "public",
    },
    wildcard: {
      type: "boolean",
      says: "Whether a name beside it that nobody made leads somewhere too.",
      visibility: "public",
    },
    searchWildcards: {
      type: "list",
      says: "Domains of the search list below which every name leads somewhere, so that programs find names that nobody made; absent if there are none.",
      visibility: "local",
    },
    hostsFile: {
      type: "list",
      says: "What /etc/hosts of this host says of the name, which nobody else sees; absent if nothing.",
      visibility: "local",
    },
    system: {
      type: "list",
      says: "What programs here find by the system's own way (getaddrinfo(3)): hosts file and search list included. Absent if they find nothing and the nameservers say that there is nothing.",
      visibility: "local",
    },
    resolvers: {
      type: "list",
      says: "The nameservers that were asked.",
      visibility: "local",
    },
  },
  expect: {},
  touches: { how: "asks-resolvers" },
  remedy: { text: "Look what each nameserver says of the name.", commands: { any: askYourself } },
  example: `- id: dns
  level: must
  title: The domain leads here
  dns: { name: app.example.org, pointsTo: [192.0.2.10] }
  expect: { pointsTo: true }
`,
});
