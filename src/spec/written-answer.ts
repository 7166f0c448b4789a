import { readAnswer, type SecretReference } from "./answers.ts";
import type { Input } from "./input.ts";

/** An answer in the form in which a site file holds it. A secret is only ever a reference. */
export type WrittenAnswer =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "items"; readonly items: readonly string[] }
  | { readonly is: "none" }
  | { readonly is: "secret"; readonly reference: SecretReference };

/** How an answer given as text is written down. The text was read before: one that cannot be taken is our own fault. */
export function writtenAnswer(input: Input, text: string): WrittenAnswer {
  const answer = readAnswer(input, text);
  if ("wrong" in answer) throw new Error(`an answer of ${input.name} was not refused when it was given`);
  if (answer.is === "secret" && answer.reference !== null) return { is: "secret", reference: answer.reference };
  if (answer.is !== "value") return input.type === "list" ? { is: "items", items: [] } : { is: "none" };
  const { value } = answer;
  if (typeof value === "object") return { is: "items", items: value };
  // A size or duration stays as it was written: "16 GB" says more than its bytes.
  return { is: "text", text: text.trim() };
}

/** An answer as YAML, on one line, so that it may stand in a block as well as between braces. */
export function answerYaml(answer: WrittenAnswer): string {
  if (answer.is === "none") return "null";
  if (answer.is === "items") return `[${answer.items.map(textYaml).join(", ")}]`;
  if (answer.is === "text") return textYaml(answer.text);
  const { reference } = answer;
  return "env" in reference ? `{ env: ${stringYaml(reference.env)} }` : `{ file: ${stringYaml(reference.file)} }`;
}

/** Text that YAML reads as it stands, whatever is around it. Numbers are among it: a site file keeps how one was written. */
const plain = /^(?:[A-Za-z0-9/]|\.\.?\/)[A-Za-z0-9_./:@%+-]*(?<!:)$/;

/** A text that must stay one for YAML too: `123` is a number there. */
export const stringYaml = (text: string): string => (/^[0-9]/.test(text) ? JSON.stringify(text) : textYaml(text));

/** A text as YAML: plain where that is safe, else in double quotes, where JSON's rules are YAML's too. */
export const textYaml = (text: string): string =>
  plain.test(text) && !/^(null|true|false)$/i.test(text) ? text : JSON.stringify(text);
