// A host for tests that answers from a table, counts what it is asked, and is as slow as it is told.
import type { Raw, Reading } from "../facts/reading.ts";
import { canonical } from "../facts/json.ts";
import type { FetchOptions, Target } from "../reach/target.ts";
import { Stop } from "../reach/target.ts";

export type MadeTarget = Target & {
  /** Every reading that was fetched, in order, as text. */
  readonly fetched: readonly string[];
  /** The most that were fetched at the same time. */
  readonly most: () => number;
};

/** What a made host answers: text, `missing` (nothing there), or `never` (an answer that does not come). */
export type MadeAnswer = string | { readonly exit: number; readonly text: string };

const at = "2026-06-15T12:00:00.000Z";

export function madeTarget(answer: (reading: Reading) => MadeAnswer, delayMs = 1): MadeTarget {
  const fetched: string[] = [];
  let [now, most] = [0, 0];
  return {
    name: "local",
    type: "host",
    fetched,
    most: () => most,
    atOnce: 64,
    about: () => ({ hostname: "made", state: "reached" }),
    witness: () => "a made host",
    close: () => Promise.resolve(),
    fetch: async (reading, options) => {
      fetched.push(canonical(reading));
      now += 1;
      most = Math.max(most, now);
      try {
        return await rawOf(answer(reading), options, delayMs);
      } finally {
        now -= 1;
      }
    },
  };
}

async function rawOf(answer: MadeAnswer, options: FetchOptions, delayMs: number): Promise<Raw> {
  const when = { by: "a made host", at, ms: 1 };
  const stopped = await waited(answer === "never" ? Number.POSITIVE_INFINITY : delayMs, options);
  if (stopped !== undefined) return { is: "failed", why: { code: stopped, text: stopped }, ...when };
  if (answer === "missing") return { is: "missing", ...when };
  if (typeof answer === "string") return { is: "text", text: answer, exit: 0, stderr: "", ...when };
  return { is: "text", text: answer.text, exit: answer.exit, stderr: "", ...when };
}

/** Waits, at most as long as the look may take; the code of what came before. */
async function waited(delayMs: number, { signal, timeoutMs }: FetchOptions): Promise<string | undefined> {
  const code = (): string => (signal.reason instanceof Stop ? signal.reason.code : "interrupted");
  if (signal.aborted) return code();
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const slow = delayMs > timeoutMs;
  const timer = setTimeout(() => resolve(slow ? "timeout" : undefined), slow ? timeoutMs : delayMs);
  signal.addEventListener("abort", () => resolve(code()), { once: true });
  const stopped = await promise;
  clearTimeout(timer);
  return stopped;
}
