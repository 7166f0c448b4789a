import { readEndpointName } from "../facts/network.ts";
import type { Listed } from "../judge/listing.ts";
import type { Statements } from "../spec/statements.ts";
import { isPending, kindWords, originWords, requirementWords } from "./expectation.ts";
import { code, markdownText } from "./markdown-text.ts";
import { visible } from "./text.ts";

/** A list of what is required, to hand to others: the columns by name, in their order. */
type Row = Readonly<Record<(typeof columns)[number], string>>;

const columns = [
  "requirement",
  "level",
  "title",
  "kind",
  "host",
  "port",
  "protocol",
  "path",
  "expected",
  "when",
  "moments",
  "why",
  "statements",
] as const;

export type ListOf = { readonly rows: readonly Listed[]; readonly statements: Statements | null };

function rowOf(listed: Listed): Row {
  const { requirement, why, from, when } = listed;
  return {
    requirement: requirement.id,
    level: requirement.level,
    title: requirement.title,
    kind: kindWords(requirement),
    ...endpointCells(listed),
    expected: isPending(requirement) ? "not yet looked at" : requirementWords(requirement),
    when: when.join(" && "),
    moments: requirement.moments.join(" "),
    why: why ?? "",
    statements: from.length > 0 ? from.join(" ") : originWords(requirement),
  };
}

function endpointCells({ name, item }: Listed): Pick<Row, "host" | "port" | "protocol" | "path"> {
  const endpoint = name === null || item?.["host"] === undefined ? undefined : readEndpointName(name);
  if (endpoint === undefined) return { host: "", port: "", protocol: "", path: "" };
  const { host, port, scheme: protocol, path } = endpoint;
  return { host, port: String(port), protocol, path };
}

/** A sheet takes what begins so for a formula, which may send off what stands beside it. */
const formula = /^[=+\-@\t\r]/;

function cellOf(text: string): string {
  const shown = visible(text, { most: 2000 });
  const plain = formula.test(shown) ? `'${shown}` : shown;
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** As comma-separated values (RFC 4180), the names of the columns first. */
export const writeCsv = ({ rows }: ListOf): string =>
  [columns.join(","), ...rows.map(rowOf).map((row) => columns.map((name) => cellOf(row[name])).join(","))]
    .map((line) => `${line}\r\n`)
    .join("");

/** As a table of Markdown; columns that hold nothing are left out. */
export function writeMarkdownList({ rows }: ListOf): string {
  const all = rows.map(rowOf);
  const used = columns.filter((name) => all.some((row) => row[name] !== ""));
  const cell = (name: (typeof columns)[number], text: string): string => {
    const shown = visible(text, { most: 2000 });
    // As code nothing is made a link of it, and it can be copied as it is.
    return name === "host" && /^[\w.:*-]+$/.test(shown) ? code(shown) : markdownText(shown);
  };
  const lines = [
    used.join(" | "),
    used.map(() => "---").join(" | "),
    ...all.map((row) => used.map((name) => cell(name, row[name])).join(" | ")),
  ];
  return lines.map((line) => `| ${line} |\n`).join("");
}
