/** So many at once, the others in turn: connections of a run that looks at hundreds of hosts. */
export class Slots {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** True while somebody waits: whoever holds one that is not in use should give it back. */
  get isWanted(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves when there is one; it is given back by calling what this gives, once or more often. */
  async take(): Promise<() => void> {
    if (this.#taken >= this.#most) await new Promise<void>((freed) => this.#waiting.push(freed));
    else this.#taken += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    };
  }
}
