import { BadFile, UsageError } from "../spec/problem.ts";
import { writeProblems } from "../report/problem.ts";
import { own, shown } from "../report/style.ts";
import { wrapped } from "../report/width.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";
import { styleOf } from "./style.ts";

/** Says on stderr what is wrong with a file or a request, and what to do instead. */
export function complain(
  error: BadFile | UsageError,
  { process, environment }: Pick<Context, "process" | "environment">,
): void {
  const style = styleOf(process.stderr, environment, true);
  if (error instanceof BadFile) {
    process.stderr.write(writeProblems(error.problems, style));
    return;
  }
  const lines = [
    `footing: ${shown(error.message, style, 1000)}`,
    ...(error.help === undefined ? [] : [shown(error.help, style, 1000)]),
  ];
  process.stderr.write(`${lines.flatMap((line) => wrapped(own(line, style), style.columns)).join("\n")}\n`);
}

/**
 * Runs a command and turns what it throws into words and an exit code. What is neither a wrong file nor a wrong request
 * is our own failure, and goes on.
 */
export async function guarded(context: Context, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof BadFile) && !(error instanceof UsageError)) throw error;
    // Reading a file is cut short by Ctrl-C too; that is no fault of the file.
    if (context.interruption.code === undefined) complain(error, context);
    context.ending.code = exitCodes.usage;
  }
  context.ending.code = context.interruption.code ?? context.ending.code;
}
