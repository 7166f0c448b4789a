import { reason } from "../facts/reasons.ts";
import type { Field } from "../kinds/declaration.ts";
import type { FieldContext, Known } from "./known.ts";

type Derivation = NonNullable<Field["derived"]>;
type Sources = { readonly from: Known; readonly since?: Known };

const day = 86_400_000;

/**
 * A field that is relative to now, made from an instant when it is judged: so an old snapshot does not stay green.
 * What is not known of the instant is not known of what is derived from it.
 */
export function derive(derivation: Derivation, { from, since }: Sources, context: FieldContext): Known {
  const derived = fromOne(derivation, from, context);
  if (since === undefined || derivation.since === undefined) return derived;
  const begun = fromOne({ from: derivation.since, how: "after-now" }, since, context);
  return bothOf(derived, begun);
}

/** True where the end is to come and the beginning is not; false where one of them says so, whatever the other is. */
function bothOf(ends: Known, begins: Known): Known {
  if (ends.is === "seen" && ends.value === false) return ends;
  if (begins.is !== "seen") return begins;
  if (begins.value === true) return { ...begins, value: false };
  return ends.is === "seen" ? { ...ends, facts: [...ends.facts, ...begins.facts] } : ends;
}

function fromOne({ from, how }: Derivation, source: Known, { now }: FieldContext): Known {
  if (source.is !== "seen") return source;
  const [at, current] = [Date.parse(String(source.value)), Date.parse(now)];
  if (Number.isNaN(at) || Number.isNaN(current)) {
    return { is: "unknown", why: reason("garbled", `${from} is no point in time`), facts: source.facts };
  }
  if (how === "after-now") return { ...source, value: endOfDay(String(source.value), at) > current, tolerance: 0 };
  const value = how === "age" ? (current - at) / 1000 : (endOfDay(String(source.value), at) - current) / day;
  return { ...source, value: Math.max(0, value), tolerance: 0 };
}

/** A date without a time counts to the end of that day. */
const endOfDay = (text: string, time: number): number => (text.length === 10 ? time + day : time);
