import { defineKind } from "../declaration.ts";

export const address = defineKind({
  name: "address",
  says: "Whether an address is one of this host's own, and how it got it.",
  area: "network",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    ip: { type: "ip", says: "The address that users, or a name, will lead to.", required: true },
  },
  answers: {
    onInterface: {
      type: "boolean",
      says: "Whether an interface of this host has it. An elastic address of a cloud, and that of a router in front, stand on none; so `false` alone is no fault, and a requirement should let somebody attest it.",
      visibility: "public",
      remedy: {
        text: "If this host is to have the address itself, configure it; if a router or a cloud leads it here, say so by an attestation.",
        commands: { any: ["ip addr"] },
      },
    },
    own: {
      type: "boolean",
      says: "Whether it leads to this host: `true` where an interface has it. `false`: another machine has it too, so that the kernel does not use it (IPv6, `dadfailed`), or it leads nobody else here (loopback, link-local, multicast, broadcast, reserved, 0.0.0.0). While the kernel still asks (`tentative`) it is unknown. Where none does, an instance of AWS, Google Cloud or Azure asks its cloud, whose word counts; else it is unknown, for nobody here sees what a router leads here.",
      visibility: "public",
      remedy: { text: "Configure the address on this host, or let somebody attest that it leads here." },
    },
    interface: { type: "text", says: "The interface that has it; absent where none does.", visibility: "local" },
    method: {
      type: "choice",
      of: ["static", "dhcp", "autoconfigured"],
      says: "How the interface got it: configured; leased (the kernel gives it an end, or a lease names it); or made by the host itself from what a router announced (IPv6).",
      visibility: "public",
    },
    static: {
      type: "boolean",
      says: "Whether it stays. `true`: it is configured on the interface, and no lease gives it. Under DHCP it is unknown, for a client cannot see a reservation; so it is where no interface has it, and in a container. `false`: one that changes by itself (IPv6 privacy), or that is not `own`.",
      visibility: "public",
      remedy: {
        text: "Configure an address that stays, or have it reserved by whoever hands out addresses, and let somebody attest that.",
      },
    },
  },
  expect: { static: true },
  example: `- id: address
  level: must
  title: Address
  anyOf:
    - { address: { ip: 192.0.2.10 } }
    - { attest: { question: "Is the address reserved for this host (elastic address, DHCP reservation)?" } }
`,
});
