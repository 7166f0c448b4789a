/**
 * What a reason code says to an operator. A line that begins with `$ ` is a command; what it names in capitals is to be
 * filled in. Every other line is words.
 */
export type ReasonWords = {
  /** One sentence. */
  readonly means: string;
  /** How to see the same without Footing. */
  readonly seeByHand: readonly string[];
  readonly mend: readonly string[];
};

const commandSign = "$ ";

/** The command of such a line, or undefined where the line is words. */
export const commandIn = (line: string): string | undefined =>
  line.startsWith(commandSign) ? line.slice(commandSign.length) : undefined;
