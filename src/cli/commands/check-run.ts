import { withSince } from "../../report/compare-reports.ts";
import { makeReport } from "../../report/make.ts";
import { findSubject } from "../../run/subject.ts";
import { againWords } from "../again.ts";
import type { Call } from "../call.ts";
import { deliver, expectOutputs } from "../deliver.ts";
import { look } from "../look.ts";
import { readOutputs } from "../outputs.ts";
import { readSince } from "../since.ts";
import { toolOf } from "../tool.ts";
import type { CheckFlags } from "../flags.ts";

/** `footing check`: observe, judge, report. */
export async function runCheck({ context, flags, words: [named] }: Call<CheckFlags, [string?]>): Promise<void> {
  const outputs = readOutputs(flags.format ?? [], context.version);
  if (flags.dryRun !== true) await expectOutputs(outputs);
  context.interruption.listen();
  const { environment, catalog } = context;
  const { signal } = context.interruption;
  const now = new Date().toISOString();
  const { found, site } = await findSubject({
    catalog,
    named,
    sitePath: flags.site,
    reading: { environment, signal },
    now,
  });
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
  await deliver(compared, { outputs, flags, again, now: ran.finishedAt }, context);
}
