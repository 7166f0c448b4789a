import type { Why } from "../../facts/fact.ts";
import { stopped } from "../bare.ts";
import type { FrameEvent } from "./frames.ts";
import { isDoing, turnOf, turns, type Job } from "./jobs.ts";

/** What came of one job. `again` is how it went as root, where this user was refused. */
export type Piece =
  | {
      readonly is: "whole";
      readonly code: number;
      readonly how: string;
      readonly stdout: Buffer;
      readonly stderr: Buffer;
      readonly ms: number;
      readonly again?: Piece;
    }
  /** It did not come to its end; `stdout` is what it had printed. */
  | { readonly is: "cut"; readonly why: Why; readonly stdout: Buffer };

/** A job that somebody waits for. */
export type Waiting = {
  readonly job: Job;
  readonly signal: AbortSignal;
  readonly resolve: (piece: Piece) => void;
  /** It is not to be told of a stop any more. */
  readonly unheard: () => void;
  whole?: Extract<Piece, { is: "whole" }>;
  beganAt?: number;
};

export const cut = (why: Why, stdout: Buffer = Buffer.alloc(0)): Piece => ({ is: "cut", why, stdout });

/** Answers whoever waits; the first answer counts. What came to its end after it was stopped was stopped all the same. */
export function settle(waiting: Waiting, piece: Piece): void {
  const { signal } = waiting;
  waiting.unheard();
  waiting.resolve(piece.is === "whole" && signal.aborted ? cut(stopped(signal), piece.stdout) : piece);
}

/** What one message holds: all that looks. What does something goes alone, so that after a stop nothing begins there. */
export function nextBatch(queue: readonly Waiting[]): readonly Waiting[] {
  const inTurn = queue.toSorted((a, b) => turns.indexOf(turnOf(a.job)) - turns.indexOf(turnOf(b.job)));
  const looks = inTurn.filter(({ job }) => !isDoing(job));
  return looks.length > 0 ? looks : inTurn.slice(0, 1);
}

const again = ".again";
const withoutAgain = (number: string): string => (number.endsWith(again) ? number.slice(0, -again.length) : number);

/** Jobs that were sent and are not answered yet, by their numbers, in the order in which they are done. */
export class Sent {
  readonly #waiting = new Map<string, Waiting>();
  /** The numbers of those that have come to their end and are not answered yet. */
  #finished: string[] = [];

  get size(): number {
    return this.#waiting.size;
  }

  add(number: string, waiting: Waiting): void {
    this.#waiting.set(number, waiting);
  }

  at(number: string): Waiting | undefined {
    return this.#waiting.get(withoutAgain(number));
  }

  first(): Waiting | undefined {
    return this.#waiting.values().next().value;
  }

  remove(waiting: Waiting): void {
    for (const [number, one] of this.#waiting) if (one === waiting) this.#waiting.delete(number);
  }

  takeAll(): readonly Waiting[] {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    return all;
  }

  begin(number: string): Waiting | undefined {
    // One that is tried again as root is finished with what that comes to.
    if (!number.endsWith(again)) this.settleFinished();
    const waiting = this.at(number);
    if (waiting !== undefined) waiting.beganAt ??= performance.now();
    return waiting;
  }

  finish(event: Extract<FrameEvent, { is: "end" }>): void {
    const waiting = this.at(event.job);
    if (waiting === undefined) return;
    const ms = Math.round(performance.now() - (waiting.beganAt ?? performance.now()));
    const { code, how, stdout, stderr } = event;
    const whole = { is: "whole", code, how, stdout, stderr, ms } as const;
    const isAgain = event.job.endsWith(again);
    if (waiting.whole === undefined) this.#finished.push(withoutAgain(event.job));
    waiting.whole = isAgain && waiting.whole !== undefined ? { ...waiting.whole, again: whole } : whole;
    const mayFollow = !isAgain && waiting.job.is === "run" && waiting.job.run.ifRefused === true;
    if (!mayFollow) this.settleFinished();
  }

  /** Answers what has come to its end, and is not tried again. */
  settleFinished(): void {
    for (const number of this.#finished.splice(0)) {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (waiting?.whole !== undefined) settle(waiting, waiting.whole);
    }
  }
}
