import { defineKind } from "../declaration.ts";

export const cpu = defineKind({
  name: "cpu",
  says: "The processors that a program started here may use.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "engine", "container"],
  grade: "observed",
  arguments: {},
  answers: {
    count: {
      type: "count",
      says: "Logical processors usable here: those online, less what affinity, cpuset and quota take away. A quota of 1.5 is 1.5.",
      visibility: "public",
      remedy: {
        text: "Give this machine, container or control group more processors.",
      },
    },
    model: {
      type: "text",
      says: "The model as the processor names itself; absent where it has no name.",
      visibility: "public",
    },
    flags: {
      type: "list",
      says: "Instruction sets and features, in the kernel's words (avx2, sse4_2, aes).",
      visibility: "public",
    },
  },
  expect: {},
  example: `- id: cpu
  level: must
  title: Enough processors
  cpu: {}
  expect: { count: ">= 4" }
`,
});
