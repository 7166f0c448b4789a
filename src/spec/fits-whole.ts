import type { Argument } from "../kinds/declaration.ts";

/** Whether a text is as a declaration says, from its beginning to its end. */
export const fitsWhole = ({ source }: NonNullable<Argument["pattern"]>, text: string): boolean =>
  new RegExp(`^(?:${source})$`, "u").test(text);
