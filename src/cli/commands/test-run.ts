import { holds, writeCases, type Tested } from "../../report/cases.ts";
import { testFolder } from "../../run/cases.ts";
import type { Call } from "../call.ts";
import { expectOutputs } from "../deliver.ts";
import { readOutputsOf, type Output } from "../outputs.ts";
import { styleOf } from "../style.ts";
import type { TestFlags } from "../flags.ts";
import { writeWhole } from "../write-file.ts";

type CaseOutput = Output<"tty" | "junit">;

/** `footing test`: the cases beside a requirements file. */
export async function runTest(call: Call<TestFlags, [string]>): Promise<void> {
  const { context, flags, words } = call;
  const { environment, version } = context;
  const outputs: readonly CaseOutput[] = readOutputsOf(flags.format ?? [], { version, known: ["tty", "junit"] });
  await expectOutputs(outputs);
  const { cases, ...others } = await testFolder(words[0], { environment, signal: context.interruption.signal });
  const tested = { ...others, source: cases.source };
  context.ending.code = holds(tested) ? 0 : 1;
  // To stdout first, so that a full disk hides nothing that was found.
  const inOrder = outputs.toSorted((one, other) => Number(one.path !== null) - Number(other.path !== null));
  for (const output of inOrder) {
    const text = await render(tested, output, call);
    if (output.path === null) context.process.stdout.write(text);
    else await writeWhole(output.path, text);
  }
}

async function render(
  tested: Tested,
  { format, path }: CaseOutput,
  { context, flags }: Call<TestFlags, [string]>,
): Promise<string> {
  if (format === "junit") return (await import("../../report/cases-junit.ts")).writeCasesJunit(tested);
  const onTerminal = styleOf(context.process.stdout, context.environment, flags.noColor === true);
  const style = path === null ? onTerminal : { ...onTerminal, columns: 80, colour: false };
  return writeCases(tested, { style, quiet: flags.quiet === true, verbose: flags.verbose === true });
}
