/**
 * Limits of a file (docs/reference/requirements-file.md): a file is data, and may not be made to cost more than it is
 * worth.
 */
export const yamlLimits = {
  bytes: 2 ** 20,
  nodes: 20_000,
  levels: 50,
  aliases: 100,
  anchors: 1000,
  lines: 100_000,
} as const;

// A node is written with fewer tokens than this, white space and comments left out: `- { a: 1 }` has eight for three.
const mostTokens = yamlLimits.nodes * 8;

/** What the lexer of `yaml` marks its stream with is no part of the text. */
const marks = new Set(["\u0002", "\u0018", "\u001F"]);
export const isPartOfText = (token: string): boolean => !marks.has(token);

const opening = new Set(["[", "{"]);
const closing = new Set(["]", "}"]);

/**
 * Counts what a text would be parsed into, before it is parsed: 200,000 brackets take milliseconds to count and seconds
 * to parse. What stays below these limits is counted again, exactly, when its nodes are read.
 */
export class YamlCount {
  #tokens = 0;
  #anchors = 0;
  #lines = 0;
  #brackets = 0;
  /** Columns at which the lines around this one began, each deeper than the one before. */
  readonly #columns: number[] = [];
  /** `- - -`: levels that begin in one line. */
  #inLine = 0;
  #column = 0;
  #isLineStart = true;

  /** Takes one token; gives the words of the limit that it breaks. */
  take(token: string): string | undefined {
    if (marks.has(token) || token.startsWith("#")) return undefined;
    if (/^\r?\n/.test(token)) return this.#newLine();
    if (/^[ \t]+$/.test(token)) return this.#space(token);
    if (this.#isLineStart && this.#brackets === 0) this.#begin();
    this.#isLineStart = false;
    this.#nest(token);
    this.#tokens++;
    if (token.startsWith("&")) this.#anchors++;
    return this.#broken();
  }

  #newLine(): string | undefined {
    this.#isLineStart = true;
    this.#column = 0;
    this.#inLine = 0;
    this.#lines++;
    return this.#lines > yamlLimits.lines ? `more than ${yamlLimits.lines} lines` : undefined;
  }

  #space(token: string): undefined {
    if (this.#isLineStart) this.#column += token.length;
  }

  #begin(): void {
    while ((this.#columns.at(-1) ?? -1) >= this.#column) this.#columns.pop();
    this.#columns.push(this.#column);
  }

  #nest(token: string): void {
    if (opening.has(token)) this.#brackets++;
    if (closing.has(token)) this.#brackets = Math.max(0, this.#brackets - 1);
    if (token === "-" || token === "?") this.#inLine++;
  }

  #broken(): string | undefined {
    const levels = Math.max(this.#brackets, this.#inLine, this.#columns.length);
    if (levels > yamlLimits.levels) return `more than ${yamlLimits.levels} levels of nesting`;
    if (this.#tokens > mostTokens) return `more than ${yamlLimits.nodes} nodes`;
    return this.#anchors > yamlLimits.anchors ? `more than ${yamlLimits.anchors} anchors` : undefined;
  }
}
