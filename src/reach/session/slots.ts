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

  /** One that is free now, if there is; it is given back by calling what this gives, once or more often. */
  takeNow(): (() => void) | undefined {
    if (this.#taken >= this.#most) return undefined;
    this.#taken += 1;
    return this.#held();
  }

  /** Resolves when there is one. */
  async take(): Promise<() => void> {
    const now = this.takeNow();
    if (now !== undefined) return now;
    await new Promise<void>((freed) => this.#waiting.push(freed));
    return this.#held();
  }

  #held(): () => void {
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
