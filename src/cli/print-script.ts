import { scriptAbout } from "../report/carried-script.ts";
import { inputsOf } from "../report/make.ts";
import { visible } from "../report/text.ts";
import { counted } from "../report/words.ts";
import { UsageError } from "../spec/problem.ts";
import { printScript, scriptTouches } from "../run/print-script.ts";
import type { Subject } from "../run/subject.ts";
import { againWords } from "./again.ts";
import type { Context } from "./context.ts";
import type { FactsFlags } from "./flags.ts";
import { lookRequest } from "./look.ts";

/** Prints the script that asks a host where nothing may be installed; what it cannot ask is told on stderr. */
export async function tellScript(subject: Subject, flags: FactsFlags, { context, named }: Telling): Promise<void> {
  refuseOthers(flags);
  const request = { ...lookRequest(subject, flags, context), now: new Date().toISOString() };
  const { version } = context;
  const isEverything = named === undefined && subject.site === null;
  const product = isEverything ? "any product" : subject.found.file.product.name;
  const judge = againWords(["judge", named ?? "PRODUCT", "--facts", "facts.txt"], {});
  const touched = scriptTouches(request);
  const about = scriptAbout({ ...touched, product, version, judge });
  const { script, asks, open } = await printScript({ ...request, version, inputsOf, about, isEverything });
  context.process.stdout.write(script);
  if (flags.quiet === true) return;
  const lines = [
    `a script with ${counted(asks.length, "question")}: run it there with sh, carry its output over, then`,
    `  ${judge}`,
    ...touched.leftOut.map(({ requirement, what, why }) => `not in it: ${requirement}: ${what}: ${why}`),
    ...open.map((look) => `not in it: ${look.requirement}${"why" in look ? `: ${look.why}` : ""}`),
  ];
  context.process.stderr.write(`${lines.map((line) => visible(line, { most: 2000 })).join("\n")}\n`);
}

/** What is only about looking here, or about a file that is not written, would be silently without effect. */
function refuseOthers({ format, dryRun: isDry, share }: FactsFlags): void {
  const other =
    format !== undefined ? "--format" : isDry === true ? "--dry-run" : share === true ? "--share" : undefined;
  if (other === undefined) return;
  throw new UsageError(
    `--print-script and ${other} together`,
    "The script goes to stdout, tells at its top what it does there, and holds the answers that were given.",
  );
}

type Telling = { readonly context: Context; readonly named: string | undefined };
