import type { Result } from "../judge/outcome.ts";
import { asVerb } from "../judge/words.ts";
import type { Report } from "./report.ts";
import { titleOf, whyUnknown } from "./rows.ts";
import { expectedWords, observedWords } from "./words.ts";

/** How a format shows a text that is not ours. */
type Show = (text: string) => string;

/** What falls short, in a sentence: "Memory: 3.8 GiB installed, and must be at least 4 GiB". */
export function shortfallSentence(result: Result, title: string, show: Show): string {
  const observed = show(observedWords(result.observed ?? result.reason));
  // What the sizing assumes is said by its title; the condition behind it is for the author.
  const wish = result.expected === null ? "" : expectedWords(result.expected);
  // "Not answering, and must be answering" says the same thing twice.
  const isSaid = wish === "" || observed.startsWith(`not ${wish}`) || result.kind === "sizing";
  const bound = result.level === "must" ? "and must" : "and should";
  return `${show(title)}: ${observed}${isSaid ? "" : `, ${bound} ${asVerb(show(wish))}`}`;
}

/** What is not met, in a sentence, whatever its outcome is. */
export function findingSentence(result: Result, report: Report, show: Show): string {
  if (result.outcome === "unmet" || result.outcome === "waived")
    return shortfallSentence(result, titleOf(result, report), show);
  const why = result.outcome === "unknown" ? whyUnknown(result, report) : result.reason;
  return `${show(titleOf(result, report))}: ${show(why)}`;
}

/** Where it was stated: " · Docker, Linux, item 1". */
export function statedWords(result: Pick<Result, "from">): string {
  const [origin] = result.from;
  if (origin === undefined) return "";
  if ("derived" in origin) return " · derived";
  if (origin.section === null) return ` · ${origin.statement}`;
  const section = origin.section.length > 40 ? `…${origin.section.slice(-39)}` : origin.section;
  return ` · ${section}${origin.item === null ? "" : `, item ${origin.item}`}`;
}
