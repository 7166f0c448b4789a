import { reason } from "../facts/reasons.ts";
import type { Field } from "../kinds/declaration.ts";
import type { FieldContext, Known } from "./known.ts";

type Derivation = NonNullable<Field["derived"]>;

/**
 * A field that is relative to now, made from an instant when it is judged: so an old snapshot does not stay green.
 * What is not known of the instant is not known of what is derived from it.
 */
export function derive(derivation: Derivation, source: Known, { now }: FieldContext): Known {
  if (source.is !== "seen") return source;
  const [from, at] = [Date.parse(String(source.value)), Date.parse(now)];
  if (Number.isNaN(from) || Number.isNaN(at)) {
    return { is: "unknown", why: reason("garbled", `${derivation.from} is no point in time`), facts: source.facts };
  }
  if (derivation.how === "after-now") {
    return { ...source, value: endOfDay(String(source.value), from) > at, tolerance: 0 };
  }
  return { ...source, value: Math.max(0, (at - from) / 1000), tolerance: 0 };
}

/** A date without a time counts to the end of that day. */
const endOfDay = (text: string, time: number): number => (text.length === 10 ? time + 86_400_000 : time);
