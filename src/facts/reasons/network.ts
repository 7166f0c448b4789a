import type { ReasonWords } from "./words.ts";

/** The network was not asked, since that might do harm. */
export const network = {
  "refused-address": {
    means:
      "It leads to an address that Footing does not speak to: link-local, or where a cloud keeps its machines' secrets.",
    seeByHand: ["Where the name leads:", "$ getent ahosts NAME"],
    mend: [
      "No service outside has such an address. If a name leads there, ask who answers for it: the hosts file, a resolver, a portal. If the file names the address itself, take it out.",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
