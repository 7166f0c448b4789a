import { defineKind } from "../declaration.ts";

export const exec = defineKind({
  name: "exec",
  says: "A command of the file's author, run on the host. Nothing runs without --allow-exec where the file comes from outside the catalog.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    command: {
      type: "text",
      says: "A program: a name on PATH, or a path. It is no command line, and no shell reads it.",
      required: true,
    },
    args: { type: "list", says: "Its arguments, each as it is.", visibility: "local" },
  },
  answers: {
    exitCode: {
      type: "code",
      says: "The exit code; 128 + n where signal n ended it; absent where there is no such program.",
      visibility: "public",
    },
    stdout: {
      type: "text",
      says: "What it wrote, matched and never kept. It is compared whole, with the line break that most programs end with: `contains: hi`, or `matches: '^hi\\n?$'`, fits what `echo hi` writes, and `hi` alone does not.",
      visibility: "never",
    },
  },
  expect: { exitCode: 0 },
  touches: { how: "runs-a-command" },
  remedy: { text: "Look at what the command itself says." },
  example: `- id: kernel-module
  level: must
  title: The overlay module is loaded
  exec: { command: modinfo, args: [overlay] }
  expect: { exitCode: 0 }
`,
});
