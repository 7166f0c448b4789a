import type { Raw } from "../../facts/reading.ts";
import { type Said, silent } from "./said.ts";

export type Timesyncd = {
  /** `timedatectl timesync-status`: the daemon's own words. */
  readonly status: Raw;
  /** What lies in /run/systemd/timesync, which goes when the daemon is stopped. */
  readonly marks: Raw;
  /** Whether the kernel counts the clock as synchronised; undefined: nobody says. */
  readonly kernel: boolean | undefined;
};

/** systemd-timesyncd sets the kernel's mark and keeps none of its own: both are needed, an answer of a server and the mark. */
export function timesyncdSaid({ status, marks, kernel }: Timesyncd): Said {
  const text = textOf(status);
  const packets = /^\s*Packet count: (\d{1,9})\s*$/m.exec(text)?.[1];
  if (packets === "0") return { is: "not", words: "systemd-timesyncd has had no answer of any time server" };
  if (kernel === false) return { is: "not", words: "the kernel counts the clock as not synchronised" };
  if (packets === undefined && !textOf(marks).split("\n").includes("synchronized")) {
    return silent("cannot-tell", "systemd-timesyncd runs, and nothing shows that it had an answer of a time server");
  }
  if (kernel === undefined) {
    return silent("no-means", "systemd-timesyncd runs, and nothing here tells the kernel's state of the clock");
  }
  return { is: "synchronised", offset: secondsIn(/^\s*Offset: ([-+]?.*?)\s*$/m.exec(text)?.[1]) };
}

const seconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
};

/** A span of systemd ("+1min 2.5s", "-372us") without its sign. */
function secondsIn(text: string | undefined): number | undefined {
  const parts = (text ?? "").replace(/^[-+]/, "").split(" ");
  const numbers = parts.map((part) => {
    const [, number, unit = ""] = /^(\d{1,9}(?:\.\d{1,9})?)(ns|us|ms|s|min|h|d)$/.exec(part) ?? [];
    return number === undefined ? Number.NaN : Number(number) * (seconds[unit] ?? Number.NaN);
  });
  const sum = numbers.reduce((all, one) => all + one, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

/** The kernel's own mark, by timedatectl of any version or by busybox; undefined where neither tells. */
export function kernelSays(timedatectl: Raw, adjtimex: Raw): boolean | undefined {
  const told = textOf(timedatectl);
  const word = /^\s*(?:System clock|NTP) synchronized: (yes|no)\s*$/m.exec(told)?.[1];
  if (word !== undefined) return word === "yes";
  const status = /^\s*status:\s+\d+ \(([^)\n]*)\)\s*$/m.exec(textOf(adjtimex))?.[1];
  return status === undefined ? undefined : !/\bUNSYNC\b/.test(status);
}

/** Nothing of a program that failed; what is read of the system has no exit code. */
const textOf = (raw: Raw): string => (raw.is === "text" && (raw.exit ?? 0) === 0 ? raw.text : "");
