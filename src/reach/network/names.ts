import { isIP } from "node:net";
import type { NamesSight } from "../../facts/network.ts";
import { Line } from "../session/line.ts";

/**
 * Names are resolved by the system (getaddrinfo(3)), which nothing can stop once it has begun, and which keeps a process
 * from ending. So a child does it, a thread for each of many names at once.
 */
const script = `
const { lookup } = require("node:dns");
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (name) => lookup(name, { all: true, order: "verbatim" }, (error, found) =>
  process.stdout.write(JSON.stringify([name, error ? error.code || "UNKNOWN" : "", error ? [] : found.map((one) => one.address)]) + "\\n")));
lines.on("close", () => process.kill(process.pid, "SIGKILL"));
`;

const threads = "128";

type Answer = (sight: NamesSight) => void;

/** What the system says that names stand for. */
export class Names {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #waiting = new Map<string, Set<Answer>>();
  #line: Line | undefined;
  #rest = "";

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = { ...environment, UV_THREADPOOL_SIZE: threads };
  }

  async ask(name: string, signal: AbortSignal): Promise<NamesSight> {
    if (isIP(name) !== 0) return { is: "found", addresses: [name] };
    // A line end would be another question.
    if (!/^[!-~]{1,253}$/.test(name)) return { is: "none", code: "EINVAL" };
    return await new Promise((resolve) => {
      const answers = this.#waiting.get(name) ?? new Set();
      const answer: Answer = (sight) => {
        signal.removeEventListener("abort", late);
        answers.delete(answer);
        resolve(sight);
      };
      const late = (): void => answer({ is: "failed", code: "timeout" });
      const isAsked = answers.size > 0;
      answers.add(answer);
      this.#waiting.set(name, answers);
      signal.addEventListener("abort", late, { once: true });
      if (signal.aborted) late();
      else if (!isAsked) this.#opened().write(`${name}\n`);
    });
  }

  async close(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    await line?.close();
  }

  #opened(): Line {
    this.#line ??= new Line({
      command: [process.execPath, "-e", script],
      environment: this.#environment,
      onOutput: (chunk) => this.#take(chunk.toString("utf8")),
      onEnd: () => this.#lose(),
    });
    return this.#line;
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const [name, code, addresses] = parsed(line);
      for (const answer of this.#waiting.get(name) ?? []) answer(sightOf(code, addresses));
    }
  }

  #lose(): void {
    this.#line = undefined;
    for (const answers of this.#waiting.values())
      for (const answer of answers) answer({ is: "failed", code: "ECHILD" });
  }
}

function parsed(line: string): readonly [string, string, readonly string[]] {
  const read: unknown = JSON.parse(line);
  const parts: readonly unknown[] = Array.isArray(read) ? read : [];
  const [name, code, addresses] = parts;
  return [String(name), String(code), Array.isArray(addresses) ? addresses.map(String) : []];
}

/** Node says ENOTFOUND where a name does not exist, and where it exists without an address. */
function sightOf(code: string, addresses: readonly string[]): NamesSight {
  if (code === "" && addresses.length > 0) return { is: "found", addresses: [...new Set(addresses)] };
  return { is: code === "ENOTFOUND" || code === "" ? "none" : "failed", code };
}
