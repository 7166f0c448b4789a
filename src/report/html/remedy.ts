import type { ShownRemedy } from "../../judge/outcome.ts";
import { Link } from "./link.ts";
import { element, longText, type Child, type Markup } from "./markup.ts";

/** What to do about it: words, commands that can be copied, and where more is written. */
export function remedy({ text, commands, docs }: ShownRemedy): Child {
  const link = docs === undefined ? null : Link.https(docs);
  return [
    text === "" ? null : element("p", {}, longText(text)),
    commands.length === 0 ? null : copied(commands),
    link === null ? null : element("p", {}, element("a", { href: link }, longText(link.address))),
  ];
}

/** Lines to copy: one click selects one of them. */
export const copied = (lines: readonly string[]): Markup =>
  element(
    "pre",
    {},
    lines.map((line) => element("code", {}, longText(line))),
  );
