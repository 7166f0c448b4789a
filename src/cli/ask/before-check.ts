import { selectIds } from "../../run/select.ts";
import { missingSecrets } from "../../run/secret-presence.ts";
import type { Subject } from "../../run/subject.ts";
import type { Context } from "../context.ts";
import type { CheckFlags } from "../flags.ts";
import { canAsk, introduced, withDialogue } from "./dialogue.ts";
import { interview, type Asking } from "./interview.ts";

const about =
  "These questions can still change an outcome. Enter leaves a question open, ? tells more, Ctrl-D ends them and " +
  "looks with the answers so far, Ctrl-C looks at nothing.";

/**
 * `check --ask`: asks what is open before anything is looked at, and gives the options with what was answered; as they
 * are where nobody can be asked. Undefined: it was interrupted.
 */
export async function askedFlags(
  { found, site }: Subject,
  flags: CheckFlags,
  context: Context,
): Promise<CheckFlags | undefined> {
  if (flags.ask !== true || !canAsk(context, flags)) return flags;
  const { environment, interruption } = context;
  const base = { set: flags.set ?? [], site, environment };
  const missing = await missingSecrets(found.file, base, { environment, signal: interruption.signal });
  const only = flags.only ?? [];
  const asking: Asking = {
    found,
    sources: { ...base, missing },
    profile: flags.profile,
    scope: {
      moment: flags.moment ?? "install",
      ...(only.length === 0 ? {} : { only: selectIds(only, found.file, "--only") }),
      skip: selectIds(flags.skip ?? [], found.file, "--skip"),
    },
    assumed: false,
  };
  const typed = await withDialogue(context, async (dialogue) => {
    const answered = await interview(asking, introduced(dialogue, about));
    if (answered.ended === "interrupted") dialogue.say(["", "", "Interrupted: nothing was looked at."]);
    return answered;
  });
  if (typed.ended === "interrupted") return undefined;
  const { profile } = typed;
  return { ...flags, set: [...base.set, ...typed.set], ...(profile === undefined ? {} : { profile }) };
}
