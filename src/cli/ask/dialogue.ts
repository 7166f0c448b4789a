import { own, type Style } from "../../report/style.ts";
import { wrapped } from "../../report/width.ts";
import { whyMissing } from "../../run/secret-presence.ts";
import type { SecretReference } from "../../spec/answers.ts";
import type { Context } from "../context.ts";
import { styleOf } from "../style.ts";
import { LineReader, type Line } from "./line-reader.ts";

/** The two sides of a talk: what is said, and what is typed. */
export type Dialogue = {
  readonly style: Style;
  readonly say: (lines: readonly string[]) => void;
  readonly ask: (prompt: string, isSecret: boolean) => Promise<Line>;
  /** Why a secret is not where it was said to lie, or undefined if it is. */
  readonly whyMissing: (reference: SecretReference) => Promise<string | undefined>;
};

/** Somebody is there: questions are read on stderr, beside results on stdout, and answered at the same terminal. */
export const canAsk = ({ process, input }: Context, flags: { readonly noInput?: boolean }): boolean =>
  flags.noInput !== true && process.stderr.isTTY === true && input().isTTY === true;

/** Opens a talk at the terminal for as long as `work` takes. */
export async function withDialogue<T>(context: Context, work: (dialogue: Dialogue) => Promise<T>): Promise<T> {
  const { process, environment, interruption } = context;
  const { signal, interrupt } = interruption;
  const style = styleOf(process.stderr, environment, true);
  const write = (text: string): void => {
    process.stderr.write(own(text, style));
  };
  const reader = new LineReader(context.input(), { signal, interrupt });
  try {
    return await work({
      style,
      say: (lines) => write(lines.map((line) => `${line.trimEnd()}\n`).join("")),
      ask: async (prompt, isSecret) => {
        if (isSecret) return await reader.hidden(() => write(prompt), { shownBehind: ["env:", "file:"], echo: write });
        write(prompt);
        return await reader.line();
      },
      whyMissing: async (reference) => await whyMissing(reference, { environment, signal }),
    });
  } finally {
    reader.close();
  }
}

/** Says something before the first question, and nothing where there is none. */
export function introduced(dialogue: Dialogue, words: string): Dialogue {
  let isSaid = false;
  return {
    ...dialogue,
    say: (lines) => {
      if (!isSaid) dialogue.say(wrapped(own(words, dialogue.style), dialogue.style.columns));
      isSaid = true;
      dialogue.say(lines);
    },
  };
}
