import type { Why } from "../facts/fact.ts";
import type { Raw, Reading } from "../facts/reading.ts";
import type { Visits } from "./visits.ts";

/**
 * `signal` ends the look at once; `timeoutMs` is the look's own limit. Whichever comes first is named in the answer.
 * `clean`: what an earlier run left where this one writes is removed. `visits`: where nobody outside is named, somebody is
 * asked to come, which takes its own time.
 */
export type FetchOptions = {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly clean?: boolean;
  readonly visits?: Visits;
};

/**
 * Where facts are observed. `fetch` never rejects and never takes much longer than its limit: a look that failed, hung
 * or was stopped is an answer too.
 */
export type Target = {
  readonly name: string;
  readonly type: "host" | "container" | "controller";
  /** How many readings are taken at the same time: each may be a child with open files, or wait its turn elsewhere. */
  readonly atOnce: number;
  /** What is known of it by now: its own name, and whether it could be reached so far. */
  about(): { readonly hostname: string | null; readonly state: "reached" | "lost"; readonly why?: Why };
  fetch(reading: Reading, options: FetchOptions): Promise<Raw>;
  /** Who would see it: a file, a program. Nothing is touched. */
  witness(reading: Reading): string;
  close(): Promise<void>;
};

/** Why everything that is under way is stopped: the reason to give to `AbortController.abort`. */
export class Stop extends Error {
  readonly code: "deadline" | "interrupted";

  constructor(code: "deadline" | "interrupted") {
    super(code === "deadline" ? "the run's deadline came first" : "the run was interrupted");
    this.name = "Stop";
    this.code = code;
  }
}
