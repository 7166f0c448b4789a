import { defineKind } from "../declaration.ts";

export const attest = defineKind({
  name: "attest",
  says: "What no program can see, answered by a person who says so with name and date in the site file.",
  area: "people",
  askedOf: ["nobody"],
  moments: ["install", "run", "upgrade"],
  vantages: [],
  grade: "declared",
  arguments: {
    question: { type: "text", says: "What is asked, so that yes is what is wanted.", required: true },
    validFor: { type: "duration", says: "How long an answer holds from its date; 365 days where not said." },
  },
  answers: {
    answer: { type: "boolean", says: "The answer.", visibility: "public" },
    by: { type: "text", says: "Who gave it.", visibility: "local" },
    on: { type: "instant", says: "The day on which it was given.", visibility: "public" },
    age: {
      type: "duration",
      says: "How long ago it was given.",
      visibility: "public",
      derived: { from: "on", how: "age" },
    },
  },
  expect: { answer: true },
  example: `- id: team
  level: should
  title: Somebody knows Linux
  attest: { question: Does somebody in the team administer Linux servers?, validFor: 365 days }
`,
});
