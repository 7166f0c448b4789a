import type { VisitEvent } from "../reach/visits.ts";
import { arrivalWords, inviteWords, misnamedWords } from "../report/answering-words.ts";
import type { Context } from "./context.ts";
import { styleOf } from "./style.ts";

/** Tells who is to open what, and who came: without these words nobody comes, so nothing that quiets a run quiets them. */
export function tellVisits(
  say: (words: string) => void,
  { process, environment }: Pick<Context, "process" | "environment">,
): (event: VisitEvent) => void {
  const style = styleOf(process.stderr, environment, true);
  return (event) => {
    if (event.is === "invited") say(`\n${inviteWords({ ...event, isTrusted: false }, style)}`);
    else if (event.is === "came") say(arrivalWords(event.came, { style, waitsFor: event.waitsFor }));
    else say(misnamedWords(event, style));
  };
}
