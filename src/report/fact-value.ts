import type { FactRecord } from "../facts/snapshot.ts";
import { typeRow } from "../facts/types.ts";
import { kindNamed } from "../kinds/registry.ts";

/** What a fact says, in words: its value as its type shows it, or why there is none. Not yet visible. */
export function nameOfValue(fact: FactRecord): string {
  if (fact.state === "absent") return "absent";
  if (fact.state === "unknown") return `unknown: ${fact.why?.text ?? "no reason was recorded"}`;
  if (fact.kept !== undefined) return `not kept, ${fact.kept.length} characters`;
  return valueWords(fact);
}

function valueWords({ kind, field, value = null }: FactRecord): string {
  const type = kindNamed(kind)?.answers[field]?.type;
  const row = type === undefined ? undefined : typeRow(type);
  if (row?.is(value) === true) return row.show(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
