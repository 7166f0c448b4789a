import { reasons, type ReasonCode } from "../facts/reasons.ts";
import { commandIn, type ReasonWords } from "../facts/reasons/words.ts";
import type { Explanation } from "./explain.ts";
import { own, shown, type Style } from "./style.ts";
import { wrapped } from "./width.ts";

/** The two parts of an explanation that are more than a sentence, with the headings under which they stand. */
export const reasonParts: readonly {
  readonly title: string;
  readonly lines: (words: ReasonWords) => readonly string[];
}[] = [
  { title: "See it by hand", lines: ({ seeByHand }) => seeByHand },
  { title: "Mend it", lines: ({ mend }) => mend },
];

/** What a reason code means, how to see the same without Footing, and how to mend it. */
export function explainReason(code: ReasonCode): Explanation {
  const words = reasons[code];
  const { means, seeByHand, mend } = words;
  return {
    data: { reasonCode: code, says: means, means, seeByHand, mend },
    words: (style) => {
      const head = `reason ${code}\n${indented(means, "  means  ", style)}`;
      const parts = reasonParts.map(({ title, lines }) => {
        return [title, ...lines(words).map((line) => writeLine(line, style))].join("\n");
      });
      return own(`${[head, ...parts].join("\n\n")}\n`, style);
    },
  };
}

/** A command is shown whole and on one line: what is broken cannot be pasted. */
function writeLine(line: string, style: Style): string {
  const command = commandIn(line);
  return command === undefined ? indented(line, "  ", style) : `    ${shown(command, style)}`;
}

const indented = (text: string, lead: string, style: Style): string =>
  wrapped(shown(text, style, 1000), style.columns - lead.length)
    .map((line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + line)
    .join("\n");
