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
      says: "True for root, and for a user whom sudo lets be root without asking for a password; on Windows for an administrator whose program is elevated. Root whose rights were taken (a unit's or container's capabilities) is none, and unknown where it kept some.",
      visibility: "public",
      remedy: { text: "Use root, or have an administrator let this user use sudo; what sudo said is told above." },
      remedies: {
        "no-sudo": {
          text: "Use root, or have an administrator install sudo and let this user use it.",
          commands: {
            debian: ["su -c 'apt-get install -y sudo && /usr/sbin/usermod -aG sudo USER'"],
            fedora: ["su -c 'dnf install -y sudo && /usr/sbin/usermod -aG wheel USER'"],
          },
        },
        "not-permitted": {
          text: "Use root, or have an administrator let this user use sudo; then log in again.",
          commands: {
            debian: ["su -c '/usr/sbin/usermod -aG sudo USER'"],
            fedora: ["su -c '/usr/sbin/usermod -aG wheel USER'"],
          },
        },
        "no-administrator": {
          text: "Log in as an administrator, or have one make this user a member of Administrators; then open the terminal by `Run as administrator`.",
        },
        "no-rights": {
          text: "Work outside the unit, container or wrapper that takes root's rights from it (CapabilityBoundingSet, --cap-drop, setpriv).",
        },
        "no-such-user": {
          text: "This user is a number without an entry in /etc/passwd, so sudo knows nobody of that number. Use root, or a user that has an entry.",
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
