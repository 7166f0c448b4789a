import type { Style } from "./style.ts";
import { widthOf } from "./width.ts";

const inset = "      ";

/** A command to paste, broken between its options. The backslash keeps one that is broken in two one command. */
export function commandLines(command: string, style: Style): readonly string[] {
  const [first = "", ...options] = command.split(/ (?=--)/);
  const room = style.columns - inset.length;
  const lines: string[] = [first];
  for (const option of options) {
    const last = lines.at(-1) ?? "";
    if (widthOf(last) + widthOf(option) + 3 <= room) lines[lines.length - 1] = `${last} ${option}`;
    else lines.push(`  ${option}`);
  }
  return lines.map((line, index) => inset + (index < lines.length - 1 ? `${line} \\` : line));
}
