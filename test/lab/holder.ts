import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { signalGroup } from "./shell.ts";

/** How long a holder may take until it says that it is ready, in milliseconds. */
const readyMs = 15_000;

/**
 * A process that stands still and thereby keeps something in being: a namespace, an open file. It ends when its input
 * ends, so it never outlives the lab, however that ends.
 */
export class Holder {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #gone: Promise<void>;
  #output = "";

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#gone = new Promise((gone) => {
      child.once("exit", () => gone());
      child.once("error", () => gone());
    });
    child.stderr.on("data", (chunk: Buffer) => (this.#output += chunk.toString("utf8")));
    child.stdin.on("error", () => undefined);
  }

  /** Starts a command that does `script` in a shell and then stands still. Rejects with its words if it never gets there. */
  static async start(
    prefix: readonly string[],
    script: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<Holder> {
    const words = [...prefix, "sh", "-ec", `${script}\necho lab-ready\nexec cat`];
    const [program = "sh", ...rest] = words;
    const child = spawn(program, rest, { env: environment, stdio: "pipe", detached: true });
    const holder = new Holder(child);
    try {
      await holder.#ready();
    } catch (error) {
      await holder.end();
      throw error;
    }
    return holder;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    signalGroup(this.#child.pid, "SIGKILL");
    if (this.#child.pid !== undefined) await this.#gone;
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (why: string): void => reject(new Error(`${why}: ${this.#output.trim()}`));
      const timer = setTimeout(() => failed(`not ready within ${readyMs / 1000} s`), readyMs);
      let said = "";
      this.#child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString("utf8");
        if (!said.includes("lab-ready\n")) return;
        clearTimeout(timer);
        resolve();
      });
      const ended = (): void => {
        clearTimeout(timer);
        failed("it ended at once");
      };
      this.#child.once("error", ended);
      this.#child.once("close", ended);
    });
  }
}
