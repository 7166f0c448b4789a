import type { Report, ReportedSizing, ReportedSizingRow } from "../report.ts";
import { element, longText, type Child, type Markup } from "./markup.ts";
import { boundWords, ownValue, plots } from "./sizing-plot.ts";
import { badge, part } from "./view.ts";

/** The sizing table as bars and as a table of the same figures, with where the answer stands. */
export function sizing({ sizing: table }: Report): Markup | null {
  if (table === null) return null;
  const { by, value, alsoClaimedBy, unread } = table;
  return part("sizing", `Sizing by ${by}`, [
    element(
      "p",
      {},
      longText(`${by} is ${value}, so what counts is ${valuesWords(table.row)}.`),
      alsoClaimedBy === null
        ? null
        : longText(` The source gives ${value} to another row too: ${valuesWords(alsoClaimedBy)}.`),
      unread.length === 0 ? null : longText(` Nobody looks at ${unread.join(", ")}.`),
    ),
    plots(table),
    rowsTable(table),
  ]);
}

const valuesWords = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

function rowsTable({ by, rows }: ReportedSizing): Child {
  if (rows.length === 0) return null;
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const hasConditions = rows.some(({ when }) => when !== null);
  const heads = [by, ...names, ...(hasConditions ? ["where"] : []), "here"];
  const cell = (name: string, words: Child): Markup =>
    element("td", {}, element("span", { class: "label" }, name), " ", words);
  return element(
    "table",
    { class: "stacked" },
    element("caption", {}, "The whole table: the first row counts that applies and is not exceeded"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        heads.map((head) => element("th", { scope: "col" }, head)),
      ),
    ),
    element(
      "tbody",
      {},
      rows.map((row) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, boundWords(row)),
          names.map((name) => cell(name, longText(ownValue(row, name)))),
          hasConditions ? cell("where", row.when === null ? "always" : element("code", {}, longText(row.when))) : null,
          element("td", {}, standing(row)),
        ),
      ),
    ),
  );
}

function standing({ chosen, holds }: ReportedSizingRow): Child {
  if (chosen) return badge("note", "counts here");
  return holds === true ? null : holds === null ? "open" : "does not apply";
}
