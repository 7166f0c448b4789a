type Rows = { readonly before: readonly number[]; readonly last: readonly number[] };
type Pair = { readonly a: string; readonly b: string; readonly most: number };

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;

/** The next row of Levenshtein's table, a swap of neighbours counted once; only near the diagonal, where few letters differ. */
function nextRow({ a, b, most }: Pair, row: number, { before, last }: Rows): number[] {
  const next = Array<number>(b.length + 1).fill(Infinity);
  if (row <= most) next[0] = row;
  for (let column = Math.max(1, row - most); column <= Math.min(b.length, row + most); column++) {
    const change = a[row - 1] === b[column - 1] ? 0 : 1;
    const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    next[column] = Math.min(
      at(last, column - 1) + change,
      at(last, column) + 1,
      at(next, column - 1) + 1,
      swapped ? at(before, column - 2) + 1 : Infinity,
    );
  }
  return next;
}

/** How many letters differ; infinite beyond `most`. */
function distance(pair: Pair): number {
  const { a, b, most } = pair;
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let rows: Rows = { before: [], last: Array.from({ length: b.length + 1 }, (_, index) => index) };
  for (let row = 1; row <= a.length; row++) {
    rows = { before: rows.last, last: nextRow(pair, row, rows) };
    if (Math.min(...rows.last) > most) return Infinity;
  }
  return at(rows.last, b.length);
}

/** More letters than this are not mistyped, however long the word. */
const mostMistyped = 4;

/** The word that was probably meant, or undefined if none is near: about a third of its letters wrong, or one of two. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > 60 || word.length < 2) return undefined;
  const wanted = word.toLowerCase();
  let best: { word: string; away: number } | undefined;
  let most = Math.min(mostMistyped, Math.max(1, Math.floor(word.length / 3)));
  for (const candidate of words) {
    const away = distance({ a: wanted, b: candidate.toLowerCase(), most });
    if (away > most || (best !== undefined && away >= best.away)) continue;
    best = { word: candidate, away };
    most = away;
  }
  return best?.word;
}
