import { UsageError } from "../spec/problem.ts";

/** Facts of 500 hosts fit; a file that is larger is not one of ours. */
export const jsonLimitBytes = 64 * 2 ** 20;

/** A report is nested 6 levels deep, a value in it a few more. */
const mostLevels = 50;

/** What such a file is ("facts file"), and how to get one, for the errors. */
export type JsonSort = { readonly sort: string; readonly help: string };

/** The value of a JSON file that a person named. Its depth is counted before anything walks into it. */
export function parseJson(path: string, text: string, { sort, help }: JsonSort): unknown {
  if (levelsOf(text) > mostLevels) {
    throw new UsageError(`${path} is nested more than ${mostLevels} levels deep, as no ${sort} is`, help);
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    // The parser's own words would show a piece of a file that may be anything.
    throw new UsageError(`${path} is not JSON, or was cut short`, help);
  }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** Where a file has another shape than one of ours, and what was expected there. */
export function shapeWords(issue: Issue | undefined): string {
  const where = issue?.path.map(String).join(".") ?? "";
  return `${where === "" ? "" : `${where}: `}${issue?.message ?? "it has another shape"}`;
}

const steps: Readonly<Record<string, number>> = { "[": 1, "{": 1, "]": -1, "}": -1 };

/** How deep the brackets of a JSON text go, those in texts left out. */
function levelsOf(text: string): number {
  let [levels, most, inText] = [0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (letter === '"') inText = !inText;
    else if (inText) index += letter === "\\" ? 1 : 0;
    else levels += steps[letter] ?? 0;
    most = Math.max(most, levels);
  }
  return most;
}
