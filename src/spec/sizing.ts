import { readCondition, type Condition } from "./condition.ts";
import type { Names } from "./condition-types.ts";
import { describe, type Placed, type PlacedMap } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import {
  expected,
  keysSchema,
  list,
  number,
  object,
  oneOrMore,
  present,
  readKeys,
  reportUnknown,
  someOf,
  text,
  type Key,
  type ObjectOf,
} from "./shape.ts";

/** One row: its values by name, as they were written ("16 GB"). */
export type SizingRow = {
  readonly upTo?: number;
  /** The lower bound as the source states it, inclusive: two rows of a source may claim one number. */
  readonly startsAt?: number;
  readonly when?: Condition;
  readonly from: readonly string[];
  readonly values: ReadonlyMap<string, { readonly text: string; readonly at: Span }>;
  readonly at: Span;
};

export type Assumption = { readonly when: Condition; readonly text: string; readonly at: Span };

export type Sizing = {
  /** The input, a number, that chooses the row. */
  readonly by: string;
  readonly from: readonly string[];
  readonly assumes: readonly Assumption[];
  readonly rows: readonly SizingRow[];
  /** Every value name; each row has all of them. */
  readonly names: readonly string[];
};

const statements = oneOrMore(text("an id of a statement"), "ids of statements");

const rowKeys = {
  upTo: { shape: number, says: "the largest number that the row covers, inclusive; not on the last row" },
  startsAt: { shape: number, says: "the smallest number that the source gives for the row" },
  when: { shape: text("a condition"), says: "the row counts only where this holds" },
  from: { shape: statements, says: "the statements that the row comes from" },
} as const;

const assumption = object({
  when: { shape: text("a condition"), says: "what the table takes for granted", required: true },
  text: { shape: text(), says: "the assumption in words", required: true },
});

const rowShape: Key<Placed>["shape"] = {
  read: (node) => node,
  schema: { ...keysSchema(rowKeys), additionalProperties: { type: ["string", "number"] } },
};

const keys = {
  by: { shape: text("the name of an input"), says: "the input that chooses the row", required: true },
  from: { shape: statements, says: "the statements that the table comes from" },
  assumes: { shape: list(assumption), says: "what the table takes for granted" },
  rows: { shape: someOf(rowShape, "a list of rows"), says: "the first row that fits counts", required: true },
} as const;

export const sizingShape = object(keys, "a sizing table");

type Context = { readonly names: Names; readonly reader: Reader; readonly unread: ReadonlySet<string> };

/** Reads the sizing table of a file. `names` are what its conditions may read. */
export function readSizing(node: Placed, context: Context): Sizing | undefined {
  const { reader } = context;
  const read = sizingShape.read(node, reader);
  if (read === undefined) return undefined;
  checkBy(read.by, read.places["by"] ?? read.at, context);
  const assumes = (read.assumes ?? []).flatMap((one): Assumption[] => {
    const when = readCondition(one.when, one.places["when"] ?? one.at, context);
    return when === undefined ? [] : [{ when, text: one.text, at: one.at }];
  });
  const rows = read.rows.flatMap((one) => readRow(one, context) ?? []);
  if (rows.length < read.rows.length) return undefined;
  const valueNames = [...new Set(rows.flatMap((one) => [...one.values.keys()]))];
  checkRows(rows, valueNames, reader);
  return { by: read.by, from: read.from ?? [], assumes, rows, names: valueNames };
}

function checkBy(by: string, at: Span, { names, reader, unread }: Context): void {
  const named = names.get(`inputs.${by}`);
  if (named?.type === "number" || unread.has(by)) return;
  const message = `\`${by}\` is no input that is a number`;
  const numbers = [...names].filter(([name, { type }]) => name.startsWith("inputs.") && type === "number");
  reportUnknown(reader, at, { word: by, message, words: numbers.map(([name]) => name.slice("inputs.".length)) });
}

function readRow(node: Placed, context: Context): SizingRow | undefined {
  const { reader } = context;
  if (node.is !== "map") return expected(reader, node, "a row with its values");
  const others = node.entries.map((entry) => entry.key).filter((key) => !Object.hasOwn(rowKeys, key));
  const read = readKeys(node, rowKeys, { reader, others });
  const values = readValues(node, others, reader);
  if (read === undefined || values === undefined) return undefined;
  const { upTo, startsAt, from = [], at } = read;
  checkBounds(read, reader);
  const row = { ...present({ upTo, startsAt }), from, values, at };
  if (read.when === undefined) return row;
  const when = readCondition(read.when, read.places["when"] ?? at, context);
  return when === undefined ? undefined : { ...row, when };
}

function checkBounds(
  { startsAt = -Infinity, upTo = Infinity, places, at }: ObjectOf<typeof rowKeys>,
  reader: Reader,
): void {
  if (startsAt <= upTo) return;
  reader.report(places["startsAt"] ?? at, `the row starts at ${startsAt} and ends at ${upTo}`);
}

function readValues(map: PlacedMap, names: readonly string[], reader: Reader): SizingRow["values"] | undefined {
  const values = new Map<string, { readonly text: string; readonly at: Span }>();
  for (const { key, keyAt, value } of map.entries) {
    if (!names.includes(key)) continue;
    const meant = Object.keys(rowKeys).find((one) => one.toLowerCase() === key.replaceAll(/[-_]/g, "").toLowerCase());
    if (meant !== undefined) {
      return reader.report(keyAt, `\`${key}\` would be a value of the table`, { hint: `did you mean \`${meant}\`?` });
    }
    if (!/^[a-z][A-Za-z0-9]*$/.test(key)) return reader.report(keyAt, `\`${key}\` cannot be the name of a value`);
    if (value.is !== "scalar" || value.value === null)
      return reader.report(value.at, `expected a value, found ${describe(value)}`);
    values.set(key, { text: value.source, at: value.at });
  }
  return values;
}

function checkRows(rows: readonly SizingRow[], names: readonly string[], reader: Reader): void {
  const last = rows.at(-1);
  if (last !== undefined && (last.upTo !== undefined || last.when !== undefined)) {
    reader.report(last.at, "the last row has neither `upTo` nor `when`: some row must fit every number");
  }
  // What the rows so far cover, whatever their conditions come to.
  let covered = -Infinity;
  for (const { upTo = Infinity, when, values, at } of rows) {
    const missing = names.filter((name) => !values.has(name));
    if (missing.length > 0) reader.report(at, `this row has no ${missing.join(", ")}, others have`);
    if (upTo <= covered) reader.report(at, "no number ever reaches this row: a row before it covers as much");
    if (when === undefined) covered = Math.max(covered, upTo);
  }
}
