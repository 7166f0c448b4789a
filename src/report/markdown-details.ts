import type { FactRecord } from "../facts/snapshot.ts";
import { nameOfValue } from "./fact-value.ts";
import { markdownText } from "./markdown-text.ts";
import type { Report } from "./report.ts";
import { counting, groupsOf } from "./rows.ts";
import type { Mark } from "./style.ts";
import { visible } from "./text.ts";
import { counted } from "./words.ts";

const signs: Readonly<Record<Mark, string>> = {
  met: "✓ met",
  warning: "! warning",
  unmet: "✗ unmet",
  unknown: "? unknown",
  note: "· note",
};

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const cell = (text: string): string => markdownText(visible(text, { most: 400 }));

/** Folded below a line that a reader opens. The empty lines let Markdown be read within. */
const folded = (summary: string, lines: readonly string[]): string =>
  ["<details>", `<summary>${summary}</summary>`, "", ...lines, "", "</details>"].join("\n");

/** All results, and who saw what, as far as they fit; what does not is counted. */
export function detailSections(report: Report, most: number): readonly string[] {
  const results = resultTable(report, most);
  const aside = asideTable(report, most - results.length);
  const facts = factTable(report, most - results.length - aside.join("").length);
  return [results, ...aside, ...(facts === "" ? [] : [facts])];
}

/** What does not count here and now, each with why. */
function asideTable({ results }: Report, most: number): readonly string[] {
  const heads = [row(["requirement", "why not now"]), row(["---", "---"])];
  const rows = results
    .filter((result) => result.outcome === "not-applicable")
    .map((result) => row([cell(result.title), cell(result.reason)]));
  const summary = `${counted(rows.length, "result")} later or not applicable`;
  return rows.length === 0 ? [] : [fitting({ summary, heads, rows }, most)];
}

function resultTable(report: Report, most: number): string {
  const heads = [row(["", "requirement", "must be", "seen"]), row(["---", "---", "---", "---"])];
  const rows = groupsOf(report, false).flatMap(({ title, rows: all }) =>
    all.map((one) =>
      row([
        signs[one.mark],
        `${title}: ${cell(one.title)}`,
        cell(one.expected),
        [one.observed, ...one.below]
          .filter((text) => text !== "")
          .map(cell)
          .join("<br>"),
      ]),
    ),
  );
  return fitting({ summary: counted(counting(report).length, "result"), heads, rows }, most);
}

function factTable({ facts }: Report, most: number): string {
  const heads = [row(["fact", "value", "seen by", "when"]), row(["---", "---", "---", "---"])];
  const rows = facts.map((fact) => row([cell(subjectOf(fact)), cell(nameOfValue(fact)), cell(witness(fact)), fact.at]));
  return rows.length === 0
    ? ""
    : fitting({ summary: `Who saw what: ${counted(facts.length, "fact")}`, heads, rows }, most);
}

function subjectOf({ kind, field, subject, target, arguments: asked }: FactRecord): string {
  const given = Object.entries(asked).map(
    ([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const about = subject === null || kind === "attest" ? [] : [subject];
  return [`${kind}.${field}`, ...about, ...given, ...(target === null ? [] : [target])].join(", ");
}

const witness = ({ by, grade }: FactRecord): string => `${by}, ${grade}`;

type Table = { readonly summary: string; readonly heads: readonly string[]; readonly rows: readonly string[] };

/** As many rows as fit into a number of characters. */
function fitting({ summary, heads, rows }: Table, most: number): string {
  const kept: string[] = [];
  let used = 200 + heads.join("\n").length;
  for (const one of rows) {
    used += one.length + 1;
    if (used > most) break;
    kept.push(one);
  }
  const missing = rows.length - kept.length;
  const rest = missing === 0 ? [] : ["", `${missing} more are in the JSON report, and not here.`];
  return folded(summary, kept.length === 0 ? rest.slice(1) : [...heads, ...kept, ...rest]);
}
