import type { Absent, Fact, Seen, Unknown } from "./fact.ts";
import { canonical } from "./json.ts";
import { reason } from "./reasons.ts";

type Known<T> = Seen<T> | Absent;

/**
 * What several observers of one thing, from one vantage, say together. `facts` are those that say it, at least one
 * where anything is known: no verdict can stand on no observation.
 */
export type Agreed<T> =
  | { readonly is: "seen"; readonly value: T; readonly facts: readonly [Known<T>, ...Known<T>[]] }
  | { readonly is: "absent"; readonly facts: readonly [Known<T>, ...Known<T>[]] }
  | { readonly is: "unknown"; readonly why: Unknown["why"]; readonly facts: readonly Fact<T>[] };

const saying = (fact: Known<unknown>): string => (fact.is === "seen" ? canonical(fact.value) : "absent");

/**
 * Merges observers: who saw outweighs who could not see; observers that saw different things make it unknown, and the
 * reason names two of them.
 */
export function agree<T>(facts: readonly Fact<T>[]): Agreed<T> {
  const known = facts.filter((fact) => fact.is !== "unknown");
  const [first, ...rest] = known;
  if (first === undefined) {
    const blind = facts.find((fact) => fact.is === "unknown");
    return { is: "unknown", why: blind?.why ?? reason("not-observed", "nobody looked"), facts };
  }
  const other = rest.find((fact) => saying(fact) !== saying(first));
  if (other !== undefined) {
    const text = `${first.evidence.by} says ${saying(first)}, ${other.evidence.by} says ${saying(other)}`;
    return { is: "unknown", why: reason("conflict", text), facts };
  }
  return first.is === "seen"
    ? { is: "seen", value: first.value, facts: [first, ...rest] }
    : { is: "absent", facts: [first, ...rest] };
}
