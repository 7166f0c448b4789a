import type { Matcher } from "../spec/matcher.ts";

/**
 * One text for one expectation, under which a value that is not kept records whether it was met. The words of a report
 * do not suffice: `contains ok` may be an operator, or the text that is wanted.
 */
export function matchedKey(matcher: Matcher): string {
  if (matcher.is === "empty" || matcher.is === "present") return `${matcher.is} ${matcher.wanted}`;
  if (matcher.is === "equals") return `= ${JSON.stringify(matcher.value)}`;
  if (matcher.is === "contains") return `contains ${JSON.stringify(matcher.part)}`;
  if (matcher.is === "matches") return `matches ${JSON.stringify(matcher.pattern.text)}`;
  if (matcher.is === "range") return `in ${JSON.stringify(matcher.range.text)}`;
  if (matcher.is === "not") return `not(${matchedKey(matcher.inner)})`;
  return `${matcher.is}(${matcher.inner.map(matchedKey).join(", ")})`;
}
