import { writeCsv, writeMarkdownList } from "../../report/list.ts";
import { productData } from "../../report/product-data.ts";
import { writeProduct } from "../../report/product.ts";
import { isFileName, type Found } from "../../run/catalog.ts";
import { listed } from "../../run/list.ts";
import { selectIds } from "../../run/select.ts";
import { findSubject } from "../../run/subject.ts";
import type { Call } from "../call.ts";
import { deliverPlain } from "../plain.ts";
import type { ShowFlags } from "../flags.ts";

/** `footing show`: what a product requires, all of it or what is asked for. */
export async function runShow({ context, flags, words: [named] }: Call<ShowFlags, [string]>): Promise<void> {
  const { catalog, environment } = context;
  const { set = [], only = [], profile } = flags;
  const reading = { environment, signal: context.interruption.signal };
  const now = new Date().toISOString();
  const { found, site } = await findSubject({ catalog, named, sitePath: undefined, reading, now });
  const rows = listed({ found, site, set, environment, only, now, ...(profile === undefined ? {} : { profile }) });
  const list = { rows, statements: found.statements };
  const shown = only.length === 0 ? found : selected(found, only);
  await deliverPlain(
    {
      data: productData(shown),
      words: (style) => writeProduct(shown, style, explainWords(named, shown)),
      lists: { csv: () => writeCsv(list), markdown: () => writeMarkdownList(list) },
    },
    flags,
    context,
  );
}

/** A product of the catalog has its requirements behind a slash, a file beside its path. */
function explainWords(named: string, { file: { requirements } }: Found): readonly string[] {
  const id = requirements[0]?.id ?? "";
  return ["footing", "explain", ...(isFileName(named) ? [named, id] : [`${named}/${id}`])];
}

/** The product with these requirements alone. */
function selected(found: Found, only: readonly string[]): Found {
  const ids = selectIds(only, found.file, "--only");
  const requirements = found.file.requirements.filter(({ id }) => ids.has(id));
  return { ...found, file: { ...found.file, requirements } };
}
