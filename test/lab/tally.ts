import type { Class } from "./classify.ts";

export type Skipped = { readonly id: string; readonly lacks: readonly string[] };

/** What a whole run of the lab came to: one class a fault that was tried. */
export type Tally = { readonly tried: ReadonlyMap<string, Class>; readonly skipped: readonly Skipped[] };

const words: readonly (readonly [Class, string])[] = [
  ["ok", "ok"],
  ["false green", "false green"],
  ["false red", "false red"],
  ["claim unseen", "claims unseen"],
  ["unknown though knowable", "unknown though knowable"],
  ["bad report", "bad reports"],
  ["broken case", "broken cases"],
];

/** The last line: every figure in it is counted, none is written down. */
export function lastLine({ tried, skipped }: Tally): string {
  const counted = words.map(([name, word]) => `${[...tried.values()].filter((one) => one === name).length} ${word}`);
  const lacks = [...new Set(skipped.flatMap((one) => one.lacks))].toSorted();
  const why = lacks.length === 0 ? "" : ` (${lacks.join(", ")})`;
  const number = tried.size + skipped.length;
  return `lab: ${number} faults: ${counted.join(", ")}, ${skipped.length} skipped${why}`;
}

export const isClean = ({ tried }: Tally): boolean => [...tried.values()].every((one) => one === "ok");
