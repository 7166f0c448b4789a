import type { Mark } from "./style.ts";

/** One line of the list: what was asked, what must be, what was seen or why it was not. Texts are not yet made visible. */
export type Row = {
  readonly mark: Mark;
  readonly title: string;
  readonly expected: string;
  readonly observed: string;
  /** Lines of their own below: who accepted it, who saw it. */
  readonly below: readonly string[];
};

export type Group = { readonly title: string; readonly rows: readonly Row[] };
