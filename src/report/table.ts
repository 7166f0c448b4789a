import type { Group, Row } from "./row.ts";
import { mark, markWidth, own, shown, type Style } from "./style.ts";
import { padded, widthOf, wrapped } from "./width.ts";

type Columns = { readonly title: number; readonly expected: number; readonly observed: number };

const gap = 2;
const widestTitle = 18;
/** The part of the width that titles may take where a word of theirs, such as a host and its port, is longer than that. */
const mostOfTitles = 0.42;
const widestExpected = 30;

/** The groups as lines: one row each, long values wrapped below their column. */
export function writeGroups(groups: readonly Group[], style: Style): readonly string[] {
  const cells = groups.map(({ title, rows }) => ({ title, rows: rows.map((row) => ready(row, style)) }));
  const columns = columnsFor(
    cells.flatMap((group) => group.rows),
    style,
  );
  return cells.flatMap(({ title, rows }) => [title, ...rows.flatMap((row) => writeRow(row, columns, style))]);
}

/** A row whose texts may be shown. */
function ready(row: Row, style: Style): Row {
  return {
    mark: row.mark,
    title: shown(row.title, style),
    expected: shown(row.expected, style),
    observed: shown(row.observed, style),
    below: row.below.map((line) => shown(line, style)),
  };
}

function columnsFor(rows: readonly Row[], style: Style): Columns {
  const widest = (texts: readonly string[], most: number): number => Math.min(most, Math.max(0, ...texts.map(widthOf)));
  const title = widest(
    rows.map((row) => row.title),
    Math.max(widestTitle, Math.min(longestWord(rows), Math.floor(style.columns * mostOfTitles))),
  );
  const left = 2 + markWidth(style) + 1 + title + gap;
  // What was seen matters most: it keeps at least half of what the titles leave.
  const room = Math.floor((style.columns - left - gap) / 2);
  const expected = widest(
    rows.map((row) => row.expected),
    Math.min(widestExpected, room),
  );
  const taken = expected === 0 ? left : left + expected + gap;
  return { title, expected, observed: Math.max(12, style.columns - taken) };
}

const longestWord = (rows: readonly Row[]): number =>
  Math.max(0, ...rows.flatMap(({ title }) => title.split(" ").map(widthOf)));

function writeRow(row: Row, columns: Columns, style: Style): readonly string[] {
  const titles = wrapped(row.title, columns.title);
  // Where nothing is expected, long words take that column too rather than wrap in half the width.
  const spans = columns.expected > 0 && row.expected === "" && row.mark !== "met";
  const expectedWidth = spans ? 0 : columns.expected;
  const expected = expectedWidth === 0 ? [] : wrapped(row.expected, expectedWidth);
  const observed = wrapped(row.observed, columns.observed + columns.expected - expectedWidth + (spans ? gap : 0));
  const height = Math.max(titles.length, expected.length, observed.length);
  const lead = " ".repeat(2 + markWidth(style) + 1);
  const lines = Array.from({ length: height }, (_, index) => {
    const start = index === 0 ? `  ${mark(row.mark, style)} ` : lead;
    const middle = expectedWidth === 0 ? "" : padded(expected[index] ?? "", expectedWidth + gap);
    return `${start}${padded(titles[index] ?? "", columns.title + gap)}${middle}${observed[index] ?? ""}`.trimEnd();
  });
  const inset = `${lead}  `;
  return [
    ...lines,
    ...row.below.flatMap((line) => wrapped(line, style.columns - inset.length).map((one) => inset + one)),
  ];
}

/** Two texts on one line, the second at the right edge; on lines of their own where they do not fit beside each other. */
export function spread(left: string, right: string, style: Style): readonly string[] {
  const [one, other] = [own(left, style), own(right, style)];
  const room = style.columns - widthOf(one) - widthOf(other);
  if (other === "") return wrapped(one, style.columns);
  if (room >= 2) return [one + " ".repeat(room) + other];
  const below = wrapped(other, style.columns).map(
    (line) => " ".repeat(Math.max(0, style.columns - widthOf(line))) + line,
  );
  return [...(one === "" ? [] : wrapped(one, style.columns)), ...below];
}
