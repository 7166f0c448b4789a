// A talk for tests: lines that are typed, and all that is said to them.
import type { Dialogue } from "./dialogue.ts";
import type { Line } from "./line-reader.ts";

export type MadeDialogue = { readonly dialogue: Dialogue; readonly said: () => string; readonly hidden: () => number };

/** `typed` in the order of the prompts; null is Ctrl-D, and so is the end of them. */
export function madeDialogue(typed: readonly (string | null)[], missing?: string): MadeDialogue {
  let text = "";
  let hidden = 0;
  const lines = [...typed];
  return {
    dialogue: {
      style: { columns: 80, colour: false, unicode: true },
      say: (said) => {
        text += said.map((line) => `${line}\n`).join("");
      },
      ask: (prompt, isSecret) => {
        text += `${prompt}\n`;
        if (isSecret) hidden += 1;
        const next = lines.shift();
        const line: Line = next === undefined || next === null ? { is: "end" } : { is: "line", text: next };
        return Promise.resolve(line);
      },
      whyMissing: () => Promise.resolve(missing),
    },
    said: () => text,
    hidden: () => hidden,
  };
}
