import type { Field } from "../kinds/declaration.ts";
import { typeRow, type TypeName, type Value } from "../facts/types.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import { cut, describe, type Placed, type PlacedMap, type PlacedScalar } from "./placed.ts";
import type { Reader } from "./problem.ts";
import { parseRange, type Comparison, type Range } from "./range.ts";
import { expected, expectedType, reportUnknown } from "./shape.ts";

/** What a field's value must be. `text` is how it reads in a report. */
export type Matcher =
  | { readonly is: "range"; readonly range: Range; readonly text: string }
  | { readonly is: "equals"; readonly value: Value; readonly text: string }
  | { readonly is: "contains"; readonly part: string; readonly text: string }
  | { readonly is: "matches"; readonly pattern: Pattern; readonly text: string }
  | { readonly is: "empty"; readonly wanted: boolean; readonly text: string }
  | { readonly is: "present"; readonly wanted: boolean; readonly text: string }
  | { readonly is: "not"; readonly inner: Matcher; readonly text: string }
  | { readonly is: "all" | "any"; readonly inner: readonly Matcher[]; readonly text: string };

/** The part of a field's declaration that says what may be expected of it. */
export type Expectable = Pick<Field, "type" | "of" | "pattern">;

export const isOrdered = (type: TypeName): boolean => typeRow(type).order !== "none";
/** A value stands alone; of what is ordered a comparison is written out, but a code is no count. */
export const mayBeBare = (type: TypeName): boolean => !isOrdered(type) || type === "code";

/** Reads an expectation of a field, or reports what is wrong with it. References are resolved before. */
export function readMatcher(field: Expectable, node: Placed, reader: Reader): Matcher | undefined {
  if (node.is === "list") return refuseOpen(readJoined("any", { field, reader }, node), { field, reader }, node);
  if (node.is === "map") return readOperator(field, node, reader);
  return readScalar(field, node, reader);
}

type Reading = { readonly field: Expectable; readonly reader: Reader };

function readJoined(is: "all" | "any", { field, reader }: Reading, node: Placed): Matcher | undefined {
  if (node.is !== "list") return expected(reader, node, "a list of matchers");
  if (node.items.length === 0) return reader.report(node.at, "an empty list: nothing could be one of it");
  const inner = node.items.map((item) => readMatcher(field, item, reader)).filter((one) => one !== undefined);
  if (inner.length < node.items.length) return undefined;
  return { is, inner, text: inner.map((one) => one.text).join(is === "all" ? " and " : " or ") };
}

/** Two bounds in a list are one range, badly written: as "one of these" nearly every number would do. */
function refuseOpen(matcher: Matcher | undefined, { field, reader }: Reading, node: Placed): Matcher | undefined {
  if (matcher?.is !== "any" || typeRow(field.type).order !== "number" || field.type === "code") return matcher;
  const open = matcher.inner.filter((one) => one.is === "range" && one.range.alternatives.some(isOpen));
  if (open.length < 2) return matcher;
  const texts = open.map(({ text }) => text);
  return reader.report(node.at, "a list is one of these, and these are bounds", {
    hint: `for a range write "${texts.join(" ")}", for either of them "${texts.join(" || ")}"`,
  });
}

/** Bounded on one side alone. */
const isOpen = (comparisons: readonly Comparison[]): boolean =>
  comparisons.every(({ sign }) => sign.startsWith(">")) || comparisons.every(({ sign }) => sign.startsWith("<"));

function readScalar(field: Expectable, node: PlacedScalar, reader: Reader): Matcher | undefined {
  const row = typeRow(field.type);
  if (node.value === null) return expected(reader, node, row.says);
  if (!isOrdered(field.type) || (field.type === "code" && !/[<>=]/.test(node.source))) {
    return readEqual(field, node, reader);
  }
  if (typeof node.value === "number") {
    return reader.report(node.at, `a bare number says too little: write ">= ${node.source}" or "= ${node.source}"`);
  }
  const range = parseRange(field.type, node.source);
  return "wrong" in range ? reader.report(node.at, range.wrong) : { is: "range", range, text: range.text };
}

function readEqual(field: Expectable, node: PlacedScalar, reader: Reader): Matcher | undefined {
  const row = typeRow(field.type);
  if (field.type === "list") {
    return reader.report(node.at, `a list is not compared with ${describe(node)}`, {
      hint: "write {contains: …} or {empty: true}",
    });
  }
  const value = row.read(node.source);
  if (value === undefined) return expectedType(reader, node, field.type);
  if (field.pattern !== undefined && !new RegExp(field.pattern.source, "u").test(String(value))) {
    return reader.report(node.at, `\`${cut(String(value))}\` can never be the value`, { hint: field.pattern.says });
  }
  if (isPossible(field, value)) return { is: "equals", value, text: row.show(value) };
  return reportUnknown(reader, node.at, {
    word: String(value),
    message: `\`${cut(String(value))}\` is none of the values that this can have`,
    words: field.of ?? [],
  });
}

const isPossible = ({ of }: Expectable, value: Value): boolean =>
  of === undefined || typeof value !== "string" || of.includes(value);

type Operand = { readonly field: Expectable; readonly value: Placed; readonly reader: Reader };

const operators = {
  contains: (operand: Operand) => readTextual("contains", operand),
  matches: (operand: Operand) => readTextual("matches", operand),
  not: ({ field, value, reader }: Operand): Matcher | undefined => {
    // None of several bounds is a range too, and clear.
    const inner = value.is === "list" ? readJoined("any", { field, reader }, value) : readMatcher(field, value, reader);
    return inner === undefined ? undefined : { is: "not", inner, text: `not ${inner.text}` };
  },
  all: ({ value, ...reading }: Operand) => readJoined("all", reading, value),
  any: ({ value, ...reading }: Operand) => readJoined("any", reading, value),
  empty: (operand: Operand) => readTruth("empty", operand),
  present: (operand: Operand) => readTruth("present", operand),
} as const satisfies Readonly<Record<string, (operand: Operand) => Matcher | undefined>>;
const operatorNames = Object.keys(operators);
const isOperator = (text: string): text is keyof typeof operators => operatorNames.includes(text);

function readOperator(field: Expectable, node: PlacedMap, reader: Reader): Matcher | undefined {
  const [entry, second] = node.entries;
  if (entry === undefined || second !== undefined) {
    return reader.report(node.at, "a matcher has exactly one key", { hint: `one of ${operatorNames.join(", ")}` });
  }
  const { key, keyAt, value } = entry;
  if (isOperator(key)) return operators[key]({ field, value, reader });
  return reportUnknown(reader, keyAt, { word: key, message: `\`${key}\` is no matcher`, words: operatorNames });
}

function readTextual(key: "contains" | "matches", { field, value, reader }: Operand): Matcher | undefined {
  const fits = field.type === "list" ? key === "contains" : !isOrdered(field.type) && field.type !== "boolean";
  if (!fits) {
    const what = key === "contains" ? "texts and lists" : "texts";
    return reader.report(value.at, `\`${key}\` is for ${what}, this is ${field.type}`);
  }
  if (value.is !== "scalar" || value.value === null || value.source === "") return expected(reader, value, "a text");
  if (key === "contains") return readPart(field, value, reader);
  const pattern = compilePattern(value.source);
  if ("wrong" in pattern) return reader.report(value.at, pattern.wrong);
  return { is: "matches", pattern, text: `matches ${pattern.text}` };
}

/** A word that a list can never hold is mistyped. */
function readPart(field: Expectable, { source, at }: PlacedScalar, reader: Reader): Matcher | undefined {
  if (field.type === "list" && !isPossible(field, source)) {
    const message = `\`${cut(source)}\` is none of the values that can be in it`;
    return reportUnknown(reader, at, { word: source, message, words: field.of ?? [] });
  }
  return { is: "contains", part: source, text: `contains ${source}` };
}

function readTruth(key: "empty" | "present", { field, value, reader }: Operand): Matcher | undefined {
  if (key === "empty" && field.type !== "list") {
    return reader.report(value.at, `\`empty\` is for lists, this is ${field.type}`);
  }
  if (value.is !== "scalar" || typeof value.value !== "boolean") return expected(reader, value, "true or false");
  const wanted = value.value;
  return { is: key, wanted, text: wanted ? key : `not ${key}` };
}
