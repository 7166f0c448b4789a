import { mostCharacters, visible } from "./text.ts";

/** How a terminal wants its text. */
export type Style = {
  /** Cells in a line. */
  readonly columns: number;
  readonly colour: boolean;
  /** False: only ASCII is written, since other bytes may mean anything there. */
  readonly unicode: boolean;
};

export type Mark = "met" | "warning" | "unmet" | "unknown" | "note";

const marks: Readonly<Record<Mark, { readonly sign: string; readonly word: string; readonly colour: number }>> = {
  met: { sign: "✓", word: "ok", colour: 32 },
  warning: { sign: "!", word: "warn", colour: 33 },
  unmet: { sign: "✗", word: "FAIL", colour: 31 },
  unknown: { sign: "?", word: "????", colour: 35 },
  note: { sign: "·", word: "note", colour: 36 },
};

/** Cells that a mark takes, the same for all. */
export const markWidth = (style: Style): number => (style.unicode ? 1 : 4);

/** A mark, padded to its width. Only the mark is coloured, and each differs without colour. */
export function mark(name: Mark, style: Style): string {
  const { sign, word, colour } = marks[name];
  const text = style.unicode ? sign : word.padEnd(markWidth(style));
  return style.colour ? `\u001b[${colour}m${text}\u001b[0m` : text;
}

const plainSigns: Readonly<Record<string, string>> = { "·": "-", "…": "...", "│": "|", "–": "-", "→": "->" };

/** Our own words, without signs that the terminal does not know. */
export const own = (text: string, style: Style): string =>
  style.unicode ? text : text.replaceAll(/[·…│–→]/g, (sign) => plainSigns[sign] ?? sign);

/** A text that is not ours, ready to be shown. */
export const shown = (text: string, style: Style, most: number = mostCharacters): string =>
  visible(own(text, style), { ascii: !style.unicode, most });
