import { noNullDevice, withoutNullDevice } from "../null-device.ts";
import type { Ended, Execution, Executor } from "../programs.ts";
import { passwordSettleThere } from "../sudo.ts";
import type { FetchOptions } from "../target.ts";
import type { Job } from "./jobs.ts";
import type { Piece } from "./sent.ts";
import type { Hello } from "./session.ts";

/** Whoever does jobs: a far shell, or what one printed earlier. Never rejects. */
export type Doing = {
  do(job: Job, signal: AbortSignal): Promise<Piece>;
  /** What it said of its place; undefined until it has. */
  hello(): Hello | undefined;
  newMark?(): string;
};

/** Exit codes of what timeout(1) ended: its own, and what a shell makes of the signals that it sends. */
const endedByTimeout: ReadonlySet<number> = new Set([124, 137, 143]);

/** Runs programs where somebody does jobs. */
export const farExecutor = (doing: Doing): Executor => ({
  execute: async (run, { signal, timeoutMs }: FetchOptions) =>
    executionOf(await doing.do({ is: "run", run, timeoutMs }, signal), timeoutMs),
  isRoot: () => doing.hello()?.user === "0",
  newMark: () => doing.newMark?.() ?? crypto.randomUUID(),
  passwordSettle: passwordSettleThere,
});

function executionOf(piece: Piece, timeoutMs: number): Execution {
  if (piece.is === "cut") return { result: { is: "unreached", why: piece.why, stdout: piece.stdout }, raised: false };
  const { how, ms, again } = piece;
  if (how === noNullDevice)
    return { result: { is: "unreached", why: withoutNullDevice, stdout: Buffer.alloc(0) }, raised: false };
  const first = { result: resultOf(piece, timeoutMs), raised: how === "raised" || how === "no-sudo", ms };
  return again === undefined ? first : { ...first, again: executionOf(again, timeoutMs) };
}

function resultOf(piece: Extract<Piece, { is: "whole" }>, timeoutMs: number): Ended {
  const { code, how, stdout, stderr, ms } = piece;
  if (how === "missing" || how === "no-sudo" || how === "elsewhere")
    return { is: "not-started", code: "ENOENT", text: "" };
  if (how === "denied") return { is: "not-started", code: "EACCES", text: "" };
  // A program may end with such a code by itself, and then it did so earlier.
  if (endedByTimeout.has(code) && ms >= timeoutMs * 0.9) return { is: "timeout", stdout, stderr };
  return { is: "exited", exit: code, stdout, stderr };
}
