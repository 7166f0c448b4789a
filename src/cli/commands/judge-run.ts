import { withSince } from "../../report/compare-reports.ts";
import { makeReport } from "../../report/make.ts";
import { judgeAgain, type JudgeRequest } from "../../run/judge-again.ts";
import { jsonLimitBytes } from "../../run/json-file.ts";
import type { FactsSource } from "../../run/read-facts.ts";
import { missingSecrets } from "../../run/secret-presence.ts";
import { findSubject } from "../../run/subject.ts";
import { againWords, filesOf, initWords } from "../again.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { deliver, expectOutputs } from "../deliver.ts";
import { defaults } from "../options.ts";
import { expectWholeRun, readOutputs } from "../outputs.ts";
import { readSince } from "../since.ts";
import { readStandardInput, standardInputName } from "../standard-input.ts";
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
  const source = await sourceOf(flags.facts, context);
  const earlier = await readSince(flags, subject.found, context);
  const sources = { set: flags.set ?? [], site: subject.site, environment };
  const profile = flags.profile === undefined ? {} : { profile: flags.profile };
  const set = flags.set ?? [];
  const ran = judgeAgain({
    ...subject,
    ...profile,
    missing: await missingSecrets(subject.found.file, sources, reading),
    snapshot: await readFacts(source, { ...subject, ...reading, ...profile, set }),
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
  await deliver(compared, { outputs, flags, again, init, named: files, run: ran, now }, context);
}

/** A pipe is waited for as long as whatever writes into it may look. */
const pipeMs = 300_000;

async function sourceOf(facts: string, context: Context): Promise<FactsSource> {
  if (facts !== "-") return { path: facts };
  const limits = { limitBytes: jsonLimitBytes, timeoutMs: pipeMs, signal: context.interruption.signal };
  return { path: standardInputName, bytes: await readStandardInput(context.input(), limits) };
}

const selected = ({ only = [], skip = [] }: JudgeFlags): Pick<JudgeRequest, "only" | "skip"> => ({ only, skip });
