import { check, type Ran } from "../run/check.ts";
import type { Subject } from "../run/subject.ts";
import type { Context } from "./context.ts";
import { defaults, type Looking, type Selecting, type Showing } from "./options.ts";
import { tellProgress } from "./progress.ts";

type LookFlags = Selecting & Looking & Pick<Showing, "quiet" | "verbose"> & { readonly strict?: boolean };

/** Looks at a place as the command line says, telling how it goes on. */
export async function look(subject: Subject, flags: LookFlags, context: Context): Promise<Ran> {
  const progress = tellProgress(context, flags);
  return await check({
    ...subject,
    ...(flags.profile === undefined ? {} : { profile: flags.profile }),
    set: flags.set ?? [],
    environment: context.environment,
    moment: flags.moment ?? "install",
    only: flags.only ?? [],
    skip: flags.skip ?? [],
    targets: flags.on ?? [],
    timeoutMs: flags.timeout ?? defaults.timeoutMs,
    deadlineMs: flags.deadline ?? defaults.deadlineMs,
    leave: { yes: flags.yes === true, allowExec: flags.allowExec === true, noWrite: flags.noWrite === true },
    clean: flags.clean === true,
    strict: flags.strict === true,
    signal: context.interruption.signal,
    onProgress: progress.tell,
  }).finally(progress.end);
}
