import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Finished } from "../report/make.ts";
import type { Report } from "../report/report.ts";
import { UsageError } from "../spec/problem.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Everywhere, Showing } from "./options.ts";
import { expectWritable, writeWhole } from "./write-file.ts";
import { expectApart, type Output } from "./outputs.ts";
import { styleOf } from "./style.ts";
import { complain } from "./complain.ts";
import { writerOf } from "./writers.ts";

export type Delivery = {
  readonly outputs: readonly Output[];
  readonly flags: Pick<Showing, "quiet" | "verbose" | "share"> &
    Pick<Everywhere, "noColor"> & { readonly strict?: boolean };
  /** The command without its options: what a reader types again. */
  readonly again: string;
  /** The command that asks for what is open. */
  readonly init: string;
  /** Files that were named on the command line. */
  readonly named: readonly string[];
  /** What the report was made of. */
  readonly run: Pick<Finished, "situation" | "found">;
  /** ISO 8601, UTC: what the age of facts is counted from. */
  readonly now: string;
};

/** Refuses files that cannot be written, or only one over the other, while nothing has been looked at yet. */
export async function expectOutputs(outputs: readonly Pick<Output, "path">[]): Promise<void> {
  const paths = outputs.flatMap(({ path }) => path ?? []);
  for (const path of paths) await expectWritable(path);
  // One folder may be reached by several names.
  if (paths.length > 1)
    expectApart(
      paths,
      await Promise.all(paths.map(async (path) => join(await realpath(dirname(path)), basename(path)))),
    );
}

/** Writes a report in every form asked for: to stdout first, so that a full disk hides nothing that was found. */
export async function deliver(whole: Report, given: Delivery, context: Context): Promise<void> {
  const { report, delivery } =
    given.flags.share === true ? await withoutLocal(whole, given) : { report: whole, delivery: given };
  const { outputs } = delivery;
  context.ending.code = report.exitCode;
  for (const output of outputs.filter(({ path }) => path === null)) {
    const text = await render(report, output, { delivery, context });
    for (const piece of piecesOf(text)) context.process.stdout.write(piece);
  }
  for (const output of outputs) {
    if (output.path === null) continue;
    const text = await render(report, output, { delivery, context });
    if (text === undefined) continue;
    try {
      await writeWhole(output.path, text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(error, context);
      context.ending.code = exitCodes.usage;
    }
  }
}

const piecesOf = (text: string | Iterable<string> | undefined): Iterable<string> =>
  typeof text === "string" ? [text] : (text ?? []);

/** What is local goes before anything is written, the commands to type next included. */
async function withoutLocal(
  whole: Report,
  given: Delivery,
): Promise<{ readonly report: Report; readonly delivery: Delivery }> {
  const { share } = await import("../report/share.ts");
  const { besideOf } = await import("../report/share-beside.ts");
  const { report, say } = share(whole, given.named, besideOf(given.run));
  return { report, delivery: { ...given, again: say(given.again), init: say(given.init) } };
}

type Rendering = { readonly delivery: Delivery; readonly context: Context };

/** Undefined: what was found cannot be told in this form. */
async function render(
  report: Report,
  output: Output,
  { delivery, context }: Rendering,
): Promise<string | Iterable<string> | undefined> {
  if (output.format === "prometheus" && !report.scope.complete) {
    // What stood there before stays: its time tells how old it is.
    context.process.stderr.write("footing: --format prometheus: not written, since the run was broken off\n");
    return undefined;
  }
  const { flags, again, init, now } = delivery;
  const onTerminal = styleOf(context.process.stdout, context.environment, flags.noColor === true);
  const style = output.path === null ? onTerminal : { ...onTerminal, columns: 80, colour: false };
  const { quiet = false, verbose = false, strict = false } = flags;
  const write = await writerOf(output.format);
  return write(report, { style, quiet, verbose, strict, again, init, now });
}
