import { withSince } from "../../report/compare-reports.ts";
import { makeReport } from "../../report/make.ts";
import { findSubject, type Subject } from "../../run/subject.ts";
import { againWords, filesOf, initWords } from "../again.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { deliver, expectOutputs } from "../deliver.ts";
import { look } from "../look.ts";
import { expectWholeRun, readOutputs } from "../outputs.ts";
import { readSince } from "../since.ts";
import { toolOf } from "../tool.ts";
import type { CheckFlags } from "../flags.ts";

/** `footing check`: observe, judge, report. With `--ask` it asks first. */
export async function runCheck({ context, flags: given, words: [named] }: Call<CheckFlags, [string?]>): Promise<void> {
  const outputs = readOutputs(given.format ?? [], context.version);
  expectWholeRun(outputs, given);
  if (given.dryRun !== true) await expectOutputs(outputs);
  context.interruption.listen();
  const { environment, catalog } = context;
  const { signal } = context.interruption;
  const now = new Date().toISOString();
  const { found, site } = await findSubject({
    catalog,
    named,
    sitePath: given.site,
    reading: { environment, signal },
    now,
  });
  const flags = given.ask === true ? await withAnswers({ found, site }, given, context) : given;
  if (flags === undefined) return;
  if (flags.dryRun === true) {
    const { tellDryRun } = await import("../dry-run.ts");
    tellDryRun({ found, site }, { flags, outputs }, context);
    return;
  }
  const earlier = await readSince(flags, found, context);
  // The digest is made while probes are waited for.
  const [ran, tool] = await Promise.all([look({ found, site }, flags, context), toolOf(context)]);
  const { code } = context.interruption;
  const report = makeReport(ran, {
    tool,
    noWrite: flags.noWrite === true,
    ...(code === undefined ? {} : { exitCode: code }),
  });
  const compared = earlier === undefined ? report : withSince(report, earlier);
  const again = againWords(["check", ...(named === undefined ? [] : [named])], flags);
  const init = initWords(named, site, flags);
  const files = filesOf({ named, ...flags });
  await deliver(compared, { outputs, flags, again, init, named: files, run: ran, now: ran.finishedAt }, context);
}

/** Loaded only where it is asked for: who does not ask starts as fast as before. */
async function withAnswers(subject: Subject, flags: CheckFlags, context: Context): Promise<CheckFlags | undefined> {
  const { askedFlags } = await import("../ask/before-check.ts");
  return await askedFlags(subject, flags, context);
}
