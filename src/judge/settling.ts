import type { Judged } from "./outcome.ts";

type Settling = Pick<Judged, "settle" | "partly">;

/** What ends several reasons together: only what ends each of them alone. What ends some is said to end some; answers are given together. */
export function settlingAll(parts: readonly Settling[]): Settling {
  const settles = new Set(parts.map(({ settle }) => settle));
  const [settle] = settles;
  if (settles.size === 1 && settle !== undefined) return { settle };
  const answers = parts.flatMap((part) => part.settle?.split(/ (?=--set )/) ?? [""]);
  if (answers.length > 0 && answers.every((answer) => answer.startsWith("--set ")))
    return { settle: [...new Set(answers)].join(" ") };
  const partly = parts.map((part) => part.settle ?? part.partly).find((one) => one !== undefined);
  return partly === undefined ? {} : { partly };
}

/** Several reasons in one sentence: what another of them says too is not said again. */
export function reasonsTogether(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const said = all.filter((text) => !all.some((other) => other !== text && partsOf(other).has(text)));
  return said.join("; ");
}

/** The parts of a reason, each with all that stands behind it: "a; b; c" holds "a", "a; b", "b", "b; c" and "c". */
function partsOf(text: string): ReadonlySet<string> {
  const parts = text.split(/[;,] (?:and )?/);
  return new Set(
    parts.flatMap((_, from) => parts.slice(from).map((_part, more) => parts.slice(from, from + more + 1).join("; "))),
  );
}
