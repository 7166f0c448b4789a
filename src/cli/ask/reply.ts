import { readAnswer } from "../../spec/answers.ts";
import type { Input } from "../../spec/input.ts";

/** What a line that was typed at a question means. */
export type Reply =
  | { readonly is: "open" }
  | { readonly is: "more" }
  | { readonly is: "answer"; readonly text: string }
  | { readonly is: "wrong"; readonly words: string };

const wrong = (words: string): Reply => ({ is: "wrong", words });

/** Reads a line: Enter alone leaves the question open, `?` asks for more, a number stands for the word beside it. */
export function readReply(input: Input, line: string): Reply {
  const typed = line.trim();
  if (typed === "") return { is: "open" };
  if (typed === "?") return { is: "more" };
  const text = withWords(input, typed);
  const answer = readAnswer(input, text);
  if (!("wrong" in answer)) return { is: "answer", text };
  // What was typed may be the secret itself, so it is neither kept nor repeated.
  if (input.secret)
    return wrong("That is not where a secret lies, and nothing of it was kept. Write env:NAME or file:PATH.");
  const isNone = /^(none|null)$/i.test(text);
  return isNone ? wrong("None is no answer here. Enter leaves the question open.") : wrong(`${answer.wrong}.`);
}

/** Numbers of a list of choices as the words that they stand for. */
function withWords({ type, of }: Input, typed: string): string {
  if (of === undefined) return typed;
  const word = (part: string): string => (of.includes(part) ? part : (of[Number(part) - 1] ?? part));
  if (type === "choice") return /^\d+$/.test(typed) ? word(typed) : typed;
  const parts = typed.split(/[\s,]+/).filter((part) => part !== "");
  return parts.map((part) => (/^\d+$/.test(part) ? word(part) : part)).join(",");
}
