import { UsageError } from "../spec/problem.ts";
import type { InputStream } from "./context.ts";

/** What a reader is told of it, where a file would be named. */
export const standardInputName = "standard input";

export type InputLimits = {
  readonly limitBytes: number;
  /** How long it may take until its end has come, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

const help = "Pipe facts into it: footing facts PRODUCT -o json=- | footing judge PRODUCT --facts -";

/** All of standard input. What comes too late, is too much or is nothing at all is refused in words; it is let go of then. */
export async function readStandardInput(input: InputStream, limits: InputLimits): Promise<Uint8Array> {
  const { limitBytes, timeoutMs, signal } = limits;
  const pieces: Uint8Array[] = [];
  let size = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const fail = (words: string, what: string = help): void => reject(new UsageError(words, what));
  const heard = (piece: Uint8Array | string): void => {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    size += bytes.length;
    if (size > limitBytes) fail(`${standardInputName} is too large`, `At most ${limitBytes / 2 ** 20} MiB are read.`);
    else pieces.push(bytes);
  };
  const ended = (): void =>
    size === 0 ? fail(`nothing came on ${standardInputName}`) : resolve(Buffer.concat(pieces));
  const broken = (): void => fail(`${standardInputName} cannot be read`);
  const stopped = (): void => fail(`${standardInputName} was not read to its end: the run was stopped`);
  const late = setTimeout(
    () => fail(`${standardInputName} did not come to its end within ${timeoutMs / 1000} s`, "Give a file instead."),
    timeoutMs,
  );
  signal.addEventListener("abort", stopped, { once: true });
  input.on("data", heard);
  input.on("end", ended);
  input.on("error", broken);
  if (signal.aborted) stopped();
  try {
    input.resume();
    return await promise;
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", stopped);
    input.off("data", heard);
    input.off("end", ended);
    input.off("error", broken);
    input.pause();
  }
}
