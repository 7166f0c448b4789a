import { sourceOf, type Source } from "../facts/ingress.ts";

/** Somebody who came with the nonce. `through`: whom a proxy names as the one who came, which nobody proves. */
export type Came = { readonly from: string; readonly source: Source; readonly through?: string };

type Arrived = { readonly from: string; readonly forwardedFor?: string };

/** `own`: addresses of this place. */
type Telling = { readonly own: readonly string[]; readonly tell: (came: Came) => void };

/** A few of each sort are told; who comes a thousand times fills no screen. */
const mostTold = 20;

/** Who came, and whether that is enough. */
export class Hearing {
  readonly #waitsFor: "internet" | "private";
  readonly #telling: Telling;
  readonly #others = new Map<Source, Came>();
  readonly #told = new Set<string>();
  #came: Came | undefined;
  #wake: () => void = () => undefined;

  constructor(waitsFor: "internet" | "private", telling: Telling) {
    this.#waitsFor = waitsFor;
    this.#telling = telling;
  }

  get others(): readonly Came[] {
    return [...this.#others.values()];
  }

  connect(from: string): void {
    const source = sourceOf(from, this.#telling.own);
    if (!this.#others.has(source)) this.#others.set(source, { from, source });
  }

  arrive({ from, forwardedFor }: Arrived): void {
    const source = sourceOf(from, this.#telling.own);
    const came: Came = { from, source, ...(forwardedFor === undefined ? {} : { through: forwardedFor }) };
    if (!this.#told.has(from) && this.#told.size < mostTold) {
      this.#told.add(from);
      this.#telling.tell(came);
    }
    const counts = source === "internet" || (source === "private" && this.#waitsFor === "private");
    if (!counts || this.#came !== undefined) return;
    this.#came = came;
    this.#wake();
  }

  /** Resolves when somebody came who counts, the time is over, or it is interrupted. */
  async wait(mostMs: number, signal: AbortSignal): Promise<Came | undefined> {
    if (this.#came === undefined) await this.#sleep(mostMs, signal);
    return this.#came;
  }

  async linger(mostMs: number, signal: AbortSignal): Promise<void> {
    await this.#sleep(mostMs, signal);
  }

  #sleep(mostMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, mostMs);
      this.#wake = end;
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
    });
  }
}
