import { check, type CheckRequest, type Ran } from "../run/check.ts";
import { UsageError } from "../spec/problem.ts";
import type { Subject } from "../run/subject.ts";
import type { Context } from "./context.ts";
import { defaults, type Looking, type Selecting, type Showing } from "./options.ts";
import { tellProgress } from "./progress.ts";

export type LookFlags = Selecting & Looking & Pick<Showing, "quiet" | "verbose"> & { readonly strict?: boolean };

type LookRequest = Omit<CheckRequest, "signal" | "onProgress" | "visit">;

/** What is to be looked at, as the command line says it. */
export function lookRequest(subject: Subject, flags: LookFlags, context: Context): LookRequest {
  if (flags.clean === true && flags.noWrite === true)
    throw new UsageError("--clean removes, and --no-write writes nothing", "Use one of them.");
  return { ...subject, ...selected(flags), ...limited(flags), environment: context.environment };
}

const selected = (flags: LookFlags): Pick<LookRequest, "profile" | "set" | "moment" | "only" | "skip" | "targets"> => ({
  ...(flags.profile === undefined ? {} : { profile: flags.profile }),
  set: flags.set ?? [],
  moment: flags.moment ?? "install",
  only: flags.only ?? [],
  skip: flags.skip ?? [],
  targets: flags.on ?? [],
});

const limited = (flags: LookFlags): Pick<LookRequest, "timeoutMs" | "deadlineMs" | "leave" | "clean" | "strict"> => ({
  timeoutMs: flags.timeout ?? defaults.timeoutMs,
  deadlineMs: flags.deadline ?? defaults.deadlineMs,
  leave: { yes: flags.yes === true, allowExec: flags.allowExec === true, noWrite: flags.noWrite === true },
  clean: flags.clean === true,
  strict: flags.strict === true,
});

/** Looks at a place as the command line says, telling how it goes on. */
export async function look(subject: Subject, flags: LookFlags, context: Context): Promise<Ran> {
  const request = lookRequest(subject, flags, context);
  const progress = tellProgress(context, flags);
  const { signal } = context.interruption;
  const visit = flags.visit === undefined ? {} : { visit: await visitsFor(flags.visit, progress.say, context) };
  return await check({ ...request, ...visit, signal, onProgress: progress.tell }).finally(progress.end);
}

/** Loaded only where somebody is waited for: who needs nobody starts as fast as before. */
async function visitsFor(
  mostMs: number,
  say: (words: string) => void,
  context: Context,
): Promise<NonNullable<CheckRequest["visit"]>> {
  const { tellVisits } = await import("./visits.ts");
  return { mostMs, tell: tellVisits(say, context) };
}
