import { defineKind } from "../declaration.ts";

export const memory = defineKind({
  name: "memory",
  says: "The memory of a machine, or what of it a program started here is granted.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "engine", "container"],
  grade: "observed",
  arguments: {},
  answers: {
    installed: {
      type: "size",
      says: "Memory of the machine as it was sold, or the limit of a control group where that is less.",
      visibility: "public",
      remedy: { text: "Give this machine, container or control group more memory." },
    },
    available: {
      type: "size",
      says: "What programs can still take without swapping.",
      visibility: "public",
      remedy: { text: "Stop what is not needed here, or give the machine more memory." },
    },
    swap: {
      type: "size",
      says: "Swap space that a program started here may use; 0 where there is none.",
      visibility: "public",
    },
  },
  expect: {},
  example: `- id: memory
  level: must
  title: Enough memory
  memory: {}
  expect: { installed: ">= 4 GiB" }
`,
});
