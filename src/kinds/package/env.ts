import { type Content, lineAt, withoutMark } from "./content.ts";
import { type End, endIn, namesAnEnd } from "./end.ts";
import { isUnfilled, type Shape, shapeOfText } from "./value.ts";

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)([ \t]*)=([ \t]*)/;
/** `$NAME`, `${NAME}` and nothing else. */
const reference = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})$/;
/** Every way to name a variable, with what stands in its place where it is not set: `${NAME:-else}`. */
const references = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*[^{}$]*\})/g;

type Value = { readonly text: string; readonly shape: Shape };
type Written = Value & { readonly unfilled: boolean };

/** The names that an env file gives a value: a mark at its begin, line ends of Windows, `export` and quotes are taken. */
export function envContent(given: string): Content {
  const text = withoutMark(given).replaceAll("\r\n", "\n");
  if (text.includes("\0")) return { is: "broken", words: "no text of one byte a letter (UTF-16, or an archive?)" };
  const values = new Map<string, Written>();
  for (let at = 0; at < text.length;) {
    const [whole, name, before, behind] = assignment.exec(lineFrom(text, at)) ?? [];
    if (whole === undefined || name === undefined) {
      at = endOfLine(text, at) + 1;
      continue;
    }
    const read = valueAt(text, at + whole.length);
    if (read === undefined) return { is: "broken", words: `a quote that is not closed at line ${lineAt(text, at)}` };
    // A shell runs `KEY =x` and `KEY= x` as a program; Compose takes the value all the same.
    const isSpaced = before !== "" || (behind !== "" && read.value !== "");
    const value: Value = isSpaced ? { text: "", shape: "spaced" } : valueOf(read, values);
    values.set(name, { ...value, unfilled: isUnfilled(read.value) });
    at = endOfLine(text, read.end) + 1;
  }
  const ends = [...values].flatMap(([name, { text: value }]): readonly End[] => (namesAnEnd(name) ? endIn(value) : []));
  const shapes = new Map([...values].map(([name, { shape }]) => [name, shape]));
  return { is: "keys", shapes, ends, unfilled: [...values].flatMap(([name, one]) => (one.unfilled ? [name] : [])) };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

const lineFrom = (text: string, from: number): string => text.slice(from, endOfLine(text, from));

type Read = { readonly value: string; readonly end: number; readonly literal: boolean };

/** Undefined: a quote is open to the end of the file. In quotes a value may go over several lines. */
function valueAt(text: string, from: number): Read | undefined {
  const quote = text[from];
  if (quote !== "'" && quote !== '"') {
    // A comment begins behind a space, which the equals sign may have taken.
    const value = text[from] === "#" && text[from - 1] !== "=" ? "" : withoutComment(lineFrom(text, from));
    return { value: value.trim(), end: from, literal: false };
  }
  const end = closing(text, from + 1, quote);
  if (end === undefined) return undefined;
  // What stands right behind the quote belongs to the value too.
  const rest = /^[^ \t\n]*/.exec(lineFrom(text, end + 1))?.[0] ?? "";
  return { value: text.slice(from + 1, end) + rest, end, literal: quote === "'" };
}

function withoutComment(line: string): string {
  const at = line.search(/[ \t]#/);
  return at === -1 ? line : line.slice(0, at);
}

function closing(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

/** A value that only names a variable is what that one is; one from outside the file cannot be known. */
function valueOf({ value, literal }: Read, before: ReadonlyMap<string, Value>): Value {
  const [, plain, braced] = (literal ? undefined : reference.exec(value)) ?? [];
  const name = plain ?? braced;
  if (name === undefined) return literal || !isOpen(value) ? { text: value, shape: shapeOfText(value) } : outside;
  return before.get(name) ?? outside;
}

const outside: Value = { text: "", shape: "referred" };

/** True where nothing of its own is left beside variables, or its reader goes on where the line ends. */
function isOpen(value: string): boolean {
  const own = value.replaceAll(references, "").replaceAll(/["']/g, "");
  return value.endsWith("\\") || (own !== value && own.trim() === "");
}
