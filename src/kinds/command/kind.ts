import { defineKind } from "../declaration.ts";

export const command = defineKind({
  name: "command",
  says: "A program that can be run by its name.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "container"],
  grade: "observed",
  arguments: {
    name: {
      type: "text",
      says: "The name of a program, as it is typed.",
      required: true,
      pattern: { source: "(?!-)[^/\\s]{1,255}", says: "a name on PATH, without / and not beginning with -" },
    },
    as: { type: "choice", of: ["root"], says: "Whose PATH is searched: root's in place of this user's." },
  },
  answers: {
    present: {
      type: "boolean",
      says: "Whether an executable file of that name is on PATH.",
      visibility: "public",
      remedy: {
        text: "Install the program, or put its folder on PATH. Its package may have another name.",
        commands: {
          debian: ["sudo apt-get install {name}"],
          fedora: ["sudo dnf install {name}"],
          alpine: ["sudo apk add {name}"],
          arch: ["sudo pacman -S {name}"],
          suse: ["sudo zypper install {name}"],
          macos: ["brew install {name}"],
        },
      },
    },
    path: { type: "text", says: "Where it was found.", visibility: "local" },
    version: {
      type: "version",
      says: "The first version in what it prints when run with --version.",
      visibility: "public",
      onDemand: true,
      remedy: { text: "Install a version that fits.", commands: { any: ["command -v {name}", "{name} --version"] } },
    },
  },
  expect: { present: true },
  example: `- id: git
  level: must
  title: Git, to fetch the deployment
  command: { name: git }
  expect: { version: ">= 2.30" }
`,
});
