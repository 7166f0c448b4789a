import { BadFile, positionOf, type SourceText } from "../../src/spec/problem.ts";
import { loadRequirements } from "../../src/spec/requirements-file.ts";

/** One mistake as a reader sees it: where it is, which words are marked, and what is said. */
export type Mistake = {
  readonly place: string;
  readonly marked: string;
  readonly message: string;
  readonly hint: string | undefined;
};

// A report lists twenty; looking up the line of each takes time.
const most = 50;

/** The mistakes that loading a text gives, in their order; none if it loads. What is no BadFile is thrown on. */
export function mistakesIn(text: string, load: (source: SourceText) => unknown = loadRequirements): readonly Mistake[] {
  try {
    load({ name: "given.yaml", text });
    return [];
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    if (error.problems.length === 0) throw new Error("a bad file without a mistake", { cause: error });
    return error.problems.slice(0, most).map(({ at, message, hint, source }) => {
      const { line, column } = positionOf(source.text, at.start);
      return { place: `${line}:${column}`, marked: source.text.slice(at.start, at.end), message, hint };
    });
  }
}

/** The only mistake of a text, as one line: `3:5 words: message (hint)`. */
export function onlyMistake(text: string, load?: (source: SourceText) => unknown): string {
  const [first, ...more] = mistakesIn(text, load);
  if (first === undefined) return "no mistake";
  if (more.length > 0)
    return `${more.length + 1} mistakes: ${[first, ...more].map(({ message }) => message).join(" | ")}`;
  return `${first.place} ${first.marked}: ${first.message}${first.hint === undefined ? "" : ` (${first.hint})`}`;
}

/** A requirements file with the given parts; `requirements` is the YAML of its list, not indented. */
export const fileWith = (requirements: string, above = ""): string =>
  `footing: 1\nproduct: { id: example, name: Example }\n${above}${above === "" || above.endsWith("\n") ? "" : "\n"}requirements:\n${indented(requirements)}`;

const indented = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}\n`)
    .join("");
