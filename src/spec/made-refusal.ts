import { Condition } from "./condition.ts";
import { WrongCondition } from "./condition-scope.ts";
import type { Names } from "./condition-types.ts";

/** For tests: what is wrong in a condition, and why it is refused. */
export function refusalOf(text: string, names: Names): string {
  try {
    Condition.parse(text, names);
  } catch (error) {
    if (!(error instanceof WrongCondition)) throw error;
    return `${text.slice(error.at.start, error.at.end)}: ${error.message}`;
  }
  return `not refused: ${text}`;
}
