import type { Condition } from "../spec/condition.ts";
import type { Situation } from "./situation.ts";

/** What a condition reads and nobody has answered: inputs, and `version`. */
export function openReads(condition: Pick<Condition, "reads"> | undefined, situation: Situation): readonly string[] {
  const reads = [...(condition?.reads ?? [])];
  const inputs = reads.filter((name) => name.startsWith("inputs.")).map((name) => name.slice(7));
  // One that was named and is not there is not ended by naming it again: its reason says what is missing.
  const open = inputs.filter((name) => {
    const answer = situation.answers.get(name)?.answer;
    return answer?.is === "open" && answer.why === undefined;
  });
  return reads.includes("version") && situation.version === null ? [...open, "version"] : open;
}

/** What answers what a condition reads; undefined where no answer is missing. */
export function answering(condition: Pick<Condition, "reads"> | undefined, situation: Situation): string | undefined {
  const options = openReads(condition, situation).map((name) => `--set ${name}=…`);
  if (condition?.reads.has("profile") === true && situation.profile === null) options.push("--profile NAME");
  return options.length === 0 ? undefined : options.join(" ");
}
