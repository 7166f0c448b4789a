// Situations for tests: a requirements file as text, and facts in few words.
import type { JsonValue } from "../facts/json.ts";
import { FactIndex, type FactRecord } from "../facts/snapshot.ts";
import type { Moment } from "../kinds/declaration.ts";
import { finding, kindNamed } from "../kinds/registry.ts";
import { readAnswer, type Answered, type Answers } from "../spec/answers.ts";
import { Reader } from "../spec/problem.ts";
import { loadRequirements, type RequirementsFile } from "../spec/requirements-file.ts";
import { readWaivers } from "../spec/site.ts";
import { parseYaml } from "../spec/yaml.ts";
import { attestationRecords, inputRecords, type DeclaredRecord } from "./declared.ts";
import { judge, type Judgement } from "./judge.ts";
import type { Result } from "./outcome.ts";
import type { Situation, Target } from "./situation.ts";

export const madeNow = "2026-06-15T12:00:00.000Z";

export const localHost: Target = { name: "local", type: "host", role: "app", hostname: "here", state: "reached" };

export type Making = {
  /** What stands before the requirements of the file: inputs, profiles, sizing. */
  readonly before?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly facts?: readonly FactRecord[];
  readonly profile?: string;
  readonly moment?: Moment;
  readonly targets?: readonly Target[];
  /** As YAML, in the form of a site file's list. */
  readonly waivers?: string;
  readonly version?: string;
  readonly now?: string;
  readonly maxAge?: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
};

let made = 0;

/** A fact of the local host, seen unless `more` says otherwise. */
export function madeFact(kind: string, field: string, more: Partial<FactRecord> = {}): FactRecord {
  made += 1;
  return {
    id: `f${made}`,
    target: "local",
    kind,
    arguments: {},
    subject: null,
    field,
    state: "seen",
    vantage: "host",
    grade: kindNamed(kind)?.answers[field]?.grade ?? kindNamed(kind)?.grade ?? "observed",
    by: "a test",
    at: madeNow,
    ms: 1,
    ...more,
  };
}

/** A fact of the local host that was seen; its name is that of kind and field, `memory.installed`. */
export function seenFact(name: string, value: JsonValue, more: Partial<FactRecord> = {}): FactRecord {
  const [kind = "", field = ""] = name.split(".");
  return madeFact(kind, field, { value, ...more });
}

/** A requirements file with these requirements, and more keys before them if there are any. */
export const madeFile = (requirements: string, before = ""): RequirementsFile =>
  loadRequirements({
    name: "made.yaml",
    text: `footing: 1\nproduct: { id: made, name: Made }\n${before}\nrequirements:\n${requirements}\n`,
  });

function answersOf(file: RequirementsFile, given: Readonly<Record<string, string>>): Answers {
  return new Map(
    [...file.inputs].map(([name, input]): [string, Answered] => {
      const text = given[name];
      if (text === undefined) {
        const standing = input.default;
        if (input.assumesNone === true) return [name, { input, from: "default", answer: { is: "none" } }];
        if (standing === undefined) return [name, { input, from: "open", answer: { is: "open" } }];
        return [name, { input, from: "default", answer: { is: "value", value: standing } }];
      }
      const answer = readAnswer(input, text);
      if ("wrong" in answer) throw new Error(answer.wrong);
      return [name, { input, from: "set", answer }];
    }),
  );
}

export function madeSituation(file: RequirementsFile, making: Making = {}): Situation {
  const { facts = [], inputs = {}, only, maxAge } = making;
  const index = new FactIndex([], finding);
  const situation: Situation = {
    file,
    statements: null,
    profile: making.profile ?? standardProfile(file),
    ...whenAndWhat(making),
    answers: answersOf(file, inputs),
    targets: making.targets ?? [localHost],
    facts: index,
    waivers: waiversOf(making.waivers),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(only === undefined ? {} : { only: new Set(only) }),
  };
  for (const [number, record] of declaredFor(situation, facts).entries()) index.add({ id: `d${number}`, ...record });
  for (const record of facts) index.add(record);
  return situation;
}

const whenAndWhat = (making: Making): Pick<Situation, "moment" | "version" | "now" | "skip"> => ({
  moment: making.moment ?? "install",
  version: making.version ?? null,
  now: making.now ?? madeNow,
  skip: new Set(making.skip),
});

const standardProfile = ({ profiles }: RequirementsFile): string | null =>
  profiles.find((profile) => profile.default)?.name ?? null;

function waiversOf(text = "[]"): Situation["waivers"] {
  const source = { name: "waivers.yaml", text };
  return readWaivers(parseYaml(source), new Reader(source));
}

/** What the operator declared; an attestation that the facts bring along is not made beside. */
function declaredFor(situation: Situation, facts: readonly FactRecord[]): readonly DeclaredRecord[] {
  const attested = new Set(facts.filter(({ kind }) => kind === "attest").map(({ subject }) => subject));
  const open = attestationRecords(situation, [], madeNow).filter(({ subject }) => !attested.has(subject));
  return [...inputRecords(situation.answers, madeNow), ...open];
}

export const judgeMade = (requirements: string, making: Making = {}): Judgement =>
  judge(madeSituation(madeFile(requirements, making.before), making));

/** The only result of a requirement. */
export function resultOf({ results }: Pick<Judgement, "results">, id: string): Result {
  const [result, second] = results.filter((one) => one.id === id);
  if (result === undefined || second !== undefined) throw new Error(`${id} has no result, or several`);
  return result;
}

/** Every result in a word: `id`, `id[subject]`, `id@target`, and its outcome. */
export const outcomesOf = ({ results }: Pick<Judgement, "results">): Readonly<Record<string, string>> =>
  Object.fromEntries(
    results.map(({ id, subject, target, outcome }) => {
      const place = `${id}${subject === null ? "" : `[${subject}]`}${target === null || target === "local" ? "" : `@${target}`}`;
      return [place, outcome];
    }),
  );
