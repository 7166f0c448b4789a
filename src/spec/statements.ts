import { Reader, BadFile, type SourceText, type Span } from "./problem.ts";
import { levels, type Level } from "./requirement.ts";
import { checked, day, formatVersion, list, number, object, oneOf, someOf, text, word } from "./shape.ts";
import type { Placed } from "./placed.ts";
import { parseYaml } from "./yaml.ts";

/** What becomes of a statement (docs/reference/statements-and-cases.md). */
export const treatments = [
  "requirement",
  "input",
  "product",
  "remedy",
  "sizing",
  "plan",
  "watch",
  "attestation",
  "pending",
] as const;
export type Treatment = (typeof treatments)[number];

export type Source = { readonly id: string; readonly title: string; readonly url: string; readonly retrieved: string };

/** One statement of a page: where it stands, and what treats it. The page's own words are not kept. */
export type Statement = {
  readonly id: string;
  readonly source: string;
  readonly section: string;
  readonly item: number;
  readonly level: Level;
  readonly fingerprint: string;
  readonly gist: string;
  readonly treatedBy: readonly Treatment[];
  readonly at: Span;
};

export type Statements = {
  readonly file: SourceText;
  readonly sources: readonly Source[];
  readonly statements: ReadonlyMap<string, Statement>;
};

const sourceShape = object({
  id: { shape: text("an id"), says: "what statements call it", required: true },
  title: { shape: text(), says: "the page's title", required: true },
  url: { shape: word("an https URL", /^https:\/\/\S+$/), says: "where it stands", required: true },
  retrieved: { shape: day, says: "the day on which it read so", required: true },
});

const statementShape = object({
  id: { shape: word("an id such as C01", /^[A-Za-z][A-Za-z0-9.-]{0,30}$/), says: "what `from` names", required: true },
  source: { shape: text("the id of a source"), says: "the page", required: true },
  section: { shape: text("a heading"), says: "headings of the page, joined by /", required: true },
  item: {
    shape: checked(number, (value) => (Number.isInteger(value) && value > 0 ? undefined : "items are counted from 1")),
    says: "counted within the section, from 1",
    required: true,
  },
  level: { shape: oneOf(...levels), says: "as the page puts it", required: true },
  fingerprint: {
    shape: word("sha256: and 16 hex digits", /^sha256:[0-9a-f]{16}$/),
    says: "of the normalised sentence",
    required: true,
  },
  gist: { shape: text(), says: "the statement in our own words", required: true },
  treatedBy: { shape: someOf(oneOf(...treatments), "a list of treatments"), says: "what treats it", required: true },
});

export const statementsShape = object({
  footing: { shape: formatVersion, says: "the format's version", required: true },
  sources: { shape: list(sourceShape), says: "the pages", required: true },
  statements: { shape: list(statementShape), says: "every statement of the pages", required: true },
});

/** Loads the statements that stand beside a requirements file, or throws BadFile. `root` is its text, parsed already. */
export function loadStatements(source: SourceText, root: Placed = parseYaml(source)): Statements {
  const reader = new Reader(source);
  const read = statementsShape.read(root, reader);
  if (read === undefined) reader.finish();
  if (read === undefined) throw new BadFile([]);
  reportTwice(read.sources, reader);
  reportTwice(read.statements, reader);
  const sources = new Set(read.sources.map(({ id }) => id));
  for (const { source: named, places, at } of read.statements) {
    if (!sources.has(named)) reader.report(places["source"] ?? at, `no source ${named} in this file`);
  }
  reader.finish();
  const statements = new Map(read.statements.map((statement) => [statement.id, statement]));
  return { file: source, sources: read.sources, statements };
}

type Identified = { readonly id: string; readonly at: Span; readonly places: Readonly<Record<string, Span>> };

function reportTwice(all: readonly Identified[], reader: Reader): void {
  const known = new Set<string>();
  for (const { id, places, at } of all) {
    if (known.has(id)) reader.report(places["id"] ?? at, `the id ${id} stands here twice`);
    known.add(id);
  }
}
