import { resolve } from "node:path";
import { nearest } from "../facts/nearest.ts";
import { UsageError } from "../spec/problem.ts";
import { comesLater, isLaterFormat } from "./later.ts";

/** Every form of a report. Commands that make no report know the first two. */
export const formats = ["tty", "json", "junit", "sarif", "markdown", "html", "prometheus"] as const;
export type Format = (typeof formats)[number];

/** One form of the result, and where it goes; null is stdout. */
export type Output<F extends string = Format> = { readonly format: F | "tty"; readonly path: string | null };

/** Reads `--format NAME[=PATH]` of a command that tells of a run. */
export const readOutputs = (given: readonly string[], version: string): readonly Output[] =>
  readOutputsOf(given, { version, known: formats });

/** The forms of a list, to hand to others. */
const listFormats = ["csv", "markdown"] as const;
export type ListFormat = (typeof listFormats)[number];
type PlainFormat = "tty" | "json" | ListFormat;

/** The same for what is no report: facts, an explanation; and for lists. */
export function readPlainOutputs(
  given: readonly string[],
  version: string,
  isList = false,
): readonly Output<PlainFormat>[] {
  const known: readonly PlainFormat[] = isList ? ["tty", "json", ...listFormats] : ["tty", "json"];
  const isReport = (name: string): boolean => formats.some((one) => one === name) && !known.some((one) => one === name);
  const other = given.map((one) => one.split("=")[0] ?? "").find(isReport);
  if (other === undefined) return readOutputsOf(given, { version, known });
  throw new UsageError(
    `--format ${other} is a form of a report, and this command makes none`,
    `Formats here: ${known.join(", ")}. Reports: footing check, footing judge.`,
  );
}

type Known<F extends string> = { readonly version: string; readonly known: readonly F[] };

/**
 * Reads `--format NAME[=PATH]`, where these formats are known. Where nothing goes to stdout, the words for people do. Two
 * formats on stdout would be one that nobody can read.
 */
export function readOutputsOf<F extends string>(given: readonly string[], known: Known<F>): readonly Output<F>[] {
  const outputs = given.map((one) => readOutput(one, known));
  const [, second] = outputs.filter((output) => output.path === null);
  if (second !== undefined) {
    throw new UsageError("two formats on stdout", `Give one of them a file: --format ${second.format}=PATH`);
  }
  const paths = outputs.flatMap((output) => output.path ?? []);
  expectApart(
    paths,
    paths.map((path) => resolve(path)),
  );
  return outputs.some((output) => output.path === null) ? outputs : [...outputs, { format: "tty", path: null }];
}

/** Refuses two formats into one file: one of them would be lost. `places`: which file each path is, one way to write it. */
export function expectApart(paths: readonly string[], places: readonly string[]): void {
  const second = places.findIndex((place, index) => places.indexOf(place) < index);
  const [path, twin] = [paths[second], paths[places.indexOf(places[second] ?? "")]];
  if (path === undefined || twin === undefined) return;
  const words = path === twin ? path : `${twin} and ${path}`;
  throw new UsageError(`two formats into one file: ${words}`, "Give each a file of its own.");
}

function readOutput<F extends string>(given: string, { version, known }: Known<F>): Output<F> {
  const [, name = "", path] = /^([^=]*)(?:=(.*))?$/s.exec(given) ?? [];
  const format = known.find((one) => one === name);
  if (format === undefined) throw noFormat(name, { version, known });
  if (path === "")
    throw new UsageError(
      `--format ${name}= names no file`,
      `Write --format ${name}=PATH, or --format ${name} for stdout.`,
    );
  return { format, path: path === undefined || path === "-" ? null : path };
}

/**
 * Refuses what a run of only some requirements cannot be written as: the state of a site, which would say nothing of the
 * rest and stand there as if it were whole.
 */
export function expectWholeRun(
  outputs: readonly Output[],
  { only = [], skip = [] }: { readonly only?: readonly string[]; readonly skip?: readonly string[] },
): void {
  if (only.length + skip.length === 0 || outputs.every(({ format }) => format !== "prometheus")) return;
  const option = only.length > 0 ? "--only" : "--skip";
  throw new UsageError(
    `a part of the requirements is no state of a site: --format prometheus cannot go with ${option}`,
    `Leave ${option} out, or choose another format.`,
  );
}

function noFormat(name: string, { version, known }: Known<string>): UsageError {
  const here = `Formats: ${known.join(", ")}.`;
  if (isLaterFormat(name)) return new UsageError(comesLater(`--format ${name}`, version), here);
  if (listFormats.some((one) => one === name)) {
    const words = `--format ${name} is a form of a list, and this command makes none`;
    return new UsageError(words, `${here} Lists: footing show.`);
  }
  const meant = nearest(name, known);
  const hint = meant === undefined ? "" : `: did you mean \`${meant}\`?`;
  return new UsageError(`\`${name}\` is not a format${hint}`, here);
}
