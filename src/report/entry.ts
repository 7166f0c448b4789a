import type { Result } from "../judge/outcome.ts";
import { mark, markWidth, type Style } from "./style.ts";
import { wrapped } from "./width.ts";

/** What stands below the head of an entry of "What to do". */
export const inset = "      ";

export const paragraph = (text: string, style: Style): readonly string[] =>
  text === "" ? [] : wrapped(text, style.columns - inset.length).map((line) => inset + line);

/** The head of an entry on what is unknown, wrapped behind its mark: a warning where all that it is about are shoulds. */
export function hanging(text: string, style: Style, about: readonly Result[] = []): readonly string[] {
  const isMild = about.length > 0 && about.every((result) => result.level !== "must");
  const lead = 2 + markWidth(style) + 1;
  const sign = `  ${mark(isMild ? "warning" : "unknown", style)} `;
  return wrapped(text, style.columns - lead).map((line, index) =>
    index === 0 ? sign + line : " ".repeat(lead) + line,
  );
}
