/** A key press may reach the program twice: from the terminal, and from a launcher that passes it on. */
const sameSignalMs = 500;

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof codes;
const isSignal = (name: string): name is Signal => Object.hasOwn(codes, name);

type Listening = {
  readonly on: (name: Signal, listener: (name: string) => void) => unknown;
  readonly exit: (code: number) => never;
};

/**
 * Ctrl-C and its like. A command that has to clean up listens: the first signal then ends its work in order, a second
 * one that is no echo of the first ends the program at once. A command that does not listen is ended by the first.
 */
export class Interruption {
  readonly #process: Listening;
  readonly #controller = new AbortController();
  #code: number | undefined;
  #first: number | undefined;

  constructor(process: Listening) {
    this.#process = process;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The exit code of an interrupted run (128 and the signal's number); undefined while nobody has interrupted. */
  get code(): number | undefined {
    return this.#code;
  }

  listen(): void {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) this.#process.on(name, this.#heard);
  }

  /** Ctrl-C as a key: a terminal that hands every key over sends no signal for it. */
  readonly interrupt = (): void => this.#heard("SIGINT");

  readonly #heard = (name: string): void => {
    if (!isSignal(name)) return;
    const now = performance.now();
    if (this.#first !== undefined) {
      if (now - this.#first > sameSignalMs) this.#process.exit(codes[name]);
      return;
    }
    this.#first = now;
    this.#code = codes[name];
    this.#controller.abort();
  };
}
