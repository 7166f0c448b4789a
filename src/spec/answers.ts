import type { Value } from "../facts/types.ts";
import type { State } from "./condition-types.ts";
import { parseAnswer, type Input } from "./input.ts";

/** Where an answer came from, strongest first: the command line, the site file, the environment, the file's default. */
export type AnswerSource = "set" | "site" | "environment" | "report" | "default" | "open";

/** Where a secret can be fetched when a probe needs it. Only this reference is kept, never what it leads to. */
export type SecretReference = { readonly env: string } | { readonly file: string };

export type AnswerValue =
  | { readonly is: "value"; readonly value: Value }
  | { readonly is: "none" }
  | { readonly is: "secret"; readonly reference: SecretReference | null }
  /** `why`: it was named, by `reference`, and what was named is not there. */
  | { readonly is: "open"; readonly why?: string; readonly reference?: SecretReference | null };

export type Answered = { readonly input: Input; readonly from: AnswerSource; readonly answer: AnswerValue };

/** All inputs of a file with how each was answered; every input is in it. */
export type Answers = ReadonlyMap<string, Answered>;

export const stateOf = (answered: Answered): State => {
  const { answer, input } = answered;
  if (answer.is === "value") return { is: "value", value: answer.value };
  if (answer.is === "secret") return { is: "value", value: "given" };
  if (answer.is === "none") return input.type === "list" ? { is: "value", value: [] } : { is: "none" };
  const why = answer.is === "open" ? answer.why : undefined;
  return { is: "unknown", code: "input-open", why: why ?? `${input.name} is not answered` };
};

const secretReference = /^(env|file):(.+)$/s;
const isNone = (text: string): boolean => ["", "null", "none"].includes(text.trim().toLowerCase());

/**
 * Reads one answer given as text. `wrong` says in words why it cannot be taken; a secret given literally is refused,
 * since every process of the machine can read a command line.
 */
export function readAnswer(input: Input, text: string): AnswerValue | { readonly wrong: string } {
  const isChoice = input.of?.includes(text.trim()) === true;
  if (isNone(text) && !isChoice) return readNone(input);
  if (input.secret) return readSecret(input, text);
  const parsed = hasLoginIn(input, text) ? { wrong: loginWords(input) } : parseAnswer(input, text);
  if ("wrong" in parsed) return parsed;
  // A list of nothing (`--set warehouses=,`) is none, not a value that was given.
  const isEmpty = Array.isArray(parsed.value) && parsed.value.length === 0;
  return isEmpty ? readAnswer(input, "") : { is: "value", value: parsed.value };
}

const readNone = ({ name, optional }: Input): AnswerValue | { readonly wrong: string } =>
  optional ? { is: "none" } : { wrong: `${name} cannot be none: leave it out to leave it open` };

/** User and password before a host (RFC 3986, 3.2.1). */
const hasLoginIn = ({ type }: Input, text: string): boolean => type === "url" && /^[^/?#]*\/\/[^/?#]*@/.test(text);

const loginWords = ({ name }: Input): string =>
  `${name} is shown in reports, and a URL with user and password is not taken for it: leave both out, ` +
  "and give a proxy's in the variable https_proxy, where nothing shows them";

function readSecret(input: Input, text: string): AnswerValue | { readonly wrong: string } {
  const [, way, name = ""] = secretReference.exec(text) ?? [];
  if (way === "env" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { is: "secret", reference: { env: name } };
  if (way === "file") return { is: "secret", reference: { file: name } };
  return {
    wrong:
      `${input.name} is a secret and is not taken literally, since every process can read a command line: ` +
      `write ${input.name}=env:NAME or ${input.name}=file:PATH, or put it in the site file as { env: NAME }`,
  };
}

/** `databaseLocation` as `FOOTING_INPUT_DATABASE_LOCATION`. */
export const environmentName = (input: string): string =>
  `FOOTING_INPUT_${input.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}`;
