import { parseDuration, parseSize } from "../facts/units.ts";
import type { Span } from "./problem.ts";

type Slip = { readonly at: Span; readonly words: string };

/** How other languages, and people, write what a condition says otherwise. */
const slips: readonly { readonly pattern: RegExp; readonly words: (found: string) => string | undefined }[] = [
  { pattern: /(?<![=<>!])=(?!=)/, words: () => "equal is written `==`" },
  { pattern: /\band\b/i, words: () => "`and` is written `&&`" },
  { pattern: /\bor\b/i, words: () => "`or` is written `||`" },
  { pattern: /\bnot\b/i, words: () => "`not` is written `!`" },
  { pattern: /\d+(?:\.\d+)?\s*[A-Za-z]+/, words: unitWords },
];

/** A figure with its unit, as a condition writes it; undefined where it is none. */
export function unitWords(text: string): string | undefined {
  if (parseSize(text) !== undefined) return `a size is written bytesOf("${text}")`;
  return parseDuration(text) === undefined ? undefined : "a duration is written days(30), or days(1) / 24 for an hour";
}

/** What was probably meant in a text that is no condition. Between quotes anything may stand. */
export function slipIn(text: string): Slip | undefined {
  const bare = text.replaceAll(/'[^']*'|"[^"]*"/g, (quoted) => "_".repeat(quoted.length));
  for (const { pattern, words } of slips) {
    const found = pattern.exec(bare);
    const said = found === null ? undefined : words(found[0]);
    if (found !== null && said !== undefined)
      return { at: { start: found.index, end: found.index + found[0].length }, words: said };
  }
  return undefined;
}
