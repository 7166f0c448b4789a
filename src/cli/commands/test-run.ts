import { writeCases } from "../../report/cases.ts";
import { testFolder } from "../../run/cases.ts";
import type { Call } from "../call.ts";
import { styleOf } from "../style.ts";
import type { TestFlags } from "../flags.ts";

/** `footing test`: the cases beside a requirements file. */
export async function runTest({ context, flags, words: [folder] }: Call<TestFlags, [string]>): Promise<void> {
  const { environment } = context;
  const tested = await testFolder(folder, { environment, signal: context.interruption.signal });
  const style = styleOf(context.process.stdout, environment, flags.noColor === true);
  const { text, holds } = writeCases(
    { source: tested.cases.source, results: tested.results, uncovered: tested.uncovered },
    { style, quiet: flags.quiet === true, verbose: flags.verbose === true },
  );
  context.process.stdout.write(text);
  context.ending.code = holds ? 0 : 1;
}
