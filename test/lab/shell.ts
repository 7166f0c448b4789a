import { spawn } from "node:child_process";

/** How a command ended. `late`: it was ended by us, for time or because the lab is stopped. */
export type Ended = {
  /** The exit code, 128 + n where signal n ended it. */
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  readonly late: boolean;
};

export type ShellOptions = {
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Ends the command early; what undoes a world is run without one. */
  readonly signal?: AbortSignal;
};

/** What is kept of each stream, in bytes. */
const keptBytes = 16 * 2 ** 20;
/** How long a command may take to end itself, in milliseconds, before it is killed. */
const politeMs = 2000;

/** Runs a command in a process group of its own and waits for its end. Rejects only if it cannot be started. */
export function runCommand(words: readonly [string, ...string[]], options: ShellOptions): Promise<Ended> {
  const started = performance.now();
  const [program, ...rest] = words;
  const child = spawn(program, rest, {
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let late = false;
  let force: NodeJS.Timeout | undefined;
  const end = (): void => {
    late = true;
    signalGroup(child.pid, "SIGTERM");
    force ??= setTimeout(() => {
      signalGroup(child.pid, "SIGKILL");
      child.stdout.destroy();
      child.stderr.destroy();
    }, politeMs);
  };
  const limit = setTimeout(end, options.timeoutMs);
  options.signal?.addEventListener("abort", end, { once: true });
  if (options.signal?.aborted === true) end();
  return new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const exit = code ?? 128 + (signal === "SIGKILL" ? 9 : 15);
      resolve({ exit, stdout: stdout(), stderr: stderr(), ms: Math.round(performance.now() - started), late });
    });
  }).finally(() => {
    clearTimeout(limit);
    clearTimeout(force);
    options.signal?.removeEventListener("abort", end);
    // Whatever a command of a world left running in its group is not wanted: what shall stay is a `hold`.
    signalGroup(child.pid, "SIGKILL");
  });
}

/** Signals a whole process group; one that is gone is no error. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: nobody is left in it.
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= keptBytes) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
