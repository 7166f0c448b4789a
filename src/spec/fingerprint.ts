/** Where a sentence stands on a page: the headings above it, and the how-manieth piece below them it is (from 1). */
export type Sentence = { readonly section: string; readonly item: number; readonly text: string };

/** What stands before the first heading, or directly below the page's own title. */
export const introduction = "(introduction)";

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&apos;": "'",
  "&nbsp;": " ",
};

/** Takes out each piece from `open` to `close`. Found by index and not by a pattern, so that a page of openings alone takes no longer. */
function withoutPieces(text: string, open: string, close: string): string {
  let rest = text;
  let kept = "";
  for (let start = rest.indexOf(open); start !== -1; start = rest.indexOf(open)) {
    const end = rest.indexOf(close, start + open.length);
    if (end === -1) break;
    kept += rest.slice(0, start);
    rest = rest.slice(end + close.length);
  }
  return kept + rest;
}

function withoutTemplates(text: string): string {
  const pieces = [
    ["<!--", "-->"],
    ["{{<", ">}}"],
    ["{{%", "%}}"],
    ["{%", "%}"],
  ] as const;
  return pieces.reduce((left, [open, close]) => withoutPieces(left, open, close), text);
}

// A link's words may hold code marks and emphasis, which is why links go before those.
const withoutLinks = (text: string): string =>
  text
    .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replaceAll(/!?\[([^[\]]*)\]\[[^[\]]*\]/g, "$1")
    .replaceAll(/<((?:https?:\/\/|mailto:)?[^\s<>@]{1,200}@[^\s<>@]{1,200}|https?:\/\/[^\s<>]{1,2000})>/g, "$1");

const withoutMarks = (text: string): string =>
  text
    .replaceAll(/<\/?[a-zA-Z][^<>]*>/g, " ")
    .replaceAll(/(?<!\\)(\*\*|__|~~)/g, "")
    .replaceAll(/(?<!\\)\*/g, "")
    .replaceAll(/(?<![\p{L}\p{N}\\])_|(?<!\\)_(?![\p{L}\p{N}])/gu, "")
    .replaceAll(/&(?:amp|lt|gt|quot|apos|nbsp|#39);/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");

/** What stands between code marks is kept as it is: the asterisk of `*.example.org` is no emphasis. */
function withoutCodeMarks(text: string, outside: (piece: string) => string): string {
  const pieces = text.split(/(`+)/);
  let kept = "";
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index] ?? "";
    const close = piece.startsWith("`") ? pieces.indexOf(piece, index + 1) : -1;
    if (close === -1) {
      kept += piece.startsWith("`") ? piece : outside(piece);
      continue;
    }
    kept += pieces.slice(index + 1, close).join("");
    index = close;
  }
  return kept;
}

/**
 * A sentence as its fingerprint sees it, so that a change of markup, case or line breaks is no change of what is
 * stated: links keep their words, emphasis, code marks, tags and a site generator's shortcodes go, compatible
 * characters are one (Unicode NFKC), case and white space are folded. Punctuation and figures stay.
 */
export function normaliseSentence(text: string): string {
  const plain = withoutCodeMarks(withoutLinks(withoutTemplates(text)), withoutMarks);
  return plain
    .normalize("NFKC")
    .replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .trim();
}

const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|v|ver|approx|incl|max|min)|\.\.)\.$/i;

/** Splits running text where a full stop, question or exclamation mark is followed by the start of another sentence. */
export function splitSentences(text: string): readonly string[] {
  const parts = text.trim().split(/(?<=[.!?]["')\]*_]{0,3})\s+(?=["'(*_`[\p{Lu}\p{N}])/u);
  const sentences: string[] = [];
  for (const part of parts) {
    const last = sentences.at(-1);
    if (last !== undefined && abbreviation.test(last)) sentences[sentences.length - 1] = `${last} ${part}`;
    else sentences.push(part);
  }
  return sentences;
}

type Heading = { readonly level: number; readonly text: string };

/** A paragraph, a list item or a table row, with the headings above it. */
type Block = { readonly kind: "paragraph" | "item" | "row"; readonly path: readonly Heading[]; readonly text: string };

/** Below every heading of a page: a label in bold type, and a tab of a page with tabs. */
const labelLevel = 7;
const tabLevel = 8;

class PageReader {
  readonly blocks: Block[] = [];
  #path: readonly Heading[] = [];
  #kind: Block["kind"] = "paragraph";
  #lines: string[] = [];
  #columns: readonly string[] = [];
  #fence = "";

  read(line: string): void {
    if (this.#isCode(line)) return;
    const text = line.replace(/^(?:\s*>)+\s?/, "").trimEnd();
    if (this.#underline(text) || this.#heading(text) || this.#tab(text) || this.#gap(text) || this.#row(text)) return;
    const item = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(.*)$/.exec(text)?.[1];
    if (item === undefined) this.#lines.push(text.trim());
    else this.#begin("item", item);
  }

  /** Ends what was being read; at the end of the page, too. */
  end(): void {
    const text = this.#lines.join(" ").trim();
    this.#lines = [];
    const { label } = /^\*\*(?<label>[^*]+)(?::\*\*|\*\*:)$/.exec(text)?.groups ?? {};
    if (this.#kind === "paragraph" && label !== undefined) this.#enter({ level: labelLevel, text: label });
    else if (normaliseSentence(text) !== "") this.blocks.push({ kind: this.#kind, path: this.#path, text });
    this.#kind = "paragraph";
  }

  #begin(kind: Block["kind"], text: string): void {
    this.end();
    this.#kind = kind;
    this.#lines = [text];
  }

  #enter(heading: Heading): void {
    this.#columns = [];
    const above = this.#path.filter(({ level }) => level < heading.level);
    this.#path = heading.text === "" ? above : [...above, { ...heading, text: headingText(heading.text) }];
  }

  #isCode(line: string): boolean {
    const fence = /^\s*(```|~~~)/.exec(line)?.[1] ?? "";
    if (this.#fence === "") {
      this.#fence = fence;
      return fence !== "";
    }
    if (fence === this.#fence) this.#fence = "";
    return true;
  }

  #underline(text: string): boolean {
    const isUnderline = /^(?:=+|-{2,})$/.test(text) && this.#kind === "paragraph" && this.#lines.length === 1;
    if (!isUnderline) return false;
    const title = this.#lines.join("");
    this.#lines = [];
    this.#enter({ level: text.startsWith("=") ? 1 : 2, text: title });
    return true;
  }

  #heading(text: string): boolean {
    const [, marks, title = ""] = /^ {0,3}(#{1,6})\s+(.*)$/.exec(text) ?? [];
    if (marks === undefined) return false;
    this.end();
    this.#enter({ level: marks.length, text: title.replace(/(?<=\s)#+$/, "") });
    return true;
  }

  #tab(text: string): boolean {
    const [, word, title = ""] = /^\s*\{%\s*(tab|endtab)\b(?:\s+title="([^"]*)")?/.exec(text) ?? [];
    if (word === undefined) return false;
    this.end();
    this.#enter({ level: tabLevel, text: title });
    return true;
  }

  #gap(text: string): boolean {
    if (withoutTemplates(text).trim() !== "") return false;
    this.end();
    this.#columns = [];
    return true;
  }

  /** Each cell with its column's name before it: a figure whose unit stands in the head is another figure under another head. */
  #row(text: string): boolean {
    const row = text.trim();
    if (!row.startsWith("|")) return false;
    const cells = row
      .slice(1, row.length > 1 && row.endsWith("|") ? -1 : undefined)
      .split("|")
      .map((cell) => cell.trim());
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) return true;
    if (this.#columns.length === 0) {
      this.end();
      this.#columns = cells;
      return true;
    }
    const named = cells.map((cell, column) => (cell === "" ? "" : `${this.#columns[column] ?? ""}: ${cell}`));
    this.#begin("row", named.filter((cell) => cell !== "").join(" | "));
    return true;
  }
}

const headingText = (text: string): string =>
  withoutCodeMarks(withoutLinks(withoutTemplates(text)), withoutMarks)
    .replaceAll(/\s+/g, " ")
    .trim();

function withoutFrontMatter(lines: readonly string[]): readonly string[] {
  const [first = ""] = lines;
  const fence = first.replace("\ufeff", "").trimEnd();
  const end =
    fence === "---" || fence === "+++" ? lines.findIndex((line, at) => at > 0 && line.trimEnd() === fence) : -1;
  return lines.slice(end + 1);
}

/**
 * The sentences of a page in Markdown (CommonMark with tables, and the shortcodes of Hugo and GitBook), in order.
 * `section` is the headings above, outermost first, joined by " / "; the page's only title is left out. `item` counts
 * the sentences of running text, the list items and the table rows of a section; the sentences of one list item share
 * its number. Code blocks state nothing, and are left out.
 */
export function sentencesOf(page: string): readonly Sentence[] {
  const reader = new PageReader();
  for (const line of withoutFrontMatter(page.split(/\r\n|\r|\n/))) reader.read(line);
  reader.end();
  const titles = new Set(reader.blocks.flatMap(({ path }) => path.filter(({ level }) => level === 1)));
  const counts = new Map<string, number>();
  return reader.blocks.flatMap(({ kind, path, text }) => {
    const named = path.filter(({ level }) => level > 1 || titles.size > 1);
    const section = named.map((heading) => heading.text).join(" / ") || introduction;
    return (kind === "row" ? [text] : splitSentences(text)).map((sentence, position) => {
      const item = (counts.get(section) ?? 0) + (kind !== "paragraph" && position > 0 ? 0 : 1);
      counts.set(section, item);
      return { section, item, text: sentence };
    });
  });
}
