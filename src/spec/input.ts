import { nearest } from "../facts/nearest.ts";
import { mayHoldLogin } from "../facts/url-query.ts";
import { typeRow, types, type TypeName, type Value } from "../facts/types.ts";
import type { Condition } from "./condition.ts";
import type { ConditionType } from "./condition-types.ts";
import { conditionType } from "./condition-types.ts";
import { cut, type Placed, type PlacedList } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import { asPlaced, expected, number, object, oneOf, present, someOf, text, truth, type ObjectOf } from "./shape.ts";

/** The types that a question to an operator may have (docs/reference/types.md). */
export const inputTypes = [
  "text",
  "integer",
  "number",
  "boolean",
  "choice",
  "list",
  "domain",
  "host",
  "ip",
  "url",
  "path",
  "duration",
  "size",
  "database-url",
] as const satisfies readonly TypeName[];
export type InputType = (typeof inputTypes)[number];

/** A question that the operator answers. */
export type Input = {
  readonly name: string;
  readonly type: InputType;
  readonly of?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** An ending that the file adds itself, so that no answer may have it. */
  readonly without?: string;
  /** Holds when nobody says otherwise, and is shown as assumed. */
  readonly default?: Value;
  /** `default: null`: none is what holds when nobody says otherwise. */
  readonly assumesNone?: true;
  /** Only fills the prompt. */
  readonly suggest?: Value;
  readonly optional: boolean;
  readonly secret: boolean;
  readonly ask: string;
  readonly example?: string;
  readonly when?: Condition;
  readonly at: Span;
};

/** What is assumed where nobody says otherwise, in words; undefined where nothing is. */
export function assumedWords({ type, default: standing, assumesNone }: Input): string | undefined {
  if (assumesNone === true) return "none";
  return standing === undefined ? undefined : typeRow(type).show(standing);
}

/** The condition of an input is parsed later, when all inputs are known. */
export type DraftInput = Omit<Input, "when"> & { readonly condition?: { readonly text: string; readonly at: Span } };

const keys = {
  type: { shape: oneOf(...inputTypes), says: "the type of the answer", required: true },
  of: { shape: someOf(text("a word to choose"), "a list of words"), says: "what can be chosen (choice and list)" },
  min: { shape: number, says: "the least number" },
  max: { shape: number, says: "the largest number" },
  without: {
    shape: text("an ending"),
    says: "an ending that the answer is given without (text): who gives it is told",
  },
  default: { shape: asPlaced, says: "holds when nobody says otherwise, null for none; shown as assumed" },
  suggest: { shape: asPlaced, says: "only fills the prompt" },
  optional: { shape: truth, says: "may be answered with none" },
  secret: { shape: truth, says: "comes in by reference and never goes out" },
  ask: { shape: text("a question"), says: "the question as the operator reads it" },
  example: { shape: text("an example"), says: "an answer, as an example" },
  when: { shape: text("a condition"), says: "asked only where this holds" },
} as const;

const shape = object(keys, "an input with its type");
export const inputSchema = shape.schema;
export const inputName = /^[a-z][A-Za-z0-9]{0,40}$/;

/** Reads one input of a file. */
export function readInput(
  name: string,
  at: Span,
  { node, reader }: { readonly node: Placed; readonly reader: Reader },
): DraftInput | undefined {
  const read = shape.read(node, reader);
  if (read === undefined || !isConsistent(read, reader)) return undefined;
  const { type, of, min, max, without, example } = read;
  const { optional = false, secret = false, ask = `What is ${name}?` } = read;
  const base = { name, type, optional, secret, ask, at, ...present({ of, min, max, without, example }) };
  const before = reader.problems.length;
  const value = (written: Placed | undefined): Value | undefined =>
    written === undefined || secret ? undefined : readPlacedValue(base, written, reader);
  const standing = isNone(base, read.default)
    ? ({ assumesNone: true } as const)
    : present({ default: value(read.default) });
  const values = { ...standing, ...present({ suggest: value(read.suggest) }) };
  if (reader.problems.length > before) return undefined;
  const condition = read.when === undefined ? undefined : { text: read.when, at: read.places["when"] ?? at };
  return { ...base, ...values, ...present({ condition }) };
}

/** `default: null`, where none is an answer. */
const isNone = ({ optional, secret }: Pick<Input, "optional" | "secret">, node: Placed | undefined): boolean =>
  optional && !secret && node?.is === "scalar" && node.value === null;

/** Checks the keys of an input against one another. */
function isConsistent(read: ObjectOf<typeof keys>, reader: Reader): boolean {
  const mistakes = [...wrongWords(read), ...wrongBounds(read), ...wrongSecret(read)];
  for (const [key, message] of mistakes) reader.report(read.places[key] ?? read.at, message);
  return mistakes.length === 0;
}

type Wrong = readonly (readonly [keyof typeof keys, string])[];

function wrongWords({ type, of, without, ask = "" }: ObjectOf<typeof keys>): Wrong {
  const mistakes: [keyof typeof keys, string][] = [];
  if (without !== undefined && type !== "text") {
    mistakes.push(["without", `\`without\` is for text, not ${type}`]);
  }
  if (of !== undefined && type !== "choice" && type !== "list") {
    mistakes.push(["of", `\`of\` is for choice and list, not ${type}`]);
  }
  if (type === "choice" && of === undefined) mistakes.push(["type", "a choice needs `of`: the words to choose from"]);
  if (/\$\{?(inputs|sizing|answers)\./.test(ask)) {
    mistakes.push(["ask", "a reference in `ask`: it would be printed as it stands"]);
  }
  return mistakes;
}

function wrongBounds(read: ObjectOf<typeof keys>): Wrong {
  const { type, min, max } = read;
  const given = (["min", "max"] as const).filter((key) => read[key] !== undefined);
  if (type !== "integer" && type !== "number") {
    return given.map((key) => [key, `\`${key}\` is for integer and number, not ${type}`]);
  }
  return (min ?? -Infinity) > (max ?? Infinity) ? [["min", `no number is at least ${min} and at most ${max}`]] : [];
}

function wrongSecret(read: ObjectOf<typeof keys>): Wrong {
  const given = (["default", "suggest"] as const).filter((key) => read[key] !== undefined);
  return read.secret === true ? given.map((key) => [key, `a secret has no \`${key}\`: it comes in by reference`]) : [];
}

type Answerable = Pick<Input, "name" | "type" | "of" | "min" | "max" | "without">;

/** The items of a list that somebody wrote, or undefined with what is wrong with one: none may be lost. */
export function readItems(node: PlacedList, reader: Reader): readonly string[] | undefined {
  const before = reader.problems.length;
  const items = node.items.flatMap((item) => {
    if (item.is !== "scalar" || item.value === null) return expected(reader, item, "a text") ?? [];
    // Answers are joined by commas on every way in, so an item with one would come out as two.
    if (item.source.includes(",")) return reader.report(item.at, "an item of a list holds no comma") ?? [];
    return [item.source];
  });
  return reader.problems.length > before ? undefined : items;
}

function readPlacedValue(input: Answerable, node: Placed, reader: Reader): Value | undefined {
  const isWrong = node.is === "map" || (node.is === "list" && input.type !== "list");
  if (isWrong || (node.is === "scalar" && node.value === null)) return expected(reader, node, types[input.type].says);
  const written = node.is === "scalar" ? node.source : readItems(node, reader)?.join(",");
  if (written === undefined) return undefined;
  const parsed = parseAnswer(input, written);
  return "wrong" in parsed ? reader.report(node.at, parsed.wrong) : parsed.value;
}

/** Reads what a person answered, as text. The error names what was expected; it never repeats a secret. */
export function parseAnswer(input: Answerable, answer: string): { readonly value: Value } | { readonly wrong: string } {
  const row = typeRow(input.type);
  const value = row.read(answer);
  if (value === undefined) {
    const refusal = row.refusal?.(answer);
    const shown = input.type === "database-url" ? "this" : told(answer);
    if (refusal !== undefined) return { wrong: `${shown} ${refusal}` };
    return { wrong: `${shown} is not ${row.says}, for example ${row.example}` };
  }
  const wrong = wrongWord(input, value) ?? wrongNumber(input, value) ?? wrongEnding(input, value);
  return wrong === undefined ? { value } : { wrong };
}

/** What somebody wrote, unless there may be a password in it: an answer may stand in the place of another. */
const told = (answer: string): string => (mayHoldLogin(answer) ? "this" : `\`${cut(answer)}\``);

function wrongWord({ of }: Answerable, value: Value): string | undefined {
  if (of === undefined) return undefined;
  const outside = [value].flat().find((one) => !of.includes(String(one)));
  if (outside === undefined) return undefined;
  const meant = nearest(String(outside), of);
  const hint = meant === undefined ? "" : `: did you mean \`${meant}\`?`;
  return `${told(String(outside))} is none of ${of.join(", ")}${hint}`;
}

function wrongNumber({ min, max }: Answerable, value: Value): string | undefined {
  if (typeof value !== "number" || (value >= (min ?? -Infinity) && value <= (max ?? Infinity))) return undefined;
  const bounds = [min === undefined ? [] : `at least ${min}`, max === undefined ? [] : `at most ${max}`].flat();
  return `${value} is not ${bounds.join(" and ")}`;
}

function wrongEnding({ without }: Answerable, value: Value): string | undefined {
  if (without === undefined || typeof value !== "string") return undefined;
  if (!value.toLowerCase().endsWith(without.toLowerCase())) return undefined;
  return `\`${cut(value)}\` is to be given without \`${cut(without)}\`, which is added`;
}

/** The type that conditions see: a secret can only be asked whether it is null. */
export const inputConditionType = (input: Pick<Input, "type" | "secret">): ConditionType =>
  input.secret ? "secret" : conditionType(input.type);
