import { reason, type Reason } from "../facts/reasons.ts";
import type { Asking } from "../judge/questions.ts";
import { kindNamed } from "../kinds/registry.ts";

/** What the operator allows a file to do beyond looking (docs/reference/commands.md). */
export type Leave = {
  /** The file comes with Footing itself. */
  readonly fromCatalog: boolean;
  readonly yes: boolean;
  readonly allowExec: boolean;
};

/** Why a look may not be taken, or undefined if it may. */
export function refusal(asking: Asking, leave: Leave): Reason | undefined {
  const touches = kindNamed(asking.kind)?.touches;
  if (touches === undefined) return undefined;
  if (!leave.fromCatalog && !leave.yes)
    return reason(
      "needs-leave",
      "needs leave: it would run a command of the file",
      leave.allowExec ? "--yes" : "--yes --allow-exec",
    );
  if (!leave.allowExec) return reason("needs-allow-exec", "needs leave to run a command of the file", "--allow-exec");
  return undefined;
}
