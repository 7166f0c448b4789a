import type { Span } from "./problem.ts";

/** A YAML node with its place in the file. Maps are lists of entries: no key can reach a prototype. */
export type PlacedScalar = {
  readonly is: "scalar";
  readonly value: null | boolean | number | string;
  /** As it was written, without quotes: `20.10` stays `20.10` although its value is 20.1. */
  readonly source: string;
  readonly at: Span;
};
export type PlacedList = { readonly is: "list"; readonly items: readonly Placed[]; readonly at: Span };
export type Entry = { readonly key: string; readonly keyAt: Span; readonly value: Placed };
export type PlacedMap = { readonly is: "map"; readonly entries: readonly Entry[]; readonly at: Span };
export type Placed = PlacedScalar | PlacedList | PlacedMap;

export const entryOf = (map: PlacedMap, key: string): Entry | undefined =>
  map.entries.find((entry) => entry.key === key);

const words = { scalar: "a single value", list: "a list", map: "a map of keys" } as const;

/** Which sort of node it is, without repeating what it holds. */
export const sortOf = (node: Placed): string => words[node.is];

/** What a node is, in words for an error. */
export function describe(node: Placed): string {
  if (node.is !== "scalar") return words[node.is];
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? `the text "${cut(node.value)}"` : String(node.value);
}

export const cut = (text: string, most = 60): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
