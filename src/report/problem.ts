import { mostProblems, positionOf, type Problem } from "../spec/problem.ts";
import { own, shown, type Style } from "./style.ts";
import { visible } from "./text.ts";
import { padded, widthOf, wrapped } from "./width.ts";

/** Every mistake of a file with its place, its code and what was probably meant; then that nothing was checked. */
export function writeProblems(problems: readonly Problem[], style: Style): string {
  const blocks = problems.slice(0, mostProblems).map((problem) => writeProblem(problem, style));
  const left = problems.length - mostProblems;
  if (left > 0) blocks.push(`and ${left} more`);
  if (blocks.length === 0) blocks.push("The file cannot be used.");
  const help = [...new Set(problems.flatMap((problem) => problem.help ?? []))].map((one) => shown(one, style));
  const ending = [
    ...help.map((one) => (/[.!?]$/.test(one) ? one : `${one}.`)),
    `${problems.length > 1 ? `${problems.length} mistakes. ` : ""}Nothing was checked (exit 2).`,
  ];
  return `${[...blocks, wrapped(ending.join(" "), style.columns).join("\n")].join("\n\n")}\n`;
}

type Line = { readonly number: number; readonly text: string };

function writeProblem(problem: Problem, style: Style): string {
  const { source, message, hint } = problem;
  const start = Math.min(problem.at.start, source.text.length);
  const { line, column } = positionOf(source.text, start);
  const name = shown(source.name, style);
  const place = `${name}:${line}:${column}`;
  const words = wrapped(shown(message, style, 600), Math.max(30, style.columns - widthOf(place) - 2));
  const head = words.map((one, index) =>
    index === 0 ? `${place}  ${one}` : `${" ".repeat(widthOf(place) + 2)}${one}`,
  );
  const lineStart = source.text.lastIndexOf("\n", start - 1) + 1;
  const text = lineAt(source.text, lineStart);
  const before = line > 1 ? lineAt(source.text, source.text.lastIndexOf("\n", lineStart - 2) + 1) : "";
  const code: Line[] = [...(before.trim() === "" ? [] : [{ number: line - 1, text: before }]), { number: line, text }];
  const from = start - lineStart;
  const to = Math.max(from, Math.min(problem.at.end - lineStart, text.length));
  if (problem.hidden === true || standsInAnswers(source, { start: lineStart, end: lineStart + text.length }))
    return [...head, "", ...hintAlone(hint, style)].join("\n");
  const frame = { width: Math.max(4, String(line).length + 1), style };
  return [...head, "", ...excerpt(code, { from, to }, frame), caret(text, { from, to, hint }, frame)].flat().join("\n");
}

/** The answers of a site file, by its lines: also where it is not valid YAML. */
const answers = /^inputs[ \t]*:.*(?:\n(?:[ \t#-].*)?)*/m;

/** Whether a line, or the one before it that would be shown too, may hold an answer of a site file. */
function standsInAnswers({ text, confidential }: Problem["source"], line: { start: number; end: number }): boolean {
  if (confidential !== true) return false;
  const found = answers.exec(text);
  if (found === null) return text.includes("inputs");
  const end = found.index + found[0].length;
  return line.start <= end + 1 && line.end >= found.index;
}

/** A line that holds a secret is named and not shown: a screen is read over shoulders and kept in logs. */
const hintAlone = (hint: string | undefined, style: Style): readonly string[] =>
  [`the line is not shown, since it may hold a secret${hint === undefined ? "" : `: ${shown(hint, style)}`}`].flatMap(
    (line) => wrapped(line, style.columns - 6).map((one) => `      ${one}`),
  );

/** The line that begins at an offset, without its end. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, "");
}

type Frame = { readonly width: number; readonly style: Style };
type Stretch = { readonly from: number; readonly to: number };

const gutter = (number: string, { width, style }: Frame): string => own(` ${number.padStart(width)} │ `, style);

/** What of long lines is shown: a window that holds the start of the mistake, the same for all lines. */
function windowOf({ from }: Stretch, { width, style }: Frame): Stretch {
  const room = Math.max(20, style.columns - width - 6);
  const start = from < room - 10 ? 0 : from - Math.floor(room / 2);
  return { from: start, to: start + room };
}

function excerpt(lines: readonly Line[], at: Stretch, frame: Frame): readonly string[] {
  const window = windowOf(at, frame);
  const ellipsis = own("…", frame.style);
  return lines.map(({ number, text }) => {
    const start = window.from > 0 && text.length > 0 ? ellipsis : "";
    const piece = part(text, { from: window.from + start.length, to: window.to }, frame);
    const end = text.length > window.to ? ellipsis : "";
    return `${gutter(String(number), frame)}${start}${piece}${end}`.trimEnd();
  });
}

const part = (text: string, { from, to }: Stretch, { style }: Frame): string =>
  visible(text.slice(from, to), { ascii: !style.unicode, most: 4000 });

function caret(text: string, marked: Stretch & { readonly hint: string | undefined }, frame: Frame): readonly string[] {
  const window = windowOf(marked, frame);
  const cutAway = window.from > 0 ? own("…", frame.style).length : 0;
  const lead = cutAway + widthOf(part(text, { from: window.from + cutAway, to: marked.from }, frame));
  const length = Math.max(1, widthOf(part(text, { from: marked.from, to: Math.min(marked.to, window.to) }, frame)));
  const line = `${gutter("", frame)}${padded("", lead)}${"^".repeat(length)}`;
  if (marked.hint === undefined) return [line];
  const hint = shown(marked.hint, frame.style);
  if (widthOf(line) + widthOf(hint) + 1 <= frame.style.columns) return [`${line} ${hint}`];
  const below = gutter("", frame);
  return [line, ...wrapped(hint, Math.max(20, frame.style.columns - widthOf(below))).map((one) => below + one)];
}
