import type { Content } from "./content.ts";
import { type End, endIn, namesAnEnd, replicatedEnd } from "./end.ts";
import { isUnfilled, shapeOf } from "./value.ts";

/** What a value has at its top, where that is a map. */
export function topContent(value: unknown): Content {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { is: "broken", words: "no map of keys at its top" };
  }
  const top: Readonly<Record<string, unknown>> = { ...value };
  const entries = Object.entries(top);
  const ends = entries.flatMap(([name, one]): readonly End[] => (namesAnEnd(name) ? endIn(one) : []));
  return {
    is: "keys",
    shapes: new Map(entries.map(([name, one]) => [name, shapeOf(one)])),
    ends: [...ends, ...replicatedEnd(top)],
    unfilled: entries.flatMap(([name, one]) => (isUnfilled(one) ? [name] : [])),
  };
}
