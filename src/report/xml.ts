import { mostCharacters, visible } from "./text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * A text that stands between tags of XML 1.0. Whatever that format does not allow (controls, lone surrogates, what is no
 * character) is a visible escape, and so is all that a terminal would obey; line ends too, so that a text stays one line.
 */
export const xmlText = (text: string, most: number = mostCharacters): string =>
  visible(text, { most }).replaceAll(/[&<>]/g, (sign) => entities[sign] ?? sign);

/** A text that stands in an attribute, between quotes of either sort. */
export const xmlAttribute = (text: string, most: number = mostCharacters): string =>
  visible(text, { most }).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
