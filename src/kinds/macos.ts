import type { Raw, Reading } from "../facts/reading.ts";

/** Asks the kernel of macOS for values by their names. */
export const askSysctl = <const Names extends readonly string[]>(...names: Names) =>
  ({ run: ["/usr/sbin/sysctl", ...names], on: "macos" }) as const satisfies Reading;

/** One value as sysctl prints it (`name: value`); undefined where it did not print it, as of a name that it does not know. */
export function sysctlIn(raw: Raw, name: string): string | undefined {
  if (raw.is !== "text") return undefined;
  const line = raw.text.split("\n").find((one) => one.startsWith(`${name}: `));
  return line?.slice(name.length + 2).trim();
}

/** A value that is a whole number above 0. */
export function sysctlCount(raw: Raw, name: string): number | undefined {
  const text = sysctlIn(raw, name) ?? "";
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
}
