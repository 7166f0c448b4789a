import { scriptAbout } from "../report/carried-script.ts";
import { inputsOf } from "../report/make.ts";
import { counted } from "../report/words.ts";
import { dryRun } from "../run/dry-run.ts";
import { printScript } from "../run/print-script.ts";
import type { Subject } from "../run/subject.ts";
import type { Context } from "./context.ts";
import type { FactsFlags } from "./flags.ts";
import { lookRequest } from "./look.ts";

/** Prints the script that asks a host where nothing may be installed; what it cannot ask is told on stderr. */
export async function tellScript(subject: Subject, flags: FactsFlags, { context, named }: Telling): Promise<void> {
  const request = { ...lookRequest(subject, flags, context), now: new Date().toISOString() };
  const { version } = context;
  const product = subject.found.file.product.name;
  const judge = `footing judge ${named ?? "PRODUCT"} --facts facts.txt`;
  const planned = dryRun(request);
  const about = scriptAbout({ ...planned, product, version, judge });
  const { script, asks, open } = await printScript({ ...request, version, inputsOf, about });
  context.process.stdout.write(script);
  if (flags.quiet === true) return;
  const lines = [
    `a script with ${counted(asks.length, "question")}: run it there with sh, carry its output over, then`,
    `  ${judge}`,
    ...open.map(
      ({ requirement, ...look }) => `not in it: ${requirement}${"why" in look ? `, which needs ${look.why}` : ""}`,
    ),
  ];
  context.process.stderr.write(`${lines.join("\n")}\n`);
}

type Telling = { readonly context: Context; readonly named: string | undefined };
