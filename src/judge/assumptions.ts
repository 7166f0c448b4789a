import { moments } from "../kinds/declaration.ts";
import type { Truth } from "../spec/condition-types.ts";
import type { Assumption } from "../spec/sizing.ts";
import { answering } from "./open-reads.ts";
import type { Result } from "./outcome.ts";
import { stated } from "./requirement.ts";
import type { Situation } from "./situation.ts";
import { sizingStates } from "./sizing.ts";

/** The id of the result about the n-th assumption of the sizing, counted from 1. */
export const assumptionId = (index: number): string => `sizing-assumption-${index + 1}`;

/**
 * What a sizing table takes for granted, as results of their own: a should that is unmet where an assumption does not
 * hold, since the table then promises too little.
 */
export function judgeAssumptions(situation: Situation): readonly Result[] {
  return (situation.file.sizing?.assumes ?? []).map((assumption, index): Result => {
    const facts = witnesses(assumption, situation);
    const truth = assumption.when.judge(sizingStates(situation));
    return {
      id: assumptionId(index),
      kind: "sizing",
      level: "should",
      area: "machine",
      title: assumption.text,
      target: null,
      vantage: null,
      subject: null,
      ...(situation.skip.has(assumptionId(index))
        ? skipped
        : concluded(truth, assumption, { situation, shown: facts.length > 0 })),
      expected: assumption.when.text,
      observed: null,
      observedAt: null,
      because: "the sizing table holds only then",
      waiver: null,
      needs: [],
      moments,
      from: (situation.file.sizing?.from ?? []).map((statement) => stated(statement, situation)),
      facts,
    };
  });
}

const inputsOf = (assumption: Assumption): readonly string[] =>
  [...assumption.when.reads].flatMap((name) => (name.startsWith("inputs.") ? [name.slice(7)] : []));

/** The answers that show whether an assumption holds. */
const witnesses = (assumption: Assumption, { facts }: Situation): readonly string[] =>
  inputsOf(assumption)
    .flatMap((name) => facts.of({ target: null, kind: "input", arguments: { name }, subject: null }))
    .filter((record) => record.state !== "unknown")
    .map((record) => record.id);

type Concluded = Pick<Result, "outcome" | "reasonCode" | "reason" | "grade" | "remedy" | "settle">;

const skipped: Concluded = {
  outcome: "unknown",
  reasonCode: "skipped",
  reason: "left out by --skip",
  grade: null,
  remedy: null,
};

function concluded(truth: Truth, assumption: Assumption, of: { situation: Situation; shown: boolean }): Concluded {
  if (truth.is === "true" && of.shown) {
    return {
      outcome: "met",
      reasonCode: "met",
      reason: "the sizing assumes it, and it holds",
      grade: "declared",
      remedy: null,
    };
  }
  if (truth.is === "false") {
    const remedy = { text: "Plan more than the table says, and test with your own load.", commands: [] };
    return {
      outcome: "unmet",
      reasonCode: "assumption",
      reason: "the sizing assumes it, and it does not hold",
      grade: "declared",
      remedy,
    };
  }
  const settle = answering(assumption.when, of.situation);
  return {
    outcome: "unknown",
    reasonCode: truth.is === "unknown" ? truth.code : "condition-open",
    reason: `whether it holds is open: ${openWords(truth)}`,
    grade: null,
    remedy: null,
    ...(settle === undefined ? {} : { settle }),
  };
}

function openWords(truth: Truth): string {
  if (truth.is === "unknown") return truth.why.join("; ");
  return truth.is === "absent" ? `${truth.name} is not there` : "nothing shows it";
}
