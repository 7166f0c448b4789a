import type { Condition } from "./condition.ts";
import type { Placed, PlacedMap } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import { oneOrMore, present, readSome, text, word } from "./shape.ts";

/** What an item of a list says of itself, beside what is asked of it. */
export type Aside = {
  /** Why it is needed, in one line. */
  readonly why?: string;
  /** What stands for it in a list of rules while its host is not known. */
  readonly pattern?: string;
  /** Statements that ask for it. */
  readonly from?: readonly string[];
  /** Parsed when all inputs are known. */
  readonly condition?: { readonly text: string; readonly at: Span };
  readonly when?: Condition;
  readonly at: Span;
};

export const asideKeys = {
  why: { shape: text("a reason"), says: "why it is needed, in one line" },
  when: { shape: text("a condition"), says: "CEL over inputs, profile and version; absent: always" },
  pattern: {
    shape: text("a pattern"),
    says: "what stands in a list for the network while the host is not known, such as *.example.org",
  },
  from: {
    shape: oneOrMore(word("an id of a statement", /^[A-Za-z][A-Za-z0-9.-]{0,30}$/), "ids of statements"),
    says: "the statements that ask for it",
  },
} as const;

/** The arguments without what the items of one of them say of themselves, and that by itself, item for item. */
export type Parted = { readonly rest: PlacedMap; readonly asides: readonly Aside[] };

export function partAsides(given: PlacedMap, argument: string, reader: Reader): Parted {
  const entry = given.entries.find(({ key }) => key === argument);
  if (entry?.value.is !== "list") return { rest: given, asides: [] };
  const parted = entry.value.items.map((item) => partItem(item, reader));
  const list: Placed = { ...entry.value, items: parted.map(({ item }) => item) };
  const entries = given.entries.map((one) => (one === entry ? { ...one, value: list } : one));
  return { rest: { ...given, entries }, asides: parted.map(({ aside }) => aside) };
}

function partItem(item: Placed, reader: Reader): { readonly item: Placed; readonly aside: Aside } {
  if (item.is !== "map") return { item, aside: { at: item.at } };
  const isAside = (key: string): boolean => Object.hasOwn(asideKeys, key);
  const said = { ...item, entries: item.entries.filter(({ key }) => isAside(key)) };
  const { found } = readSome(said, asideKeys, { reader });
  const { why, from, when, pattern, places, at } = found;
  const condition = when === undefined ? undefined : { text: when, at: places["when"] ?? at };
  return {
    item: { ...item, entries: item.entries.filter(({ key }) => !isAside(key)) },
    aside: { at: item.at, ...present({ why, from, pattern, condition }) },
  };
}
