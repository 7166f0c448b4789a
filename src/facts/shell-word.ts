const isPlain = (word: string): boolean => /^[A-Za-z0-9_.,:=@%+/-]+$/.test(word);

/** A word as a POSIX shell reads it as one, whatever stands in it. */
export const shellWord = (word: string): string =>
  isPlain(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
