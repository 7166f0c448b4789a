import { isMap, parseDocument } from "yaml";
import { pages, type Block } from "./markdown.ts";

const head = "footing: 1\nproduct: { id: example, name: Example }\n";
/** What the examples that are a list of requirements alone take for granted. */
const around = `${head}inputs:
  users: { type: integer }
  stage: { type: choice, of: [production, development] }
  features: { type: list }
requirements:
`;

export type Sort = "requirements" | "site" | "cases" | "statements" | "foreign";
export type Example = { readonly sort: Sort; readonly text: string };

/** Keys by which a file of somebody else is known: a pipeline, hooks. */
const foreign = ["jobs", "repos", "stages"];

/** Completes an example that shows a part of a file, so that it can be loaded as the file that it is a part of. */
export function exampleOf({ text }: Pick<Block, "text">): Example {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new Error(document.errors.map(({ message }) => message).join("; "));
  const { contents } = document;
  if (!isMap(contents)) return { sort: "requirements", text: around + text.replaceAll(/^/gm, "  ") };
  const has = (key: string): boolean => contents.has(key);
  if (foreign.some(has)) return { sort: "foreign", text };
  if (has("cases")) return { sort: "cases", text };
  if (has("statements")) return { sort: "statements", text };
  if (has("requirements")) return { sort: "requirements", text };
  return { sort: "site", text: has("product") ? text : `footing: 1\nproduct: cht\n${text}` };
}

/** Every YAML example of the documentation, and where it stands. */
export const examples = (): readonly { readonly name: string; readonly block: Block }[] =>
  pages().flatMap((page) =>
    page.blocks
      .filter(({ language }) => language === "yaml")
      .map((block) => ({ name: `${page.path}:${block.line}`, block })),
  );
