import { defineKind } from "../declaration.ts";

export const arch = defineKind({
  name: "arch",
  says: "The architecture that programs must be built for.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "engine", "container"],
  grade: "observed",
  arguments: {},
  answers: {
    name: {
      type: "choice",
      of: ["x86_64", "aarch64", "armv7l", "armv6l", "i686", "riscv64", "ppc64le", "s390x", "loongarch64", "mips64"],
      says: "x86_64, aarch64, armv7l, i686, riscv64 … of the programs installed here; a 64-bit kernel may run 32-bit ones. Of an engine elsewhere that of its own programs, as it says.",
      visibility: "public",
      remedy: { text: "Use a machine of another architecture, or a 64-bit system in place of a 32-bit one." },
    },
  },
  expect: {},
  example: `- id: arch
  level: must
  title: A processor that the images are built for
  arch: {}
  expect: { name: [x86_64, aarch64] }
`,
});
