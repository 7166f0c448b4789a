import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

/** How a line ended: the exit code of what held it (null: a signal), and the end of what that said. */
export type LineEnd =
  | { readonly is: "exited"; readonly exit: number | null; readonly stderr: string }
  | { readonly is: "not-started"; readonly code: string };

export type LineOptions = {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  readonly onOutput: (chunk: Buffer) => void;
  /** Called once, whoever ended it. */
  readonly onEnd: (end: LineEnd) => void;
};

/** What is kept of the error stream, in bytes: the end of it tells why a connection failed. */
const keptOfErrors = 16 * 2 ** 10;
const politeMs = 300;
const quietMs = 100;

const open = new Set<Line>();
let watchesExit = false;

/** A program that is written to and read from until one side ends it: ssh with a shell behind it. */
export class Line {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #options: LineOptions;
  readonly #gone: Promise<void>;
  #stderr = "";
  #bytes = 0;
  #isEnded = false;

  constructor(options: LineOptions) {
    if (!watchesExit) {
      watchesExit = true;
      process.once("exit", () => {
        for (const line of open) line.#kill("SIGKILL");
      });
    }
    const [program, ...words] = options.command;
    this.#options = options;
    this.#child = spawn(program, words, { env: options.environment, stdio: "pipe", detached: true, windowsHide: true });
    open.add(this);
    this.#gone = new Promise((gone) => this.#watch(gone));
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr])
      // A pipe that breaks says nothing that the end does not say.
      stream.on("error", () => stream.destroy());
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (!this.#isEnded) options.onOutput(chunk);
    });
    this.#child.stderr.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString("utf8")).slice(-keptOfErrors);
    });
  }

  write(text: string): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(text);
  }

  /** Ends it: by closing its input, by asking, by force. Resolves when it is gone, within a second. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    await Promise.race([this.#gone, pause(politeMs)]);
    this.#kill("SIGTERM");
    await Promise.race([this.#gone, pause(politeMs)]);
    this.#kill("SIGKILL");
    await Promise.race([this.#gone, pause(politeMs)]);
    this.#letGo();
  }

  #watch(gone: () => void): void {
    this.#child.once("error", (error) => {
      this.#end({ is: "not-started", code: "code" in error ? String(error.code) : error.message });
      gone();
    });
    this.#child.once("exit", (exit) => {
      void this.#finish(exit).then(gone);
    });
  }

  /** What it wrote last may still be under way; whoever else holds its pipes is not waited for. */
  async #finish(exit: number | null): Promise<void> {
    const closed = new Promise<"closed">((done) => this.#child.once("close", () => done("closed")));
    for (let before = -1; before !== this.#bytes;) {
      before = this.#bytes;
      if ((await Promise.race([closed, pause(quietMs)])) === "closed") break;
    }
    this.#end({ is: "exited", exit, stderr: this.#stderr });
  }

  #end(end: LineEnd): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#letGo();
    this.#options.onEnd(end);
  }

  #kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#isEnded) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // ESRCH: nobody is left.
    }
  }

  #letGo(): void {
    open.delete(this);
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
    this.#child.unref();
  }
}
