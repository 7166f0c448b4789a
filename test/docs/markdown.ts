import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A fenced block: the word behind the fence, what stands within, and the line of the fence, from 1. */
export type Block = { readonly language: string; readonly text: string; readonly line: number };

/** One Markdown file of the project. `path` is relative to the project's root, `prose` is what stands outside blocks. */
export type Page = {
  readonly path: string;
  readonly text: string;
  readonly prose: string;
  readonly blocks: readonly Block[];
};

export function readPage(path: string): Page {
  const text = readFileSync(`${root}${path}`, "utf8");
  const prose: string[] = [];
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (!line.startsWith("```")) {
      if (open === undefined) prose.push(line);
      else open.lines.push(line);
    } else if (open === undefined) open = { language: line.slice(3).trim(), line: index + 1, lines: [] };
    else {
      blocks.push({ language: open.language, line: open.line, text: open.lines.join("\n") });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${path}:${open.line}: a block that is never closed`);
  return { path, text, prose: prose.join("\n"), blocks };
}

/** Every Markdown file that is part of the project. */
export const pages = (): readonly Page[] =>
  [...globSync("*.md", { cwd: root }), ...globSync("{docs,catalog,bench,test,src,tools}/**/*.md", { cwd: root })]
    .toSorted()
    .map(readPage);

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf({ prose }: Page): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose.matchAll(/^#{1,6} (.*)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const plain = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    let anchor = plain;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${plain}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The text below the heading of a page, up to the next heading of its level or above. */
export function sectionOf({ text, path }: Page, heading: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (start === -1) throw new Error(`${path} has no section "${heading}"`);
  const level = lines[start]?.indexOf(" ") ?? 1;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= level);
  return (end === -1 ? rest : rest.slice(0, end)).join("\n");
}

/** Relative links of a page: the file that they name ("" is the page itself) and the anchor. */
export const linksOf = ({ prose }: Page): readonly { readonly to: string; readonly anchor: string }[] =>
  [...prose.replaceAll(/`[^`]*`/g, "").matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/.test(link))
    .map((link) => {
      const [to = "", anchor = ""] = link.split("#");
      return { to, anchor };
    });
