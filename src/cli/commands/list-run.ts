import { listData, writeList, type Listed } from "../../report/catalog.ts";
import { catalogEntries, loadEntry } from "../../run/catalog.ts";
import type { Call } from "../call.ts";
import { deliverPlain } from "../plain.ts";
import type { PlainFlags } from "../flags.ts";

/** `footing list`: the catalog. */
export async function runList({ context, flags }: Call<PlainFlags, []>): Promise<void> {
  const entries = await catalogEntries(context.catalog);
  const listed = await Promise.all(
    entries.map(async (entry): Promise<Listed> => {
      const { file, statements } = await loadEntry(context.catalog, entry);
      return { entry, file, statements };
    }),
  );
  await deliverPlain({ data: listData(listed), words: (style) => writeList(listed, style) }, flags, context);
}
