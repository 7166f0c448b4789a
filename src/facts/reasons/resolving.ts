import type { ReasonWords } from "./words.ts";

/** Why nameservers say nothing of a name, or nothing that shows where it leads. */
export const resolving = {
  "behind-front": {
    means: "A CDN or a load balancer answers under the name, so the name does not show which machine is behind it.",
    seeByHand: [
      "A name of the chain belongs to such a service:",
      "$ dig NAME A +noall +answer",
      "Where it leads on to stands in its settings: the origin of a distribution, the targets of a balancer.",
    ],
    mend: [
      "Nothing, if that is meant. To say so, let `pointsTo` name it, as its maker writes it (NAME.cloudfront.net): the chain then passes it. That it leads on to this machine shows only by asking through it.",
    ],
  },
  servfail: {
    means: "A nameserver tried and could not find it out (SERVFAIL).",
    seeByHand: [
      "Whether the zone's own nameservers are silent, or its signatures are wrong (then it works with +cd):",
      "$ dig @NAMESERVER NAME A",
      "$ dig @NAMESERVER NAME A +cd",
      "$ dig NAME A +trace",
    ],
    mend: [
      "With +cd and not without: DNSSEC is broken. Renew the zone's signatures, or take away the DS entry of a zone that is no longer signed. Else see to the zone's nameservers, and to the way to them.",
    ],
  },
  "resolver-silent": {
    means: "A nameserver did not answer in time.",
    seeByHand: [
      "A second number shows whether it is slow or silent; by TCP, whether only UDP is dropped:",
      "$ dig @NAMESERVER NAME A +tries=1 +time=5",
      "$ dig @NAMESERVER NAME A +tcp +tries=1 +time=5",
    ],
    mend: [
      "Take a nameserver that is gone out of /etc/resolv.conf: every program waits for it. Else let port 53 through, UDP and TCP, on the way to it.",
    ],
  },
  "resolver-unreachable": {
    means: "Nobody listens at a nameserver's address, or no way leads there.",
    seeByHand: [
      "Whether there is a way, and who listens if it is this host itself:",
      "$ ip route get NAMESERVER",
      "$ ss -ulnp 'sport = :53'",
    ],
    mend: [
      "Start the service that should answer (systemd-resolved, dnsmasq, unbound), or name another in /etc/resolv.conf. An address of IPv6 needs a route of IPv6.",
    ],
  },
  "resolver-refused": {
    means: "A nameserver is there, and does not resolve for this host.",
    seeByHand: [
      "`status: REFUSED`, or an answer without the flag `ra`: it serves its own zones, or other networks, alone.",
      "$ dig @NAMESERVER NAME A",
    ],
    mend: [
      "Name a nameserver that resolves for this network in /etc/resolv.conf, or let that one do so: `allow-recursion` in BIND, `access-control` in unbound.",
    ],
  },
  "no-resolver": {
    means: "The system names no nameserver, and none answers on this host itself.",
    seeByHand: [
      "The file is empty, is not there, or is a link to one that is not:",
      "$ ls -l /etc/resolv.conf",
      "$ cat /etc/resolv.conf",
    ],
    mend: [
      "Let whatever keeps the network write it: systemd-resolved (then the link leads to /run/systemd/resolve/stub-resolv.conf), NetworkManager, or by hand a line `nameserver ADDRESS`.",
    ],
  },
  "answers-any-name": {
    means: "A nameserver gives the same answer for every name, also for one that cannot exist.",
    seeByHand: [
      "No name ends with .invalid (RFC 6761), so this must say NXDOMAIN:",
      "$ dig @NAMESERVER made-up-4711.invalid A",
    ],
    mend: [
      "It stands before a page to log in at (a hotel, a guest network), or has a rule for all names such as `address=/#/`: log in, or ask another nameserver. What it says of the name shows nothing.",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
