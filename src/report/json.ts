import type { FactsFile, Report } from "./report.ts";
import { harmlessJson } from "./text.ts";

/** Pieces of about this many characters are given on: one for each fact would be tens of thousands. */
const pieceLength = 2 ** 18;

/** The report, or the facts alone, as JSON that is harmless to print and whose values are as they were. */
export const writeJson = (report: Report | FactsFile): string => [...jsonPieces(report)].join("");

/** The same in pieces: that of hundreds of hosts has tens of megabytes, and never stands in memory as one text. */
export function* jsonPieces(report: Report | FactsFile): Generator<string> {
  let piece = "";
  for (const part of partsOf(report)) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function* partsOf(report: Report | FactsFile): Generator<string> {
  let before = "{\n";
  for (const [key, value] of Object.entries(report) as readonly (readonly [string, unknown])[]) {
    if (value === undefined) continue;
    yield `${before}  ${JSON.stringify(key)}: `;
    if (Array.isArray(value) && value.length > 0) yield* itemsOf(value);
    else yield indented(value, 2);
    before = ",\n";
  }
  yield "\n}\n";
}

function* itemsOf(items: readonly unknown[]): Generator<string> {
  let before = "[\n    ";
  for (const item of items) {
    yield before + indented(item, 4);
    before = ",\n    ";
  }
  yield "\n  ]";
}

/** A line break in a text is written as an escape, so that every one that is here is between values. */
const indented = (value: unknown, spaces: number): string =>
  harmlessJson(JSON.stringify(value, null, 2)).replaceAll("\n", `\n${" ".repeat(spaces)}`);
