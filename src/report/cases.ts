import type { CaseResult, Mismatch } from "../spec/cases.ts";
import { positionOf, type SourceText, type Span } from "../spec/problem.ts";
import { mark, own, shown, type Style } from "./style.ts";
import { padded, widthOf, wrapped } from "./width.ts";
import { counted } from "./words.ts";

/** How the cases of a folder came out. */
export type Tested = {
  /** The product's name. */
  readonly product: string;
  readonly source: SourceText;
  readonly results: readonly CaseResult[];
  /** Statements whose treatment nothing bears out, in words. */
  readonly uncovered: readonly string[];
};

export type CasesOptions = { readonly style: Style; readonly quiet: boolean; readonly verbose: boolean };

/** A folder without cases shows nothing, so nothing holds. */
export const holds = ({ results, uncovered }: Tested): boolean =>
  results.length > 0 && results.every(({ failures }) => failures.length === 0) && uncovered.length === 0;

/** `cases.yaml:12:5`, as editors and terminals open it. */
export function placeIn({ name, text }: SourceText, at: Span): string {
  const { line, column } = positionOf(text, at.start);
  return `${name}:${line}:${column}`;
}

/** The cases that do not hold, each with what was expected beside what came and why; the count is the last line. */
export function writeCases(tested: Tested, { style, quiet, verbose }: CasesOptions): string {
  const { source, results, uncovered } = tested;
  const failed = results.filter((result) => result.failures.length > 0);
  const detail = results.flatMap((result) => {
    const name = shown(result.name, style);
    if (result.failures.length === 0) return verbose ? [`  ${mark("met", style)} ${name}`] : [];
    const head = `  ${mark("unmet", style)} ${name}  ${shown(placeIn(source, result.at), style)}`;
    return [head, ...writeMismatches(result.failures, source, style)];
  });
  const lost = uncovered.flatMap((one) => [`  ${mark("unmet", style)} statement not treated`, ...inset(one, style)]);
  const counts = [
    `${counted(results.length, "case")}: ${results.length - failed.length} hold, ${failed.length} do not`,
    ...(uncovered.length === 0 ? [] : [`${counted(uncovered.length, "statement")} not treated as said`]),
  ].join("; ");
  const lines = quiet ? [] : [...detail, ...lost];
  return own(`${[...lines, ...(lines.length === 0 ? [] : [""]), counts].join("\n")}\n`, style);
}

const lead = " ".repeat(6);
const widestName = 30;

type Row = readonly [what: string, expected: string, got: string];

/** Expected beside got, one row a requirement, the reason and the place below. */
function writeMismatches(failures: readonly Mismatch[], source: SourceText, style: Style): readonly string[] {
  const rows = failures.map(({ what, expected, got }): Row => [shown(what, style), expected, got]);
  const head: Row = ["", "expected", "got"];
  const width = (column: 0 | 1 | 2): number => Math.max(...[head, ...rows].map((row) => widthOf(row[column])));
  const widths = [Math.min(widestName, width(0)), width(1), width(2)] as const;
  return [
    ...cells(head, widths),
    ...failures.flatMap((failure, index) => [
      ...cells(rows[index] ?? head, widths),
      ...inset(failure.reason, style, 2),
      ...inset(placeIn(source, failure.at), style, 2),
    ]),
  ];
}

function cells([what, expected, got]: Row, widths: readonly [number, number, number]): readonly string[] {
  const names = wrapped(what, widths[0]);
  return names.map((name, index) => {
    const rest = index === 0 ? `  ${padded(expected, widths[1])}  ${got}` : "";
    return `${lead}${padded(name, widths[0])}${rest}`.trimEnd();
  });
}

const inset = (text: string, style: Style, further = 0): readonly string[] => {
  const start = lead + " ".repeat(further);
  return wrapped(shown(text, style, 1000), style.columns - start.length).map((line) => start + line);
};
