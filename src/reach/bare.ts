import type { Why } from "../facts/fact.ts";
import type { Raw } from "../facts/reading.ts";
import { reason, type ReasonCode } from "../facts/reasons.ts";
import { Stop } from "./target.ts";

type WithoutEvidence<R> = R extends Raw
  ? Omit<R, "at" | "ms" | "by"> & { readonly by?: string; readonly ms?: number }
  : never;

/** A raw reading before it is known when it was seen and how long it took; `by` only where the witness is not
 * the usual, `ms` only where whoever took it knows better than who waited. */
export type Bare = WithoutEvidence<Raw>;

export const text = (content: string): Bare => ({ is: "text", text: content });
export const missing: Bare = { is: "missing" };
export const failed = (code: ReasonCode, words: string, settle?: string): Bare => ({
  is: "failed",
  why: reason(code, words, settle),
});

/** Why a look was stopped from outside: the deadline, or somebody's Ctrl-C. */
export function stopped(signal: AbortSignal): Why {
  const cause: unknown = signal.reason;
  return cause instanceof Stop
    ? reason(cause.code, cause.message)
    : reason("interrupted", "the run was stopped before this was seen");
}

export const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} s`;
