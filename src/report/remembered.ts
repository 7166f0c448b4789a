import type { FactRecord } from "../facts/snapshot.ts";
import type { Result } from "../judge/outcome.ts";

/** What is made of a value once and asked for often. The same value gives the same, so nobody sees that it is kept. */
function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

type Placed = { readonly at: number; readonly record: FactRecord };

/** Facts by id, with their order: a report of 500 hosts has 25,000, and each result asks for a few. */
export const factsById = remembered(
  (facts: readonly FactRecord[]): ReadonlyMap<string, Placed> =>
    new Map(facts.map((record, at) => [record.id, { at, record }])),
);

/** Results that hold others back, by id. */
export const holdingById = remembered((results: readonly Result[]): ReadonlyMap<string, readonly Result[]> => {
  const holding = new Map<string, Result[]>();
  for (const result of results) {
    if (result.outcome !== "unmet" && result.outcome !== "unknown") continue;
    const before = holding.get(result.id);
    if (before === undefined) holding.set(result.id, [result]);
    else before.push(result);
  }
  return holding;
});

/** How many results wait for a requirement, by its id. */
export const waitingById = remembered((results: readonly Result[]): ReadonlyMap<string, number> => {
  const waiting = new Map<string, number>();
  for (const { reasonCode, needs } of results) {
    if (reasonCode === "waits") for (const id of new Set(needs)) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  }
  return waiting;
});
