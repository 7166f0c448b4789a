/** Waits for one thing at a time. What is waited for changes with every line that comes, and the timer only where it must. */
export class Patience {
  #timer: NodeJS.Timeout | undefined;
  /** When the timer rings; it is set anew where that is before what is waited for is late. */
  #ringsAt = Infinity;
  #lateAt = Infinity;
  #late: () => void = () => {};

  /** Calls `late` after so many milliseconds, unless something else is waited for by then, or nothing. */
  wait(ms: number, late: () => void): void {
    this.#late = late;
    this.#lateAt = performance.now() + ms;
    if (this.#lateAt < this.#ringsAt) this.#set(ms);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#ringsAt = Infinity;
    this.#lateAt = Infinity;
  }

  #set(ms: number): void {
    clearTimeout(this.#timer);
    this.#ringsAt = this.#lateAt;
    this.#timer = setTimeout(() => this.#ring(), ms);
  }

  #ring(): void {
    this.#ringsAt = Infinity;
    const left = this.#lateAt - performance.now();
    if (left > 0) this.#set(Math.ceil(left));
    else this.#late();
  }
}
