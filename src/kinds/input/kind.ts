import { defineKind } from "../declaration.ts";

export const input = defineKind({
  name: "input",
  says: "What the operator answered, judged as it stands.",
  area: "people",
  askedOf: ["nobody"],
  moments: ["install", "run", "upgrade"],
  vantages: [],
  grade: "declared",
  arguments: {
    name: { type: "text", says: "An input of the same file.", required: true },
  },
  answers: {
    value: { type: "text", says: "The answer, of the input's own type.", visibility: "local" },
  },
  expect: {},
  example: `- id: users
  level: must
  title: No more users than it was made for
  input: { name: users }
  expect: { value: "<= 100" }
`,
});
