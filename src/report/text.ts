/**
 * Characters that steer a terminal, reorder a line, or take no room on it: controls (C0, C1), format characters (the
 * bidirectional ones of UAX #9, zero-width ones, tags, the soft hyphen), line and paragraph separators, lone surrogates,
 * and all else that Unicode draws as nothing (Default_Ignorable_Code_Point, unassigned).
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Marks piled upon one letter beyond these draw over the lines above it; no script needs more. */
const piled = /(?<=\p{M}{4})\p{M}/gu;

const beyondAscii = /[^ -~]/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(character: string): string {
  const known = named[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
}

export type Showing = {
  /** Longer texts are cut, with an ellipsis as the last character: 200 characters where not said. */
  readonly most?: number;
  /** Everything beyond ASCII becomes an escape too, for a terminal that does not read UTF-8. */
  readonly ascii?: boolean;
};

export const mostCharacters = 200;

/**
 * A text from a target, server or file as it may be shown: one line, without anything that a terminal would obey
 * (docs/explanation/never-a-false-green.md). Every writer of every format takes its texts through here.
 */
export function visible(text: string, { most = mostCharacters, ascii = false }: Showing = {}): string {
  // Cut first: an escape that is cut in half would be no escape, and a long text would cost its whole length.
  const characters = text.length > most ? Array.from(text.slice(0, 2 * most + 2)) : [];
  const isCut = characters.length > most;
  const ellipsis = ascii ? "..." : "…";
  const shown = isCut ? characters.slice(0, Math.max(0, most - 1)).join("") : text;
  const plain = shown.replace(invisible, escaped).replace(piled, escaped);
  const whole = ascii ? plain.replace(beyondAscii, escaped) : plain;
  return isCut ? whole + ellipsis : whole;
}

/** Escapes in a JSON text what a terminal would obey, so that printing a report is harmless; its values stay the same. */
export const harmlessJson = (text: string): string =>
  text.replace(invisible, (character) => {
    // Line feeds stand between the values; within them JSON has escaped every control character already.
    if (character === "\n") return character;
    return Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
    }).join("");
  });
