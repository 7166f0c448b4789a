import { Lexer } from "yaml";
import { isPartOfText, YamlCount } from "../facts/yaml-count.ts";
import type { Reader } from "./problem.ts";

/** The tokens of a text, up to the first place at which it breaks a limit, which is reported. */
export function tokensWithin(reader: Reader): readonly string[] {
  const count = new YamlCount();
  const tokens: string[] = [];
  let offset = 0;
  for (const token of new Lexer().lex(reader.source.text)) {
    const broken = count.take(token);
    if (broken !== undefined) {
      reader.report({ start: offset, end: offset + 1 }, broken);
      break;
    }
    tokens.push(token);
    if (isPartOfText(token)) offset += token.length;
  }
  return tokens;
}
