import type { Touch } from "../facts/reading.ts";
import { touches } from "../facts/reading.ts";
import { reason, type Reason } from "../facts/reasons.ts";

/** What the operator allows beyond looking (docs/reference/commands.md). */
export type Leave = {
  /** The file comes with Footing itself. */
  readonly fromCatalog: boolean;
  readonly yes: boolean;
  readonly allowExec: boolean;
  /** Nothing may be written on a target. */
  readonly noWrite: boolean;
};

/** Why a reading that does more than look may not be taken, or undefined if it may. */
export function refusal(touch: Touch, leave: Leave): Reason | undefined {
  const isCommand = touch === "runs-a-command";
  if (!leave.fromCatalog && !leave.yes) {
    const settle = isCommand && !leave.allowExec ? "--yes --allow-exec" : "--yes";
    return reason("needs-leave", `needs leave: it ${touches[touch]}`, settle);
  }
  if (isCommand && !leave.allowExec)
    return reason("needs-allow-exec", "needs leave to run a command of the file", "--allow-exec");
  // A port that is bound for a moment leaves nothing anywhere.
  const writes = touch === "writes-a-file" || touch === "runs-a-container";
  if (writes && leave.noWrite) return reason("no-write", "only writing would show it (--no-write)");
  return undefined;
}
