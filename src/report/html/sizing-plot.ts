import { parseCount, parseDuration, parsePercentage, parseSize, type Measure } from "../../facts/units.ts";
import type { ReportedSizing, ReportedSizingRow } from "../report.ts";
import { element, longText, type Child, type Markup } from "./markup.ts";

/** More rows than these are told by the table alone; more than the fewer one has no words at each bar. */
const mostBars = 24;
const mostLabels = 6;

const width = 320;
const height = 160;
const top = 40;
const floor = 138;

/** The numbers that a row covers, if no row before it does: "up to 4", "more". */
export const boundWords = ({ upTo }: ReportedSizingRow): string => (upTo === null ? "more" : `up to ${upTo}`);

export const ownValue = ({ values }: ReportedSizingRow, name: string): string =>
  Object.hasOwn(values, name) ? (values[name] ?? "") : "";

/** One small plot for each value that is a number: a bar for each row, and where the answer stands among them. */
export function plots(table: ReportedSizing): Child {
  const { rows } = table;
  if (rows.length < 2 || rows.length > mostBars) return null;
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const drawn = names.flatMap((name, index) => {
    const amounts = amountsOf(rows, name);
    return amounts === undefined ? [] : [plot(table, { name, index, amounts })];
  });
  return drawn.length === 0 ? null : element("div", { class: "plots" }, drawn);
}

const parsers: readonly ((text: string) => Measure | undefined)[] = [
  parseCount,
  parseSize,
  parseDuration,
  parsePercentage,
];

/** A value of every row as a number of one sort; undefined where they are none. */
function amountsOf(rows: readonly ReportedSizingRow[], name: string): readonly number[] | undefined {
  return parsers
    .map((parse) => rows.flatMap((row) => parse(ownValue(row, name))?.value ?? []))
    .find((amounts) => amounts.length === rows.length && Math.max(...amounts) > 0);
}

type Drawn = { readonly name: string; readonly index: number; readonly amounts: readonly number[] };

function plot(table: ReportedSizing, { name, index, amounts }: Drawn): Markup {
  const { rows, by, value } = table;
  const told = rows.map((row) => `${boundWords(row)}: ${ownValue(row, name)}`);
  const most = Math.max(...amounts);
  const bars = rows.map((row, at): Bar => ({
    row,
    at,
    name,
    tall: tenths((floor - top) * ((amounts[at] ?? 0) / most)),
  }));
  return element(
    "div",
    {},
    element("b", {}, name),
    element(
      "svg",
      {
        role: "img",
        viewBox: `0 0 ${width} ${height}`,
        "aria-labelledby": `plot-${index}`,
        "aria-describedby": `plot-${index}-words`,
      },
      element("title", { id: `plot-${index}` }, `${name} by ${by}`),
      element("desc", { id: `plot-${index}-words` }, longText(`${by} is ${value}. ${told.join("; ")}`)),
      // Told by title and description: a reader need not hear the labels too.
      element(
        "g",
        { "aria-hidden": "true" },
        bars.map((bar) => drawBar(bar, bandOf(rows))),
        element("line", { x1: 4, x2: width - 4, y1: floor, y2: floor, class: "axis" }),
        marker(table),
        bars.map((bar) => labels(bar, rows)),
      ),
    ),
  );
}

const bandOf = (rows: readonly ReportedSizingRow[]): number => (width - 8) / rows.length;

type Bar = {
  readonly row: ReportedSizingRow;
  readonly at: number;
  readonly name: string;
  readonly tall: number;
};

const drawBar = ({ row, at, tall }: Bar, band: number): Markup =>
  element("rect", {
    x: tenths(4 + band * (at + 0.08)),
    y: tenths(floor - tall),
    width: tenths(band * 0.84),
    height: tall,
    class: row.chosen ? "chosen" : row.holds === true ? "bar" : "idle",
  });

/** The value above its bar, and below it the numbers that it covers. */
function labels({ row, at, name, tall }: Bar, rows: readonly ReportedSizingRow[]): Child {
  if (rows.length > mostLabels && !row.chosen) return null;
  const x = tenths(4 + bandOf(rows) * (at + 0.5));
  const written = (y: number, words: string): Markup => element("text", { x, y, "text-anchor": "middle" }, words);
  return [written(tenths(floor - tall - 5), ownValue(row, name)), written(floor + 16, boundWords(row))];
}

/** Where the answer stands within the row that counts; the last row has no end, so there it stands in the middle. */
function marker({ rows, by, value }: ReportedSizing): Child {
  const at = rows.findIndex(({ chosen }) => chosen);
  const row = rows[at];
  if (row === undefined) return null;
  const band = bandOf(rows);
  const before = rows.slice(0, at).findLast(({ holds }) => holds === true);
  const from = row.startsAt ?? before?.upTo ?? 0;
  const share = row.upTo === null || row.upTo <= from ? 0.5 : (value - from) / (row.upTo - from);
  const x = tenths(4 + band * (at + Math.min(1, Math.max(0, share))));
  const anchor = x < 60 ? "start" : x > width - 60 ? "end" : "middle";
  return [
    element("line", { x1: x, x2: x, y1: 18, y2: floor, class: "marker" }),
    element("text", { x, y: 13, "text-anchor": anchor, class: "marker" }, `${by} ${value}`),
  ];
}

const tenths = (number: number): number => Math.round(number * 10) / 10;
