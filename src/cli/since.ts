import type { Found } from "../run/catalog.ts";
import type { EarlierReport } from "../run/earlier-report.ts";
import type { Context } from "./context.ts";

/** The report that --since names, read before anything is looked at: a wrong one is told at once. */
export async function readSince(
  { since }: { readonly since?: string },
  { file }: Found,
  { environment, interruption }: Context,
): Promise<EarlierReport | undefined> {
  if (since === undefined) return undefined;
  // Loaded only here: a schema library is needed for files of JSON alone.
  const { readEarlier } = await import("../run/earlier-report.ts");
  return await readEarlier(since, { environment, signal: interruption.signal }, file.product.id);
}
