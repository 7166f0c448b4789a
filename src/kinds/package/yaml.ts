import { YamlCount } from "../../facts/yaml-count.ts";
import { type Content, lineAt, withoutMark } from "./content.ts";
import { topContent } from "./top.ts";

const unclear = (code: "cannot-tell" | "limit", words: string): Content => ({ is: "unclear", code, words });

/** The keys at the top of a YAML file, merge keys carried out. The library is loaded here, where a file needs it. */
export async function yamlContent(given: string): Promise<Content> {
  const text = withoutMark(given);
  if (text.includes("\0")) return { is: "broken", words: "no text of one byte a letter (UTF-16, or an archive?)" };
  const { Composer, Lexer, Parser } = await import("yaml");
  const broken = limitBroken(new Lexer().lex(text));
  if (broken !== undefined) return unclear("limit", broken);
  // Keys that stand twice are looked for below: the library compares each with each.
  const composer = new Composer({ merge: true, prettyErrors: false, logLevel: "silent", uniqueKeys: false });
  const [first, second] = composer.compose(new Parser().parse(text), true).take(2);
  if (first === undefined) return topContent(null);
  const [mistake] = first.errors;
  if (mistake !== undefined) return { is: "broken", words: `not whole YAML at line ${lineAt(text, mistake.pos[0])}` };
  if (second !== undefined) return unclear("cannot-tell", "more than one document");
  const twice = await twiceIn(first);
  if (twice !== undefined) return { is: "broken", words: `a key that stands twice at line ${lineAt(text, twice)}` };
  try {
    return topContent(first.toJS({ maxAliasCount: 100 }));
  } catch {
    return unclear("limit", "aliases that cannot be carried out, or too many of them");
  }
}

/** Before it is parsed: what is made to cost much would cost it there. */
function limitBroken(tokens: Iterable<string>): string | undefined {
  const count = new YamlCount();
  for (const token of tokens) {
    const broken = count.take(token);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** Where a key stands that the same map had before: readers take the first, the last, or nothing of it. */
async function twiceIn(document: unknown): Promise<number | undefined> {
  const { isDocument, isScalar, visit } = await import("yaml");
  let found: number | undefined;
  if (!isDocument(document)) return undefined;
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === "<<") continue;
        if (keys.has(key.value)) found ??= key.range?.[0];
        keys.add(key.value);
      }
    },
  });
  return found;
}
