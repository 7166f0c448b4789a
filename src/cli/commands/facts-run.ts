import { lstat } from "node:fs/promises";
import { writeJson } from "../../report/json.ts";
import { makeFactsFile } from "../../report/make.ts";
import type { FactsFile } from "../../report/report.ts";
import { counted } from "../../report/words.ts";
import type { Ran } from "../../run/check.ts";
import { everythingFile } from "../../run/observe.ts";
import { findSubject, type Subject } from "../../run/subject.ts";
import { UsageError } from "../../spec/problem.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { look } from "../look.ts";
import { readPlainOutputs } from "../outputs.ts";
import { toolOf } from "../tool.ts";
import { expectWritable, writeWhole } from "../write-file.ts";
import type { FactsFlags } from "../flags.ts";

const standardPath = "facts.json";

/** `footing facts`: observe, and write what was seen. */
export async function runFacts({ context, flags, words: [named] }: Call<FactsFlags, [string?]>): Promise<void> {
  const path = pathOf(flags.format ?? [], context.version);
  context.interruption.listen();
  const subject = await subjectOf(context, flags, named);
  const asked = subject ?? { found: await everythingFile(), site: null };
  if (flags.printScript === true) {
    const { tellScript } = await import("../print-script.ts");
    await tellScript(asked, flags, { context, named });
    return;
  }
  if (flags.dryRun === true) {
    const { tellDryRun } = await import("../dry-run.ts");
    tellDryRun(asked, { flags, outputs: [{ format: "json", path }] }, context);
    return;
  }
  if (path !== null) await expectWritable(path);
  await lookAndWrite({ subject, asked }, flags, { path, context });
}

type Asked = { readonly subject: Subject | undefined; readonly asked: Subject };
type Writing = { readonly path: string | null; readonly context: Context };

async function lookAndWrite({ subject, asked }: Asked, flags: FactsFlags, { path, context }: Writing): Promise<void> {
  const ran = await look(asked, flags, context);
  const file = makeFactsFile(ran, await toolOf(context));
  const text = await textOf(subject === undefined ? { ...file, product: null } : file, ran, flags);
  if (path === null) context.process.stdout.write(text);
  else await writeWhole(path, text);
  const unknown = ran.facts.filter((fact) => fact.state === "unknown").length;
  if (flags.quiet !== true) {
    context.process.stderr.write(
      `${counted(ran.facts.length, "fact")}, ${unknown} of them unknown${path === null ? "" : `, in ${path}`}\n`,
    );
  }
  if (ran.situation.targets.some((target) => target.state === "lost")) context.ending.code = exitCodes.unreached;
}

/** What is local goes before anything is written. */
async function textOf(file: FactsFile, ran: Ran, { share }: Pick<FactsFlags, "share">): Promise<string> {
  if (share !== true) return writeJson(file);
  const { shareFacts } = await import("../../report/share.ts");
  const { besideOf } = await import("../../report/share-beside.ts");
  return writeJson(shareFacts(file, besideOf(ran)));
}

/** Facts have one form, so there is one place for them: null is stdout. */
function pathOf(format: readonly string[], version: string): string | null {
  if (format.length === 0) return standardPath;
  const outputs = format.flatMap((one) => readPlainOutputs([one], version).slice(0, 1));
  const [first] = outputs;
  if (first === undefined || outputs.length > 1)
    throw new UsageError("facts go to one place", "Write -o json=PATH, or -o json=- for stdout.");
  if (first.format !== "json")
    throw new UsageError(
      `facts are written as json, not as ${first.format}`,
      "Write -o json=PATH, or -o json=- for stdout.",
    );
  return first.path;
}

/** Undefined: nothing is named, so everything is looked at. */
async function subjectOf(context: Context, flags: FactsFlags, named: string | undefined): Promise<Subject | undefined> {
  const { catalog, environment, interruption } = context;
  if (named === undefined && flags.site === undefined && !(await isThere("footing.yaml"))) return undefined;
  const reading = { environment, signal: interruption.signal };
  return await findSubject({ catalog, named, sitePath: flags.site, reading, now: new Date().toISOString() });
}

const isThere = async (path: string): Promise<boolean> =>
  await lstat(path).then(
    () => true,
    () => false,
  );
