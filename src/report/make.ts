import type { JsonValue } from "../facts/json.ts";
import type { Remains } from "../facts/reading.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import { types } from "../facts/types.ts";
import type { Visibility } from "../kinds/declaration.ts";
import type { Judgement } from "../judge/judge.ts";
import { sizingStates } from "../judge/sizing.ts";
import type { Situation } from "../judge/situation.ts";
import type { Answered, Answers } from "../spec/answers.ts";
import type { Site } from "../spec/site.ts";
import { isLocalType } from "./local-types.ts";
import { notAskedOf } from "./not-asked.ts";
import { placesOf, type ReportedPlace } from "./places.ts";
import type { FactsFile, Report, ReportedInput, ReportedResult, ReportedTarget } from "./report.ts";
import { sizingOf } from "./sizing.ts";

/** What a run ended with, or a judgement of facts from a file: all that a report is made of. */
export type Finished = {
  readonly found: { readonly digest: string; readonly origin: ReportedPlace["in"] };
  readonly site: Site | null;
  readonly situation: Situation;
  readonly judgement: Judgement;
  readonly facts: readonly FactRecord[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  readonly evidence: "live" | "file";
  readonly remains: readonly Remains[];
  /** The recorded tree that stood in for the system's files. */
  readonly root: string | null;
};

export type Tool = { readonly version: string; readonly digest: string };

export type MakeOptions = {
  readonly tool: Tool;
  readonly noWrite: boolean;
  /** In place of the verdict's own, where the run was interrupted. */
  readonly exitCode?: number;
};

/** The report of a run: the one form that every format is made from. */
export function makeReport(finished: Finished, { tool, noWrite, exitCode }: MakeOptions): Report {
  const { situation, judgement, facts } = finished;
  const { verdict, complete, counts, countsByLevel, next } = judgement;
  return {
    schema: "footing/report/1",
    tool: { name: "footing", ...tool },
    product: productOf(finished),
    profile: situation.profile,
    site: finished.site?.source.name ?? null,
    moment: situation.moment,
    scope: {
      complete,
      only: finished.only,
      skip: finished.skip,
      noWrite,
      requirements: situation.file.requirements.length,
    },
    startedAt: finished.startedAt,
    finishedAt: finished.finishedAt,
    durationMs: finished.durationMs,
    inputs: applyingInputs(situation),
    sizing: sizingOf(situation),
    evidence: { from: finished.evidence, signed: false, oldestAt: oldest(facts) },
    interrupted: finished.interrupted,
    targets: reportedTargets(finished),
    sources: (situation.statements?.sources ?? []).map(({ id, title, url }) => ({ id, title, url })),
    verdict,
    exitCode: exitCode ?? judgement.exitCode,
    counts,
    countsByLevel,
    next,
    leftovers: [...remaining(finished, "left"), ...remaining(finished, "found")],
    earlier: remaining(finished, "found"),
    removed: remaining(finished, "removed"),
    results: placed(finished),
    facts: shownFacts(facts, situation.answers),
  };
}

function placed({ situation, found, judgement }: Finished): readonly ReportedResult[] {
  const places = placesOf(situation, found.origin);
  return judgement.results.map((result) => {
    const place = places.get(result.id);
    return place === undefined ? result : { ...result, place };
  });
}

const remaining = ({ remains }: Finished, is: Remains["is"]): readonly string[] => [
  ...new Set(remains.filter((one) => one.is === is).map(({ what }) => what)),
];

/** The facts of a run alone: what judging again needs. */
export function makeFactsFile(finished: Omit<Finished, "judgement">, tool: Tool): FactsFile {
  const { situation, startedAt, finishedAt, facts } = finished;
  return {
    schema: "footing/facts/1",
    tool: { name: "footing", ...tool },
    product: productOf(finished),
    profile: situation.profile,
    moment: situation.moment,
    inputs: applyingInputs(situation),
    targets: targetsOf(finished),
    startedAt,
    finishedAt,
    facts: shownFacts(facts, situation.answers),
  };
}

function productOf({ found, situation }: Pick<Finished, "found" | "situation">): Report["product"] {
  const { id, name, edition = null, notice } = situation.file.product;
  const more = notice === undefined ? {} : { notice };
  return { id, name, edition, digest: found.digest, version: situation.version, ...more };
}

function targetsOf({ situation, root }: Pick<Finished, "situation" | "root">): readonly ReportedTarget[] {
  return situation.targets.map(({ name, type, role, hostname, state, why }) => ({
    name,
    type,
    role,
    hostname,
    state,
    ...(why === undefined ? {} : { why }),
    ...(root === null ? {} : { root }),
  }));
}

/** With what was not asked of a container, which only a judgement tells. */
const reportedTargets = (finished: Finished): readonly ReportedTarget[] =>
  targetsOf(finished).map((target) => {
    const found = finished.situation.targets.find(({ name }) => name === target.name);
    const notAsked = found === undefined ? [] : notAskedOf(found, finished);
    return notAsked.length === 0 ? target : { ...target, notAsked };
  });

function applyingInputs(situation: Situation): readonly ReportedInput[] {
  const states = sizingStates(situation);
  return [...situation.answers.values()].map((answered) =>
    answered.input.when?.judge(states).is === "false" ? { ...inputOf(answered), applies: false } : inputOf(answered),
  );
}

export const inputsOf = (answers: Answers): readonly ReportedInput[] => [...answers.values()].map(inputOf);

/** An answer as it may be shown: of a secret only that it was given, or not. */
function inputOf({ input, from, answer }: Answered): ReportedInput {
  const { type } = input;
  const base = { name: input.name, from, secret: input.secret, type, visibility: visibilityOf(input) };
  if (answer.is === "value") return input.secret ? base : { ...base, value: shownAnswer(input, answer.value) };
  return answer.is === "secret" ? base : { ...base, value: null };
}

/** Figures, truths and words to choose from say nothing of a place; whatever else an operator writes may name it. */
export function visibilityOf({ type, of, secret }: Pick<Answered["input"], "type" | "of" | "secret">): Visibility {
  if (secret) return "never";
  if (of !== undefined) return "public";
  return isLocalType(type) || type === "text" || type === "list" ? "local" : "public";
}

/** What a URL asks for may be a secret, and who asks. */
function shownAnswer({ type }: Pick<Answered["input"], "type">, value: JsonValue): JsonValue {
  return typeof value === "string" && (type === "url" || type === "database-url") ? types[type].show(value) : value;
}

/** Facts as they may stand in a file: an answer stands there as it does among the inputs. */
const shownFacts = (facts: readonly FactRecord[], answers: Answers): readonly FactRecord[] =>
  facts.map((fact) => {
    const name = fact.kind === "input" ? fact.arguments["name"] : undefined;
    const answered = typeof name === "string" ? answers.get(name) : undefined;
    return answered === undefined || fact.value === undefined
      ? fact
      : { ...fact, value: shownAnswer(answered.input, fact.value) };
  });

/** When the oldest fact was seen; what people declared now is no observation. */
function oldest(facts: readonly FactRecord[]): string | null {
  const seen = facts.filter((record) => record.target !== null && record.at !== "");
  return seen.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null);
}
