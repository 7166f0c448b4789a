import { withSince } from "../../report/compare-reports.ts";
import { makeReport } from "../../report/make.ts";
import { judgeAgain, type JudgeRequest } from "../../run/judge-again.ts";
import { missingSecrets } from "../../run/secret-presence.ts";
import { findSubject } from "../../run/subject.ts";
import { againWords, filesOf, initWords } from "../again.ts";
import type { Call } from "../call.ts";
import { deliver, expectOutputs } from "../deliver.ts";
import { defaults } from "../options.ts";
import { expectWholeRun, readOutputs } from "../outputs.ts";
import { readSince } from "../since.ts";
import { toolOf } from "../tool.ts";
import type { JudgeFlags } from "../flags.ts";

/** `footing judge`: the same judgement as a check, of facts from a file. */
export async function runJudge({ context, flags, words: [named] }: Call<JudgeFlags, [string]>): Promise<void> {
  const outputs = readOutputs(flags.format ?? [], context.version);
  expectWholeRun(outputs, flags);
  await expectOutputs(outputs);
  const { environment, catalog } = context;
  const reading = { environment, signal: context.interruption.signal };
  const now = new Date().toISOString();
  const subject = await findSubject({ catalog, named, sitePath: flags.site, reading, now });
  // Loaded only here: a schema library is needed for files of facts alone.
  const { readFacts } = await import("../../run/read-facts.ts");
  const earlier = await readSince(flags, subject.found, context);
  const sources = { set: flags.set ?? [], site: subject.site, environment };
  const profile = flags.profile === undefined ? {} : { profile: flags.profile };
  const set = flags.set ?? [];
  const ran = judgeAgain({
    ...subject,
    ...profile,
    missing: await missingSecrets(subject.found.file, sources, reading),
    snapshot: await readFacts(flags.facts, { ...subject, ...reading, ...profile, set }),
    ...(flags.moment === undefined ? {} : { moment: flags.moment }),
    set,
    environment,
    ...selected(flags),
    strict: flags.strict === true,
    maxAge: (flags.maxAge ?? defaults.maxAgeMs) / 1000,
    now,
  });
  const report = makeReport(ran, { tool: await toolOf(context), noWrite: false });
  const compared = earlier === undefined ? report : withSince(report, earlier);
  const again = againWords(["judge", named, "--facts", flags.facts], flags);
  const init = initWords(named, subject.site, flags);
  const files = filesOf({ named, ...flags });
  await deliver(compared, { outputs, flags, again, init, named: files, now }, context);
}

const selected = ({ only = [], skip = [] }: JudgeFlags): Pick<JudgeRequest, "only" | "skip"> => ({ only, skip });
