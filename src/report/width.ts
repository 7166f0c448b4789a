/** Characters that take two cells: East Asian Wide and Fullwidth (UAX #11), and emoji drawn as pictures. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const none = /[\p{Mn}\p{Me}]/u;
const plain = /^[ -~]*$/;

const cells = (character: string): number => (none.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** How many cells of a terminal a text takes. It has passed `visible`, so nothing in it moves the cursor. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  return Array.from(text, cells).reduce((sum, one) => sum + one, 0);
}

export const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** Breaks a text into lines of at most `width` cells, at spaces where it can, inside a word where it must. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((one) => broken(one, Math.max(2, width)))) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= width || line === "") {
      line = joined;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}

function broken(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  let taken = 0;
  for (const character of word) {
    const more = cells(character);
    if (taken + more > width) {
      pieces.push(piece);
      piece = "";
      taken = 0;
    }
    piece += character;
    taken += more;
  }
  return [...pieces, piece];
}
