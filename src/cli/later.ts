/** What later versions will have and this one does not: refused by name, so that nothing is taken for done. */
export const laterCommands = ["plan", "watch", "hub", "draft", "page", "trace", "derive", "diff", "verify"] as const;

export const laterFormats: readonly string[] = [];

const is = (words: readonly string[], word: string): boolean => words.includes(word);

export const isLaterCommand = (word: string): boolean => is(laterCommands, word);
export const isLaterFormat = (word: string): boolean => is(laterFormats, word);

export const comesLater = (what: string, version: string): string =>
  `\`${what}\` comes with a later version of footing; this is ${version}`;
