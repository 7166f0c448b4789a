import { failed, text, type Bare } from "./bare.ts";
import { decoded } from "./decoded.ts";
import { understandRun, type Programs } from "./programs.ts";
import { diskScript } from "./scripts/disk.ts";
import type { FetchOptions } from "./target.ts";

/**
 * What holds each of these paths, as one program shows it that looks at all of them beside one another. Where one hangs,
 * the others are told all the same.
 */
export async function disksOf(
  paths: readonly string[],
  programs: Programs,
  limits: FetchOptions,
): Promise<readonly Bare[]> {
  const command = ["/bin/sh", "-c", diskScript, "footing-disk", ...paths] as const;
  const { result, context } = await programs.child({ command, asRoot: false, touchesGivenPath: true }, limits);
  const ended = understandRun(result, context);
  const whole = ended.is === "missing" ? failed("no-means", "there is no /bin/sh here") : ended;
  if (paths.length === 1 || !("stdout" in result)) return paths.map(() => whole);
  const printed = decoded(result.stdout);
  return paths.map((_, index) => ofPath(printed, index + 1, whole));
}

/** The lines that speak of one path, as if it alone had been asked for. */
function ofPath(printed: string, number: number, whole: Bare): Bare {
  const front = `${number}\t`;
  const lines = printed.split("\n").flatMap((line) => (line.startsWith(front) ? [line.slice(front.length)] : []));
  const told = `${lines.join("\n")}\n`;
  // One that came to its end was seen, however another of them went.
  if (whole.is !== "text") return lines.at(-1) === "end" ? text(told) : whole;
  return { ...whole, text: told };
}
