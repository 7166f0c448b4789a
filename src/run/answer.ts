import { dirname, isAbsolute, join } from "node:path";
import { nearest } from "../facts/nearest.ts";
import {
  environmentName,
  readAnswer,
  type Answered,
  type Answers,
  type AnswerSource,
  type AnswerValue,
  type SecretReference,
} from "../spec/answers.ts";
import type { Input } from "../spec/input.ts";
import { BadFile, UsageError } from "../spec/problem.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { Site, SiteAnswer } from "../spec/site.ts";

export type AnswerSources = {
  /** `--set` in the order given; the last of a name counts. */
  readonly set: readonly (readonly [string, string])[];
  readonly site: Site | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Inputs of a report that is judged again: they count behind all that is said now. */
  readonly report?: ReadonlyMap<string, AnswerValue>;
  /** Secrets whose reference leads nowhere, each with why: they stay open. */
  readonly missing?: ReadonlyMap<string, string>;
};

/** Answers every input of a file: from the command line, the site, the environment, a report, the default; else open. */
export function answerInputs(file: RequirementsFile, sources: AnswerSources): Answers {
  const names = [...file.inputs.keys()];
  for (const [name] of sources.set) {
    if (file.inputs.has(name) || name === "version") continue;
    const meant = nearest(name, names);
    throw new UsageError(
      `--set ${name}: ${file.product.name} has no input \`${name}\`${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
      names.length === 0
        ? "It asks nothing, so leave --set out. What may be said of every product is its version (--set version=…)."
        : `Inputs: ${names.join(", ")}.`,
    );
  }
  return new Map([...file.inputs].map(([name, input]) => [name, answeredOrMissing(input, sources)]));
}

function answeredOrMissing(input: Input, sources: AnswerSources): Answered {
  const answered = answerInput(input, sources);
  if (answered.answer.is !== "secret") return answered;
  const { reference } = answered.answer;
  const why = sources.missing?.get(input.name);
  return why === undefined ? answered : { input, from: "open", answer: { is: "open", why, reference } };
}

function answerInput(input: Input, sources: AnswerSources): Answered {
  const set = sources.set.findLast(([name]) => name === input.name);
  if (set !== undefined) return read(input, "set", { text: set[1], where: `--set ${input.name}` });
  const site = fromSite(input, sources.site);
  if (site !== undefined) return site;
  const variable = environmentName(input.name);
  const given = sources.environment[variable];
  if (given !== undefined) return fromEnvironment(input, { variable, given });
  const reported = sources.report?.get(input.name);
  if (reported !== undefined) return { input, from: "report", answer: reported };
  if (input.default !== undefined) return { input, from: "default", answer: { is: "value", value: input.default } };
  if (input.assumesNone === true) return { input, from: "default", answer: { is: "none" } };
  return { input, from: "open", answer: { is: "open" } };
}

/** A secret in the environment is taken by reference, as if its variable had been named. */
function fromEnvironment(input: Input, { variable, given }: { variable: string; given: string }): Answered {
  if (input.secret && given !== "")
    return { input, from: "environment", answer: { is: "secret", reference: { env: variable } } };
  return read(input, "environment", { text: given, where: variable });
}

function read(input: Input, from: AnswerSource, { text, where }: { text: string; where: string }): Answered {
  const answer = readAnswer(input, text);
  if ("wrong" in answer) throw new UsageError(`${where}: ${answer.wrong}`, input.secret ? undefined : input.ask);
  return { input, from, answer };
}

function fromSite(input: Input, site: Site | null): Answered | undefined {
  const written = site?.inputs.get(input.name);
  if (written === undefined || site === null) return undefined;
  const wrong = wrongOf(input, written);
  if (wrong !== undefined) {
    // A secret that stands in the file is named, and its line not shown.
    const hidden = input.secret ? ({ hidden: true } as const) : {};
    throw new BadFile([{ source: site.source, at: written.at, message: wrong, ...hidden }]);
  }
  const answer =
    written.is === "secret"
      ? ({ is: "secret", reference: fromFolder(dirname(site.source.name), written.reference) } as const)
      : readWritten(input, written);
  return "wrong" in answer ? undefined : { input, from: "site", answer };
}

/** A file's path goes by the folder of the site file that names it, as the product's does. */
const fromFolder = (folder: string, reference: SecretReference): SecretReference =>
  "env" in reference || isAbsolute(reference.file) ? reference : { file: join(folder, reference.file) };

const readWritten = (input: Input, written: SiteAnswer): ReturnType<typeof readAnswer> =>
  readAnswer(input, written.is === "text" ? written.text : "");

function wrongOf(input: Input, written: SiteAnswer): string | undefined {
  if (written.is === "secret") return input.secret ? undefined : `${input.name} is no secret: write its value`;
  if (input.secret && written.is === "text") return `${input.name} is a secret: write { env: NAME } or { file: PATH }`;
  const answer = readWritten(input, written);
  return "wrong" in answer ? `${input.name}: ${answer.wrong}` : undefined;
}
