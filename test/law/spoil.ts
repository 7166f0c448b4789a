// Ways in which a fact can be less than it seems. None of them may leave a place ready.
import type { JsonValue } from "../../src/facts/json.ts";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import { typeRow } from "../../src/facts/types.ts";
import { kindNamed } from "../../src/kinds/registry.ts";

export type Spoilt = { readonly words: string; readonly fact: FactRecord | undefined };

function bare(fact: FactRecord): FactRecord {
  const { value: _value, kept: _kept, ...rest } = fact;
  return rest;
}

const values: readonly (readonly [string, JsonValue])[] = [
  ["negative", -1],
  ["not a number", Number.NaN],
  ["endless", Number.POSITIVE_INFINITY],
  ["endless below", Number.NEGATIVE_INFINITY],
  ["an empty text", ""],
  ["a blank with an escape", "\u001B[2J"],
  ["an empty list", []],
  ["a list with an empty text", [""]],
  ["null", null],
  ["an object", {}],
  ["a number as text", "8"],
  ["a text", "yes"],
  ["true", true],
  ["a number", 3],
];

/** True of a value that a field of this kind may have: such a one is no spoilt fact but another fact. */
function isLegal({ kind, field }: FactRecord, value: JsonValue): boolean {
  const declared = kindNamed(kind)?.answers[field];
  if (declared === undefined || !typeRow(declared.type).is(value)) return false;
  return declared.of === undefined || [value].flat().every((one) => declared.of?.includes(String(one)) === true);
}

/** Every spoilt form of a fact: taken away, unknown, without a value, and with each value that is none of its type. */
export function spoilt(fact: FactRecord): readonly Spoilt[] {
  const plain = bare(fact);
  const wrong = values.filter(([, value]) => !isLegal(fact, value));
  return [
    { words: "taken away", fact: undefined },
    { words: "unknown", fact: { ...plain, state: "unknown", why: { code: "timeout", text: "spoilt" } } },
    { words: "unknown without a reason", fact: { ...plain, state: "unknown" } },
    { words: "without a value", fact: { ...plain, state: "seen" } },
    { words: "of another target", fact: { ...fact, target: "elsewhere" } },
    ...(fact.vantage === null
      ? []
      : [{ words: "from another vantage", fact: { ...fact, vantage: "internet" } as const }]),
    ...(fact.kept === undefined
      ? [{ words: "with a tolerance that is none", fact: { ...fact, tolerance: Number.NaN } }]
      : []),
    ...wrong.map(([words, value]): Spoilt => ({ words, fact: { ...plain, state: "seen", value } })),
  ];
}

/** The fact as one that is known not to be there. */
export const gone = (fact: FactRecord): FactRecord => ({ ...bare(fact), state: "absent" });
