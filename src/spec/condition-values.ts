import type { Value } from "../facts/types.ts";
import { countsAs } from "../facts/tolerance.ts";
import { parseSize } from "../facts/units.ts";
import { hostOf, isLoopback } from "../facts/url-host.ts";
import { compareVersions, parseVersion } from "../facts/versions.ts";
import type { Truth } from "./condition-types.ts";
import { holds } from "./holds.ts";
import { compilePattern, longestMatched } from "./pattern.ts";
import { parseRange } from "./range.ts";

type Unknown = Extract<Truth, { is: "unknown" }>;
/** A value while it is computed with: lists may hold numbers, which no input or fact does. */
export type Held = Value | readonly (string | number)[];
type Valued = { readonly is: "value"; readonly value: Held; readonly tolerance?: number };
/** What a part of a condition came to. `none` is null: an input answered with nothing, or the word itself. */
export type Result = Valued | { readonly is: "none" } | Extract<Truth, { is: "absent" }> | Unknown;

export const value = (of: Held): Result => ({ is: "value", value: of });
export const isTrue = (result: Result): boolean => result.is === "value" && result.value === true;
export const isFalse = (result: Result): boolean => result.is === "value" && result.value === false;
export const unknownFor = (why: string, code: Unknown["code"] = "condition-open"): Unknown => ({
  is: "unknown",
  code,
  why: [why],
});

/**
 * Two values as they are compared: an amount that has a tolerance counts as the number beside it where it falls short of
 * it by no more than that. Of two that have one neither is a bound for the other.
 */
export function compared(left: Valued, right: Valued): readonly [Held, Held] {
  const [own, other] = [left.tolerance ?? 0, right.tolerance ?? 0];
  if (typeof left.value !== "number" || typeof right.value !== "number") return [left.value, right.value];
  if (own > 0 && other === 0) return [countsAs(left.value, own, right.value), right.value];
  if (other > 0 && own === 0) return [left.value, countsAs(right.value, other, left.value)];
  return [left.value, right.value];
}

/** The result that keeps a whole from having a value: unknown before absent, since what is unknown may yet be anything. */
export function weakest(results: readonly Result[]): Exclude<Result, { is: "value" }> | undefined {
  const unknown = results.filter((result) => result.is === "unknown");
  const [first] = unknown;
  if (first !== undefined) return { ...first, why: [...new Set(unknown.flatMap((one) => one.why))] };
  const absent = results.find((result) => result.is === "absent");
  if (absent !== undefined) return absent;
  return results.some((result) => result.is === "none") ? { is: "absent", name: "null" } : undefined;
}

export function literal(given: unknown): Result {
  if (given === null) return { is: "none" };
  if (typeof given === "bigint") return value(Number(given));
  return typeof given === "string" || typeof given === "number" || typeof given === "boolean"
    ? value(given)
    : unknownFor("a value of a type that it cannot have");
}

const sizeOf = (of: Held | undefined): number => (Array.isArray(of) ? of.length : Array.from(String(of)).length);

const calculations: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

/** Numbers are doubles. What is no finite number, a division by zero for one, is unknown. */
export function arithmetic(operator: string, left: number, right: number): Result {
  const result = calculations[operator]?.(left, right);
  if (result === undefined || Number.isNaN(Number(result)) || Math.abs(Number(result)) === Infinity) {
    return unknownFor(`${left} ${operator} ${right} is no number`);
  }
  return value(result);
}

/** What a function gives for values that are all known. */
export function call(name: string, [first, second]: readonly Held[]): Result {
  if (name === "size") return value(sizeOf(first));
  if (name === "days") return value(Number(first) * 86_400);
  if (name === "bytesOf") return value(parseSize(String(first))?.value ?? Number.NaN);
  if (name === "hostOf") return value(hostOf(String(first)));
  if (name === "isLoopback") return value(isLoopback(String(first)));
  return name === "inRange" ? inRange(String(first), String(second)) : like(String(first), String(second));
}

/** What a method gives for a receiver and its argument that are both known. */
export function method(name: string, [receiver, given]: readonly Held[]): Result {
  if (name === "size") return value(sizeOf(receiver));
  const [text, part] = [String(receiver), String(given)];
  if (name === "startsWith") return value(text.startsWith(part));
  return value(name === "endsWith" ? text.endsWith(part) : text.includes(part));
}

function inRange(text: string, range: string): Result {
  const version = parseVersion(text);
  const parsed = parseRange("version", range);
  if (version === undefined || "wrong" in parsed) return unknownFor(`\`${text.slice(0, 60)}\` is no version`);
  return value(holds(parsed, (bound) => (typeof bound === "number" ? Number.NaN : compareVersions(version, bound))));
}

function like(text: string, pattern: string): Result {
  if (text.length > longestMatched) return unknownFor(`a text of more than ${longestMatched} characters`, "limit");
  const compiled = compilePattern(pattern);
  return "wrong" in compiled ? unknownFor(compiled.wrong) : value(compiled.found(text));
}
