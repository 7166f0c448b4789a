/** Ends a run after some time. While somebody is waited for it stands still. */
export class Deadline implements Disposable {
  readonly #end: () => void;
  #leftMs: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(mostMs: number, end: () => void) {
    this.#leftMs = mostMs;
    this.#end = end;
    this.resume();
  }

  pause(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#leftMs -= performance.now() - this.#since;
  }

  resume(): void {
    this.#since = performance.now();
    this.#timer ??= setTimeout(this.#end, Math.max(0, this.#leftMs));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
