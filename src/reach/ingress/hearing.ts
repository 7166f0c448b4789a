import { countsFor, sourceOf, type Came, type Network, type Source } from "../../facts/ingress.ts";

type Arrived = { readonly from: string; readonly forwardedFor?: string };

/** `own`: addresses of this place. */
type Telling = { readonly own: readonly string[]; readonly tell: (came: Came) => void };

/** A few of each sort are told; who comes a thousand times fills no screen. */
const mostTold = 20;

/** Who came, and whether that is enough for those who wait. */
export class Hearing {
  readonly #telling: Telling;
  readonly #connected = new Map<Source, Came>();
  readonly #arrived: Came[] = [];
  readonly #told = new Set<string>();
  readonly #wakes = new Set<() => void>();

  constructor(telling: Telling) {
    this.#telling = telling;
  }

  /** From where somebody connected, whatever was asked then: the first of each sort. */
  get others(): readonly Came[] {
    return [...this.#connected.values()];
  }

  /** The first of each sort who came with the word. */
  get arrived(): readonly Came[] {
    return this.#arrived;
  }

  connect(from: string): void {
    const source = sourceOf(from, this.#telling.own);
    if (!this.#connected.has(source)) this.#connected.set(source, { from, source });
  }

  arrive({ from, forwardedFor }: Arrived): void {
    const source = sourceOf(from, this.#telling.own);
    const came: Came = { from, source, ...(forwardedFor === undefined ? {} : { through: forwardedFor }) };
    if (!this.#told.has(from) && this.#told.size < mostTold) {
      this.#told.add(from);
      this.#telling.tell(came);
    }
    if (this.#arrived.some((one) => one.source === source)) return;
    this.#arrived.push(came);
    for (const wake of this.#wakes) wake();
  }

  /** Resolves when somebody came who counts, the time is over, or it is interrupted. */
  async wait(waitsFor: Network, mostMs: number, signal: AbortSignal): Promise<Came | undefined> {
    const until = performance.now() + mostMs;
    const first = (): Came | undefined => this.#arrived.find(({ source }) => countsFor(source, waitsFor));
    for (let left = mostMs; first() === undefined && left > 0 && !signal.aborted; left = until - performance.now())
      await this.#sleep(left, signal, this.#wakes);
    return first();
  }

  async linger(mostMs: number, signal: AbortSignal): Promise<void> {
    await this.#sleep(mostMs, signal, new Set());
  }

  #sleep(mostMs: number, signal: AbortSignal, wakes: Set<() => void>): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        wakes.delete(end);
        resolve();
      };
      const timer = setTimeout(end, mostMs);
      wakes.add(end);
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
    });
  }
}
