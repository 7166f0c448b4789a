import { positionOf, type SourceText, type Span } from "../spec/problem.ts";
import { mark, own, shown, type Style } from "./style.ts";
import { wrapped } from "./width.ts";
import { counted } from "./words.ts";

/** How the cases of a folder came out. */
export type Tested = {
  readonly source: SourceText;
  readonly results: readonly { readonly name: string; readonly at: Span; readonly failures: readonly string[] }[];
  /** Statements whose treatment nothing bears out, in words. */
  readonly uncovered: readonly string[];
};

export type CasesOptions = { readonly style: Style; readonly quiet: boolean; readonly verbose: boolean };

/** The cases that do not hold, with what was expected and what came, and the count as the last line. */
export function writeCases(
  { source, results, uncovered }: Tested,
  { style, quiet, verbose }: CasesOptions,
): { readonly text: string; readonly holds: boolean } {
  const failed = results.filter((result) => result.failures.length > 0);
  const detail = results.flatMap((result) => {
    const name = shown(result.name, style);
    if (result.failures.length === 0) return verbose ? [`  ${mark("met", style)} ${name}`] : [];
    const { line, column } = positionOf(source.text, result.at.start);
    const head = `  ${mark("unmet", style)} ${name}  ${shown(source.name, style)}:${line}:${column}`;
    return [head, ...result.failures.flatMap((failure) => inset(failure, style))];
  });
  const lost = uncovered.flatMap((one) => [`  ${mark("unmet", style)} statement not treated`, ...inset(one, style)]);
  const counts = [
    `${counted(results.length, "case")}: ${results.length - failed.length} hold, ${failed.length} do not`,
    ...(uncovered.length === 0 ? [] : [`${counted(uncovered.length, "statement")} not treated as said`]),
  ].join("; ");
  const lines = quiet ? [] : [...detail, ...lost];
  return {
    text: own(`${[...lines, ...(lines.length === 0 ? [] : [""]), counts].join("\n")}\n`, style),
    // A folder without cases shows nothing, so nothing holds.
    holds: results.length > 0 && failed.length === 0 && uncovered.length === 0,
  };
}

const inset = (text: string, style: Style): readonly string[] =>
  wrapped(shown(text, style, 1000), style.columns - 6).map((line) => `      ${line}`);
