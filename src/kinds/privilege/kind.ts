import { defineKind } from "../declaration.ts";

export const privilege = defineKind({
  name: "privilege",
  says: "Whether this user may act as root.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {},
  answers: {
    root: {
      type: "boolean",
      says: "True for root, and for a user whom sudo lets be root without asking for a password.",
      visibility: "public",
      remedy: {
        text: "Use root, or have an administrator let this user use sudo.",
        commands: {
          debian: ["su -c 'apt-get install -y sudo && usermod -aG sudo USER'"],
          ubuntu: ["su -c 'usermod -aG sudo USER'"],
          fedora: ["su -c 'usermod -aG wheel USER'"],
          rhel: ["su -c 'usermod -aG wheel USER'"],
        },
      },
    },
  },
  expect: { root: true },
  example: `- id: privilege
  level: must
  title: Root, to install
  privilege: {}
`,
});
