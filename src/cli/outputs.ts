import { nearest } from "../facts/nearest.ts";
import { UsageError } from "../spec/problem.ts";
import { comesLater, isLaterFormat } from "./later.ts";

export const formats = ["tty", "json"] as const;
export type Format = (typeof formats)[number];
const isFormat = (word: string): word is Format => formats.some((format) => format === word);

/** One form of the result, and where it goes; null is stdout. */
export type Output = { readonly format: Format; readonly path: string | null };

/**
 * Reads `--format NAME[=PATH]`. Where nothing goes to stdout, the words for people do. Two formats on stdout would be
 * one that nobody can read.
 */
export function readOutputs(given: readonly string[], version: string): readonly Output[] {
  const outputs = given.map((one) => readOutput(one, version));
  const [, second] = outputs.filter((output) => output.path === null);
  if (second !== undefined) {
    throw new UsageError("two formats on stdout", `Give one of them a file: --format ${second.format}=PATH`);
  }
  const paths = outputs.flatMap((output) => output.path ?? []);
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) throw new UsageError(`two formats into one file: ${twice}`);
  return outputs.some((output) => output.path === null) ? outputs : [...outputs, { format: "tty", path: null }];
}

function readOutput(given: string, version: string): Output {
  const [, name = "", path] = /^([^=]*)(?:=(.*))?$/s.exec(given) ?? [];
  if (isLaterFormat(name))
    throw new UsageError(comesLater(`--format ${name}`, version), `Formats: ${formats.join(", ")}.`);
  if (!isFormat(name)) {
    const meant = nearest(name, formats);
    const hint = meant === undefined ? "" : `: did you mean \`${meant}\`?`;
    throw new UsageError(`\`${name}\` is not a format${hint}`, `Formats: ${formats.join(", ")}.`);
  }
  if (path === "")
    throw new UsageError(
      `--format ${name}= names no file`,
      `Write --format ${name}=PATH, or --format ${name} for stdout.`,
    );
  return { format: name, path: path === undefined || path === "-" ? null : path };
}
