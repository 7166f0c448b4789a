import { visible } from "./text.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Our own words, or a text that was made visible before (so nothing is left in it that XML 1.0 refuses), as XML has them. */
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** Attributes in the order given; those that are undefined are left out. A text of others becomes one visible line. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The longest text of an attribute: a name that is cut would be another's too. */
const mostOfAttribute = 2000;

function opening(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(visible(String(value), { most: mostOfAttribute }))}"`],
  );
  return `${name}${written.join("")}`;
}

/** An element with elements in it, each a list of lines. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly (readonly string[])[] = [],
): readonly string[] {
  if (children.length === 0) return [`<${opening(name, attributes)}/>`];
  return [`<${opening(name, attributes)}>`, ...children.flat().map((line) => `  ${line}`), `</${name}>`];
}

/**
 * An element with lines of text in it. They are visible before, so no character is left that XML 1.0 refuses; and they
 * are joined here alone, since inside of text an indent would be part of it.
 */
export const textElement = (name: string, attributes: Attributes, lines: readonly string[]): readonly string[] => [
  `<${opening(name, attributes)}>${lines.map(escaped).join("\n")}</${name}>`,
];
