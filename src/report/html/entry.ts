import type { Mark } from "../style.ts";
import { element, longText, type Child, type Markup } from "./markup.ts";
import { badge } from "./view.ts";

/** One thing to do, with its mark. */
export const entry = (mark: Mark, { word, title }: { word: string; title: string }, ...children: Child[]): Markup =>
  element("li", {}, element("h3", {}, badge(mark, word), " ", longText(title)), children);
