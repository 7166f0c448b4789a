import type { JsonValue } from "../facts/json.ts";
import type { Style } from "../report/style.ts";
import { harmlessJson } from "../report/text.ts";
import type { Context } from "./context.ts";
import { expectOutputs } from "./deliver.ts";
import { readPlainOutputs, type ListFormat } from "./outputs.ts";
import { styleOf } from "./style.ts";
import { writeWhole } from "./write-file.ts";

/** What a command tells that is no verdict: the same once as data and once in words; as a list, where it is one. */
export type Plain = {
  readonly data: JsonValue;
  readonly words: (style: Style) => string;
  readonly lists?: Readonly<Record<ListFormat, () => string>>;
};

type PlainOptions = { readonly format?: readonly string[]; readonly noColor?: boolean };

/** Writes it in every form asked for. */
export async function deliverPlain(
  plain: Plain,
  { format = [], noColor }: PlainOptions,
  context: Context,
): Promise<void> {
  const outputs = readPlainOutputs(format, context.version, plain.lists !== undefined);
  await expectOutputs(outputs);
  const style = styleOf(context.process.stdout, context.environment, noColor === true);
  for (const output of outputs) {
    const words = (): string => plain.words(output.path === null ? style : { ...style, columns: 80, colour: false });
    const text = textOf(plain, output.format) ?? words();
    if (output.path === null) context.process.stdout.write(text);
    else await writeWhole(output.path, text);
  }
}

function textOf({ data, lists }: Plain, format: "tty" | "json" | ListFormat): string | undefined {
  if (format === "json") return `${harmlessJson(JSON.stringify(data, null, 2))}\n`;
  return format === "tty" ? undefined : lists?.[format]();
}
