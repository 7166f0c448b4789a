import type { Value } from "./types.ts";

/**
 * How much of a text, in characters, and of a list, in items, is judged. Of what is longer a fact keeps one more than
 * that: so it is known by its length alone, also in a file of facts, that it was cut.
 */
export const longestText = 4096;
export const longestList = 1000;

const isCutText = (text: string): boolean => text.length > longestText;

/** Whether some of it may be missing: only what is found in the rest is decided. */
export const isCut = (value: Value): boolean =>
  typeof value === "object"
    ? value.length > longestList || value.some(isCutText)
    : typeof value === "string" && isCutText(value);
