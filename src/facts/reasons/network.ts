import type { ReasonWords } from "./words.ts";

/** The network was asked, and its answer does not show it; or it was not asked, since that might do harm. */
export const network = {
  wildcard: {
    means: "It is a pattern for a list of rules, not a host that could be tried.",
    seeByHand: ["The row names it. Which inputs make a host of it:", "$ footing show PRODUCT"],
    mend: [
      "Answer the input that says which host is meant: an account, a region, a workspace.",
      "$ footing check PRODUCT --set NAME=VALUE",
      "The pattern itself is for the rules of the network.",
    ],
  },
  "refused-address": {
    means:
      "It leads to an address that Footing does not speak to: link-local, or where a cloud keeps its machines' secrets. Or it is the name of such a service itself.",
    seeByHand: ["Where the name leads:", "$ getent ahosts NAME"],
    mend: [
      "No service outside has such an address. If a name leads there, ask who answers for it: the hosts file, a resolver, a portal. If the file names the address itself, take it out.",
    ],
  },
  "resolver-failed": {
    means: "No resolver answered what the name stands for: it failed, or kept silent.",
    seeByHand: ["Who is asked, and what they say:", "$ cat /etc/resolv.conf", "$ getent ahosts NAME", "$ dig NAME"],
    mend: [
      "Mend the resolver, or the way to it (port 53, UDP and TCP). Whether the service itself can be reached shows after that.",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
