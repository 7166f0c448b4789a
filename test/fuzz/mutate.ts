import * as fc from "fast-check";

/** One change of a text, chosen by numbers, so that fast-check can shrink it. */
export type Change = {
  readonly how: number;
  readonly from: number;
  readonly to: number;
  readonly piece: string;
};

/** What files of this sort are made of, and what breaks them. */
const pieces: readonly string[] = [
  [
    "",
    " ",
    "\n",
    "\t",
    "\0",
    "\ufeff",
    "\u202e",
    "é",
    "😀",
    "\ud800",
    ":",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!str ",
  ],
  [
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "|",
    ">",
    "#",
    "%",
    "@",
    "`",
    "$",
    "${",
    "$inputs.users",
    "${sizing.memory}",
    "$answers.os.name",
  ],
  [
    "null",
    "true",
    "-1",
    "1e309",
    "0x10",
    ".nan",
    "99999999999999999999",
    ">= 4 GiBB",
    ">= 4 GB",
    "^1",
    "||",
    "must",
    "unmet",
  ],
  [
    "memory: {}",
    "pending: bucket",
    "anyOf: []",
    "when: true",
    "needs: [memory]",
    "for: { x: [1] }",
    "__proto__",
    "constructor",
  ],
  ["toString", "inputs.users > 4 && ", "dyn(x)", "[1].all(x, ", "like(profile, '(a+)+$')", "---\n", "...\n"],
].flat();

export const change: fc.Arbitrary<Change> = fc.record({
  how: fc.nat({ max: 6 }),
  from: fc.nat({ max: 100_000 }),
  to: fc.nat({ max: 100_000 }),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 8 })),
});

/** The text with one change made: lines deleted, doubled, swapped, moved into another; words and letters replaced. */
export function mutate(text: string, { how, from, to, piece }: Change): string {
  const lines = text.split("\n");
  const [a, b] = [from % lines.length, to % lines.length];
  const [first = "", second = ""] = [lines[a], lines[b]];
  if (how === 0) return lines.toSpliced(a, 1 + (to % 3)).join("\n");
  if (how === 1) return lines.toSpliced(b, 0, first).join("\n");
  if (how === 2) return lines.with(a, second).join("\n");
  if (how === 3) return lines.with(a, `${" ".repeat(to % 8)}${first.trimStart()}`).join("\n");
  if (how === 4) return lines.with(a, replaceWord(first, to, piece)).join("\n");
  const place = from % (text.length + 1);
  return `${text.slice(0, place)}${piece}${text.slice(place + (how === 5 ? 0 : to % 12))}`;
}

/** A line with one of its words, or one value in its brackets, replaced. */
function replaceWord(line: string, which: number, piece: string): string {
  const words = line.split(/(\b|[{}[\],])/);
  return words.with(which % words.length, piece).join("");
}
