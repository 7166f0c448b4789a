import type { Scope } from "../../judge/depending.ts";
import { versionName, type Interview } from "../../judge/open-inputs.ts";
import { openQuestions, type OpenQuestion } from "../../judge/open-questions.ts";
import { shown } from "../../report/style.ts";
import { answerInputs, type AnswerSources } from "../../run/answer.ts";
import { productVersion } from "../../run/product-version.ts";
import type { Found } from "../../run/catalog.ts";
import { chooseProfile } from "../../run/targets.ts";
import { readAnswer } from "../../spec/answers.ts";
import type { Input } from "../../spec/input.ts";
import { UsageError } from "../../spec/problem.ts";
import type { NameValue } from "../options.ts";
import type { Dialogue } from "./dialogue.ts";
import { indented, moreLines, promptWords, questionLines, type Numbered } from "./question-words.ts";
import { readReply, type Reply } from "./reply.ts";

/** What is asked about, and what is answered already. */
export type Asking = {
  readonly found: Found;
  readonly sources: AnswerSources;
  /** The profile that was named, by an option. */
  readonly profile: string | undefined;
  readonly scope: Scope;
  /** Whether what is only assumed by default is put to the operator too. */
  readonly assumed: boolean;
};

/** What was typed: answers in the order in which they were given. */
export type Typed = {
  readonly set: readonly NameValue[];
  readonly profile?: string;
  /** Names of questions that were put, answered or not. */
  readonly asked: ReadonlySet<string>;
  readonly ended: "answered" | "end" | "interrupted";
};

export const nothingTyped: Typed = { set: [], asked: new Set(), ended: "answered" };

/** What is known while questions are asked. `profile` null: it is still to be chosen. */
export function interviewOf({ found, sources, assumed }: Asking, profile: string | null, typed: Typed): Interview {
  const all = { ...sources, set: [...sources.set, ...typed.set] };
  return {
    file: found.file,
    profile,
    version: productVersion(found.file, found.version, all),
    answers: answerInputs(found.file, all),
    asked: typed.asked,
    assumed,
  };
}

const profileName = "profile";

/** The choice of a profile as a question: only where there are several and nobody has named one. */
function profileQuestion({ found, sources, profile }: Asking): Input | undefined {
  const { profiles } = found.file;
  if (profiles.length < 2 || profile !== undefined || sources.site?.profile !== undefined) return undefined;
  const standing = chooseProfile(found, undefined, null)?.name;
  const titles = profiles.map(({ name, title }) => `${name}: ${title}`).join("; ");
  return {
    name: profileName,
    type: "choice",
    of: profiles.map(({ name }) => name),
    optional: false,
    secret: false,
    ask: `Which shape of deployment? (${titles})`,
    at: { start: 0, end: 1 },
    ...(standing === undefined ? {} : { default: standing }),
  };
}

const versionInput = ({ file: { product } }: Found): Input => ({
  name: versionName,
  type: "text",
  optional: false,
  secret: false,
  ask: `Which version of ${product.name} will run?`,
  at: { start: 0, end: 1 },
  ...(product.versions === undefined ? {} : { example: `one of ${product.versions.text}` }),
});

/** Puts every question that can still change an outcome, one after the other, until there is none or nobody answers. */
export async function interview(asking: Asking, dialogue: Dialogue): Promise<Typed> {
  let typed = await askProfile(asking, dialogue);
  const before = profileQuestion(asking) === undefined ? 0 : 1;
  const profile = chooseProfile(asking.found, typed.profile ?? asking.profile, asking.sources.site)?.name ?? null;
  while (typed.ended === "answered") {
    const { questions, most } = openQuestions(interviewOf(asking, profile, typed), asking.scope);
    const [question] = questions;
    if (question === undefined) break;
    const number = before + typed.asked.size + 1;
    typed = await askOne(question, { asking, typed, numbered: { number, most: number - 1 + most } }, dialogue);
  }
  if (typed.ended === "end") dialogue.say(["", "", "No more questions; the answers so far are kept."]);
  return typed;
}

async function askProfile(asking: Asking, dialogue: Dialogue): Promise<Typed> {
  const input = profileQuestion(asking);
  if (input === undefined) return nothingTyped;
  const { most } = openQuestions(interviewOf(asking, null, nothingTyped), asking.scope);
  const question = { name: profileName, settles: [{ title: "which requirements apply", because: null }], decides: [] };
  const put = { input, question, numbered: { number: 1, most: most + 1 } };
  const reply = await replyTo(put, () => undefined, dialogue);
  if (reply.is === "answer") return { ...nothingTyped, profile: reply.text };
  return { ...nothingTyped, ended: reply.is === "open" ? "answered" : reply.is };
}

type Round = { readonly asking: Asking; readonly typed: Typed; readonly numbered: Numbered };

async function askOne(question: OpenQuestion, round: Round, dialogue: Dialogue): Promise<Typed> {
  const { asking, typed, numbered } = round;
  const { name } = question;
  const input = asking.found.file.inputs.get(name) ?? versionInput(asking.found);
  const refusal = (text: string): string | undefined => refusedVersion(asking, name, text);
  const reply = await replyTo({ input, question, numbered }, refusal, dialogue);
  if (reply.is === "end" || reply.is === "interrupted") return { ...typed, ended: reply.is };
  const asked = new Set([...typed.asked, name]);
  return reply.is === "open" ? { ...typed, asked } : { ...typed, asked, set: [...typed.set, [name, reply.text]] };
}

/** Why a version cannot be taken: it is none, or the file does not cover it. */
function refusedVersion({ found, sources }: Asking, name: string, text: string): string | undefined {
  if (found.file.inputs.has(name)) return undefined;
  try {
    productVersion(found.file, null, { ...sources, set: [[versionName, text]] });
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return `${error.message.replace(/^--set version: /, "")}. ${error.help ?? ""}`.trim();
  }
}

type Put = { readonly input: Input; readonly question: OpenQuestion; readonly numbered: Numbered };
type Replied =
  | { readonly is: "open" }
  | { readonly is: "end" }
  | { readonly is: "interrupted" }
  | { readonly is: "answer"; readonly text: string };

/** Puts one question until it is answered or left. */
async function replyTo(put: Put, refusal: (text: string) => string | undefined, dialogue: Dialogue): Promise<Replied> {
  const { input, question, numbered } = put;
  const { say, style } = dialogue;
  say(questionLines(input, question, { numbered, style }));
  for (;;) {
    const line = await dialogue.ask(promptWords(input, style), input.secret);
    if (line.is !== "line") return line;
    const reply = checked(readReply(input, line.text), refusal);
    if (reply.is === "open") return reply;
    if (reply.is === "answer") {
      if (input.secret) await confirm(input, reply.text, dialogue);
      return reply;
    }
    say(reply.is === "more" ? moreLines(input, question, style) : indented(shown(reply.words, style, 600), style));
  }
}

function checked(reply: Reply, refusal: (text: string) => string | undefined): Reply {
  const words = reply.is === "answer" ? refusal(reply.text) : undefined;
  return words === undefined ? reply : { is: "wrong", words };
}

/** Says what was taken for a secret, since its line was not shown whole, and whether there is something now. */
async function confirm(input: Input, text: string, { say, style, whyMissing }: Dialogue): Promise<void> {
  const answer = readAnswer(input, text);
  if ("wrong" in answer || answer.is !== "secret" || answer.reference === null) return say(["  Taken: none."]);
  const { reference } = answer;
  const what = "env" in reference ? `the variable ${reference.env}` : `the file ${reference.file}`;
  const missing = await whyMissing(reference);
  const later = missing === undefined ? "" : ` Note: ${missing}. It must be there when footing check runs.`;
  say(indented(shown(`Taken: ${what}.${later}`, style, 600), style));
}
