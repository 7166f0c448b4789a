import type { Context } from "./context.ts";

/** One call of a command: what it is given of the world, its options, and the words that are no options. */
export type Call<Flags, Words extends readonly unknown[]> = {
  readonly context: Context;
  readonly flags: Flags;
  readonly words: Words;
};

/** The library hands the context over as `this`; a command takes it as any other value, and loads only when called. */
export function whenCalled<Flags, Words extends readonly unknown[]>(
  load: () => Promise<(call: Call<Flags, Words>) => Promise<void>>,
): () => Promise<(this: Context, flags: Flags, ...words: Words) => Promise<void>> {
  return async () => {
    const [command, { guarded }] = await Promise.all([load(), import("./complain.ts")]);
    return async function called(this: Context, flags, ...words): Promise<void> {
      await guarded(this, () => command({ context: this, flags, words }));
    };
  };
}
