import { type Content, lineAt } from "./content.ts";
import { topContent } from "./top.ts";

/** The keys at the top of a JSON file; of two that are the same the last counts, as every reader of it takes them. */
export function jsonContent(text: string): Content {
  if (text.startsWith("\uFEFF")) {
    return { is: "unclear", code: "cannot-tell", words: "begins with a byte order mark, which not every reader takes" };
  }
  try {
    return topContent(JSON.parse(text));
  } catch (error) {
    return { is: "broken", words: `not whole JSON${whereOf(error, text)}` };
  }
}

/** Where it breaks off. The engine's own words repeat what stands there, so only its number is taken. */
function whereOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const position = /\bat position (\d{1,9})\b/.exec(message)?.[1];
  const end = text.trimEnd().length;
  if (position !== undefined) return ` at line ${lineAt(text, Math.min(Number(position), end))}`;
  return message.includes("end of JSON input") ? ` at line ${lineAt(text, end)}` : "";
}
