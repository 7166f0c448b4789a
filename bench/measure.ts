import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A program with its words, as an array: the first is the program. */
export type Words = readonly [string, ...string[]];

/** Two programs timed in turn: medians in milliseconds, and how many times longer the first takes. */
export type Ratio = { readonly first: number; readonly second: number; readonly times: number };

/** Runs both in turn, A B A B, so that whatever else the machine does falls on both alike. */
export function ratio(first: Words, second: Words, rounds: number): Ratio {
  // The first run of each reads from disk what the others find in memory.
  milliseconds(first);
  milliseconds(second);
  const pairs = Array.from({ length: rounds }, () => [milliseconds(first), milliseconds(second)] as const);
  const [one, other] = [median(pairs.map(([time]) => time)), median(pairs.map(([, time]) => time))];
  return { first: one, second: other, times: one / other };
}

function milliseconds([program, ...words]: Words): number {
  const start = performance.now();
  const { error, stderr, status } = spawnSync(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  const took = performance.now() - start;
  if (error !== undefined) throw error;
  // 1 and 3 are verdicts; what asked wrongly or broke was not measured.
  if (status === null || status === 2 || status > 3)
    throw new Error(`${[program, ...words].join(" ")} ended with ${status}: ${stderr.toString()}`);
  return took;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * The most memory that one run holds at once, in bytes: `VmHWM` of proc_pid_status(5), which only grows, read every
 * millisecond until the program has ended. Nothing is loaded into the program for it. Undefined where there is no /proc.
 */
export async function peakMemory([program, ...words]: Words): Promise<number | undefined> {
  const child = spawn(program, words, { stdio: "ignore" });
  let peak: number | undefined;
  const timer = setInterval(() => {
    peak = highWater(child.pid) ?? peak;
  }, 1);
  await new Promise((resolve) => child.on("close", resolve));
  clearInterval(timer);
  return peak;
}

function highWater(pid: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
