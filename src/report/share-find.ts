/** A spelling of a known value that stands in a text. */
export type Find = {
  readonly start: number;
  readonly end: number;
  /** The value; of one that was cut, what is left of it where it may be several. */
  readonly value: string;
};

/** Sentences are bounded, so no more than this of a value can stand in one. */
export const longest = 4000;

/** What is left of a value that was cut says something of it from here on. */
const leastLeft = 3;
const ellipsis = "…";

/**
 * Finds known values in texts, wherever they stand, the longest first. Looking takes a time that grows with the text,
 * and hardly with how many values there are or how long they are: they lie sorted, each with the longest other that it
 * begins with, so that all that may stand at one place is found by one search.
 */
export class Finder {
  readonly #values = new Map<string, string>();
  #sorted: readonly string[] | undefined;
  /** The place in `#sorted` of the longest spelling that this one begins with, or -1. */
  #shorter: readonly number[] = [];
  #starts: ReadonlySet<string> = new Set();
  /** The spellings from their ends on, for what was cut at its beginning. */
  #backwards: readonly string[] | undefined;

  /** The first value that has a spelling keeps it. */
  add(spelling: string, value: string): void {
    const head = spelling.slice(0, longest);
    if (head === "" || this.#values.has(head)) return;
    this.#values.set(head, value);
    this.#sorted = undefined;
    this.#backwards = undefined;
  }

  /** What stands in a text, from its beginning on and never one over the other. */
  find(text: string): readonly Find[] {
    if (this.#values.size === 0) return [];
    const sorted = this.#made();
    const found: Find[] = [];
    let cutAt = text.indexOf(ellipsis);
    for (let at = 0; at < text.length; at += 1) {
      if (cutAt !== -1 && cutAt < at) cutAt = text.indexOf(ellipsis, at);
      const one = this.#at(sorted, text, { start: at, end: cutAt });
      if (one === undefined) continue;
      found.push(one);
      at = one.end - 1;
    }
    return found;
  }

  /** `end`: where the text was cut next, or -1. */
  #at(sorted: readonly string[], text: string, { start, end }: Span): Find | undefined {
    if (start > 0 && text[start - 1] === ellipsis) {
      const tail = this.#tail(text, start);
      if (tail !== undefined) return tail;
    }
    if (!this.#mayStart(text, start)) return undefined;
    return this.#cut(sorted, text, { start, end }) ?? this.#whole(sorted, text, start);
  }

  /** A sentence was cut at its beginning, within a value. */
  #tail(text: string, start: number): Find | undefined {
    const left = /^\S*/.exec(text.slice(start, start + longest))?.[0].replace(/[.,:;)'"]+$/, "") ?? "";
    if (left.length < leastLeft) return undefined;
    this.#backwards ??= [...this.#values.keys()].map(backwards).toSorted(byCodeUnits);
    const end = start + left.length;
    const found = among(this.#backwards, backwards(left));
    if (found === undefined || found.first === backwards(left)) return undefined;
    const [first, next] = [this.#valueOf(backwards(found.first)), this.#valueOf(backwards(found.next ?? found.first))];
    return { start, end, value: first === next ? first : left };
  }

  #mayStart(text: string, at: number): boolean {
    const first = text.slice(at, at + startLength);
    const starts = this.#starts;
    return starts.has(first) || starts.has(first.slice(0, 2)) || starts.has(first.slice(0, 1));
  }

  #whole(sorted: readonly string[], text: string, start: number): Find | undefined {
    const rest = text.slice(start, start + longest);
    let place = firstBeyond(sorted, (one) => one <= rest) - 1;
    for (; place >= 0; place = this.#shorter[place] ?? -1) {
      const spelling = sorted[place] ?? "";
      const end = start + spelling.length;
      if (rest.startsWith(spelling) && stands(spelling, text, { start, end }))
        return { start, end, value: this.#valueOf(spelling) };
    }
    return undefined;
  }

  #valueOf(spelling: string): string {
    return this.#values.get(spelling) ?? spelling;
  }

  /** A sentence was cut within a value: what is left of it tells as much. */
  #cut(sorted: readonly string[], text: string, { start, end }: Span): Find | undefined {
    if (end - start < leastLeft || end - start >= longest || isWithinWord(text, start)) return undefined;
    const left = text.slice(start, end);
    const found = among(sorted, left);
    if (found === undefined || found.first === left) return undefined;
    const [first, next] = [this.#valueOf(found.first), this.#valueOf(found.next ?? found.first)];
    return { start, end, value: first === next ? first : left };
  }

  #made(): readonly string[] {
    if (this.#sorted !== undefined) return this.#sorted;
    const sorted = [...this.#values.keys()].toSorted(byCodeUnits);
    const above: number[] = [];
    this.#shorter = sorted.map((spelling, place) => {
      while (above.length > 0 && !spelling.startsWith(sorted[above.at(-1) ?? 0] ?? "")) above.pop();
      const shorter = above.at(-1) ?? -1;
      above.push(place);
      return shorter;
    });
    this.#starts = new Set(sorted.map((spelling) => spelling.slice(0, startLength)));
    this.#sorted = sorted;
    return sorted;
  }
}

type Span = { readonly start: number; readonly end: number };

const startLength = 3;

/** As `<` compares, which the search goes by. */
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first place of a sorted list from which on `isBefore` holds no longer. */
function firstBeyond(sorted: readonly string[], isBefore: (one: string) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(sorted[middle] ?? "")) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of a sorted list that begins so, and the next, if it does too. */
function among(
  sorted: readonly string[],
  start: string,
): { readonly first: string; readonly next: string | undefined } | undefined {
  const place = firstBeyond(sorted, (one) => one < start);
  const [first = "", next = ""] = [sorted[place], sorted[place + 1]];
  return first.startsWith(start) ? { first, next: next.startsWith(start) ? next : undefined } : undefined;
}

const backwards = (text: string): string => Array.from(text).toReversed().join("");

const endsInWord = /[\p{L}\p{N}_]$/u;
const beginsWord = /^[\p{L}\p{N}_]/u;

const isWithinWord = (text: string, start: number): boolean =>
  endsInWord.test(text.slice(Math.max(0, start - 2), start)) && beginsWord.test(text.slice(start, start + 2));

const goesOn: readonly (readonly [RegExp, RegExp])[] = [
  [/^\/\S+[\p{L}\p{N}]$/u, /^(?:[\p{L}\p{N}_]|[.-][\p{L}\p{N}])/u],
  [/^(?:[A-Za-z0-9-]+\.){2,}[A-Za-z]+$/, /^\.?[\p{L}\p{N}]/u],
];

/**
 * A short plain word is found only as a word: `db` is not hidden in `feedback`. A path, or a host of several labels, ends
 * where it ends: `/srv/database` is another than `/srv/data`, and found by its shape. Anything else is found anywhere.
 */
function stands(spelling: string, text: string, { start, end }: Span): boolean {
  const after = text.slice(end, end + 3);
  if (/^[\p{L}\p{N}_]{1,11}$/u.test(spelling)) {
    return !endsInWord.test(text.slice(Math.max(0, start - 2), start)) && !beginsWord.test(after);
  }
  const more = goesOn.find(([shape]) => shape.test(spelling))?.[1];
  return more === undefined || !more.test(after);
}
