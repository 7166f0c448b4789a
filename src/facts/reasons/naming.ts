import type { ReasonWords } from "./words.ts";

const askEach = [
  "Which nameservers are asked, and what each of them says:",
  "$ cat /etc/resolv.conf",
  "$ dig @NAMESERVER NAME A +noall +comments +answer",
  "$ dig @NAMESERVER NAME AAAA +noall +comments +answer",
] as const;

/** What nameservers say of a name that falls short: an observation carries one of these as its cause. */
export const naming = {
  nxdomain: {
    means: "A nameserver says that there is no such name.",
    seeByHand: [
      "`status: NXDOMAIN` stands in what dig prints. That ping or getent finds the name says little: they read /etc/hosts and the search list too.",
      ...askEach,
    ],
    mend: [
      "Make the entry at whoever keeps the domain, and look at the spelling. One that was made a moment ago may be missing for as long as its absence is remembered: the last number of the zone's SOA, in seconds.",
      "$ dig DOMAIN SOA +short",
    ],
  },
  nodata: {
    means: "The name is there, and has no address.",
    seeByHand: [
      "`status: NOERROR` with `ANSWER: 0`: there are entries of another type, or names below it.",
      ...askEach,
      "$ dig NAME TXT +short",
    ],
    mend: ["Add an entry of type A at whoever keeps the domain, and one of type AAAA if the place has IPv6."],
  },
  "dangling-cname": {
    means: "The name is a CNAME, and what it names is not there, has no address, or leads back to itself.",
    seeByHand: ["The chain, link by link:", "$ dig NAME A +noall +answer +comments"],
    mend: [
      "Change or remove the CNAME at whoever keeps the domain. Do not leave it: where it names something that others may register (a CDN, a storage bucket), they can answer in your place.",
    ],
  },
  "points-elsewhere": {
    means: "The name leads to other addresses than it shall.",
    seeByHand: ["What it leads to, and which addresses this host has:", ...askEach.slice(1), "$ ip -br address"],
    mend: [
      "Change the entries at whoever keeps the domain, and wait for as long as the TTL says. A private address is right only for users within that network; one that a translation (NAT) hides is right if it leads on to this host: then name it in `pointsTo`.",
    ],
  },
  "points-partly-elsewhere": {
    means: "Some of the addresses that the name leads to are right, and others are not.",
    seeByHand: [
      "Most often an AAAA was forgotten when the machine was changed. Programs try IPv6 first, and some then wait:",
      ...askEach.slice(1),
      "$ curl -6 -sv -o /dev/null https://NAME/",
    ],
    mend: [
      "Remove the wrong entry at whoever keeps the domain. If the address is right after all, name it in `pointsTo` too; that of this host itself is allowed by `orHere: true`.",
    ],
  },
  "resolvers-disagree": {
    means: "The nameservers of this host give different answers about the name.",
    seeByHand: [...askEach],
    mend: [
      "If the entry was changed a moment ago, wait for as long as its TTL says. Else one of the nameservers is wrong, or belongs to another network: programs ask the second only where the first is silent, so the difference shows now and then. Let all in /etc/resolv.conf say the same.",
    ],
  },
  "split-horizon": {
    means: "One nameserver of this host tells the addresses that count inside, another those of outside.",
    seeByHand: ["One answer is a private address (10.x, 172.16-31.x, 192.168.x, 100.64-127.x, fd...):", ...askEach],
    mend: [
      "Decide which view this host shall have, and name only nameservers that give it. Two views are no fault by themselves; a mixture is, since the answer then depends on which nameserver was quicker.",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
