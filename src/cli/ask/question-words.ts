import { typeRow } from "../../facts/types.ts";
import type { OpenQuestion } from "../../judge/open-questions.ts";
import { own, shown, type Style } from "../../report/style.ts";
import { wrapped } from "../../report/width.ts";
import { counted } from "../../report/words.ts";
import { assumedWords, type Input } from "../../spec/input.ts";

export type Numbered = { readonly number: number; readonly most: number };

/** Titles named at a question; the others are told by `?`. */
const mostTitles = 4;

/** Text that is set off by spaces, within the width of the terminal. */
export const indented = (text: string, style: Style, indent = "  "): readonly string[] =>
  text === "" ? [] : wrapped(own(text, style), style.columns - indent.length).map((line) => indent + line);

/** A question: its place among the others, what is asked, what hangs on it, and what may be answered. */
export function questionLines(
  input: Input,
  question: Pick<OpenQuestion, "settles" | "decides">,
  { numbered: { number, most }, style }: { readonly numbered: Numbered; readonly style: Style },
): readonly string[] {
  const of = most > number ? `of at most ${most}` : `of ${most}`;
  return [
    "",
    `Question ${number} ${of}: ${shown(input.name, style)}`,
    ...indented(shown(input.ask, style, 1000), style),
    ...indented(settlesWords(question, style), style),
    ...choices(input, style),
    ...indented(formWords(input, style), style),
  ];
}

function settlesWords({ settles, decides }: Pick<OpenQuestion, "settles" | "decides">, style: Style): string {
  const named = settles.slice(0, mostTitles).map(({ title }) => shown(title, style, 60));
  const left = settles.length - named.length;
  const more = left > 0 ? `, and ${left} more` : "";
  const others =
    decides.length === 0
      ? ""
      : `whether ${counted(decides.length, "more question")} ${decides.length === 1 ? "follows" : "follow"}`;
  if (settles.length === 0) return `Settles ${others}.`;
  return `Settles: ${named.join(", ")}${more}${others === "" ? "" : `; and ${others}`}.`;
}

const choices = ({ of = [] }: Input, style: Style): readonly string[] =>
  of.map((word, index) => `    ${`${index + 1}`.padStart(`${of.length}`.length)}  ${shown(word, style)}`);

/** What may be typed, in one line; nothing where the choices say it. */
function formWords(input: Input, style: Style): string {
  const { type, of = [], optional, suggest } = input;
  const suggested = suggest === undefined ? "" : ` (suggested: ${shown(typeRow(type).show(suggest), style)})`;
  // A choice may have the word among its own.
  const isNone = optional && !of.includes("none");
  const value = valueWords(input, style);
  if (value === "") return isNone ? "Or none." : "";
  return `${value}${suggested}${isNone ? ", or none" : ""}`;
}

function valueWords({ type, of, secret, example, min, max }: Input, style: Style): string {
  if (secret) return "A secret: not itself, only where it lies, as env:NAME or file:PATH";
  if (type === "choice") return "";
  if (type === "list") return `One or several${of === undefined ? "" : " words or numbers"}, separated by commas`;
  const { says, example: usual } = typeRow(type);
  const bounds = [min === undefined ? [] : `at least ${min}`, max === undefined ? [] : `at most ${max}`].flat();
  const what = `${says.charAt(0).toUpperCase()}${says.slice(1)}`;
  const bounded = bounds.length === 0 ? what : `${what}, ${bounds.join(" and ")}`;
  return type === "boolean" ? bounded : `${bounded}, for example ${shown(example ?? usual, style)}`;
}

/** The line at which is typed. What was assumed until now stands if nothing is. */
export function promptWords(input: Input, style: Style): string {
  const assumed = assumedWords(input);
  const enter = assumed === undefined ? "Enter leaves it open" : `Enter keeps ${shown(assumed, style, 60)}`;
  return `${shown(input.name, style)} (${enter}): `;
}

/** All that hangs on an answer, and why: what `?` tells. */
export function moreLines(input: Input, { settles }: OpenQuestion, style: Style): readonly string[] {
  const about = settles.flatMap(({ title, because }) =>
    indented(`${shown(title, style)}${because === null ? "" : `: ${shown(because, style)}`}`, style, "    "),
  );
  const { example } = input;
  return [
    ...(about.length === 0 ? [] : ["  It decides or is looked at for:", ...about]),
    ...(example === undefined ? [] : indented(`An example: ${shown(example, style)}`, style)),
    ...indented(
      assumedWords(input) === undefined
        ? "Left open, what depends on it stays unknown. It can be answered later."
        : "Where nobody answers, the value that Enter keeps is assumed, and reports say so.",
      style,
    ),
  ];
}
