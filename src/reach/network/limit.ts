import type { Failure } from "../../facts/network.ts";
import { onAbort } from "../on-abort.ts";

/** The limit of one try: ends by time, or because the run is stopped. Whoever made it closes it. */
export class Limit implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal;
  readonly #unheard: () => void;

  constructor(outer: AbortSignal, timeoutMs: number) {
    this.#outer = outer;
    const end = (): void => this.#controller.abort();
    this.#timer = setTimeout(end, timeoutMs);
    this.#unheard = onAbort(outer, end);
    if (outer.aborted) this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isStopped(): boolean {
    return this.#outer.aborted;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#unheard();
  }
}

/** An error as a word that can be understood elsewhere, with its text where that says more. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { failed: "error" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "error";
  return { failed: code, text: error.message };
}

export const timedOut: Failure = { failed: "timeout" };
export const closed: Failure = { failed: "closed" };
