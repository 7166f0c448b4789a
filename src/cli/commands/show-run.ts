import { productData } from "../../report/product-data.ts";
import { writeProduct } from "../../report/product.ts";
import { findSubject } from "../../run/subject.ts";
import type { Call } from "../call.ts";
import { deliverPlain } from "../plain.ts";
import type { PlainFlags } from "../flags.ts";

/** `footing show`: what a product requires. */
export async function runShow({ context, flags, words: [named] }: Call<PlainFlags, [string]>): Promise<void> {
  const { catalog, environment } = context;
  const reading = { environment, signal: context.interruption.signal };
  const { found } = await findSubject({
    catalog,
    named,
    sitePath: undefined,
    reading,
    now: new Date().toISOString(),
  });
  await deliverPlain({ data: productData(found), words: (style) => writeProduct(found, style) }, flags, context);
}
