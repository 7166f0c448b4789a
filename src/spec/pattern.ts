import type { RE2JS } from "re2js";
import { longestText } from "../facts/bounds.ts";

/** An RE2 pattern, compiled: it takes time linear in the text, whatever a file's author wrote. */
export type Pattern = { readonly text: string; readonly found: (text: string) => boolean };

/** Longer texts are not matched: the result is unknown, reason `limit`. */
export const longestMatched = longestText;

/** Matching takes instructions × letters: `.{1000}` is a thousand of them in seven characters. */
const mostInstructions = 4000;

let engine: typeof RE2JS | undefined;

/** Loads the library of patterns, which most files do without: before a file that may hold some is read. */
export async function loadPatterns(): Promise<void> {
  engine ??= (await import("re2js")).RE2JS;
}

/** Whether the text of a file of our own holds patterns. A foreign file may hide them in escapes, so it is not asked. */
export const holdsPatterns = (text: string): boolean => /\b(?:like|matches)\b/.test(text);

/** Compiles a pattern, or says in words why it cannot be. */
export function compilePattern(text: string): Pattern | { readonly wrong: string } {
  if (text.length > 500) return { wrong: "a pattern has at most 500 characters" };
  if (engine === undefined) throw new Error("a file with patterns was read before loadPatterns()");
  try {
    const compiled = engine.compile(text);
    if (compiled.programSize() > mostInstructions) return { wrong: "a pattern of too many repetitions" };
    return { text, found: (value) => compiled.matcher(value).find() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { wrong: `not a pattern of RE2: ${why}` };
  }
}
