import type { Evidence, Why } from "../facts/fact.ts";
import type { JsonValue } from "../facts/json.ts";
import type { Raw } from "../facts/reading.ts";
import type { Understood } from "./declaration.ts";

// Raw readings as tests of kinds write them down; reach makes the real ones.

const when = { at: "2026-11-21T12:00:00.000Z", ms: 1 };

export const textRaw = (by: string, text: string): Raw & { readonly is: "text" } => ({ is: "text", by, text, ...when });
export const runRaw = (by: string, text: string, more: { exit?: number; stderr?: string } = {}): Raw => ({
  is: "text",
  by,
  text,
  exit: more.exit ?? 0,
  stderr: more.stderr ?? "",
  ...when,
});
export const missingRaw = (by: string): Raw => ({ is: "missing", by, ...when });
export const failedRaw = (by: string, code: string): Raw => ({
  is: "failed",
  by,
  why: { code, text: `${by}: ${code}` },
  ...when,
});

/** A fact with all that any fact may have, for a test to look at. */
export type Told = {
  readonly is: string;
  readonly value: JsonValue | undefined;
  readonly why: Why | undefined;
  readonly evidence: Evidence;
};

/** Every field of an answer of a look that gives one fact for each. */
export function toldBy(answered: Understood): Readonly<Record<string, Told>> {
  return Object.fromEntries(
    Object.entries(answered).flatMap(([field, fact]): readonly (readonly [string, Told])[] => {
      if (fact === undefined || !("is" in fact)) return [];
      const value = fact.is === "seen" ? fact.value : undefined;
      const why = fact.is === "unknown" ? fact.why : undefined;
      return [[field, { is: fact.is, evidence: fact.evidence, value, why }]];
    }),
  );
}

/** One field of an answer. A field that was left out fails the test. */
export function toldOf(answered: Understood, field: string): Told {
  const told = toldBy(answered)[field];
  if (told === undefined) throw new Error(`there is no ${field} in the answer`);
  return told;
}
