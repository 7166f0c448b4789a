import { Lexer } from "yaml";
import { isPartOfText, YamlCount } from "../facts/yaml-count.ts";
import type { Reader } from "./problem.ts";

/** Reports the first place at which a text breaks a limit. */
export function refuseHuge(reader: Reader): void {
  const count = new YamlCount();
  let offset = 0;
  for (const token of new Lexer().lex(reader.source.text)) {
    const broken = count.take(token);
    if (broken !== undefined) return reader.report({ start: offset, end: offset + 1 }, broken);
    if (isPartOfText(token)) offset += token.length;
  }
}
