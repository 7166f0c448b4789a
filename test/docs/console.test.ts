import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { footing } from "./footing.ts";
import { readPage, root, sectionOf } from "./markdown.ts";

/** A command and what it printed, as a page shows it. */
type Shown = { readonly words: readonly string[]; readonly lines: readonly string[] };

/** The first block of a page that shows this command. */
function shownIn(path: string, command: string): Shown {
  for (const { language, text } of readPage(path).blocks) {
    const [first = "", ...lines] = text.split("\n");
    if (language !== "console" || first.replace("npx ", "") !== `$ footing ${command}`) continue;
    return { words: command.split(" "), lines: lines.join("\n").trim().split("\n") };
  }
  throw new Error(`${path} does not show: footing ${command}`);
}

/** An empty folder with what an example of the documentation finds there. */
function folderWith(context: TestContext, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "footing-docs-"));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function expectSame(shown: Shown, folder: string, most = 100): void {
  const { lines } = footing(shown.words, folder);
  assert.deepEqual(lines.slice(0, most), shown.lines.slice(0, most));
}

const commands = "docs/reference/commands.md";
const own = "docs/tutorial/requirements-of-your-own.md";

test("outputs that do not depend on the machine are those that are printed", (context) => {
  const folder = folderWith(context);
  expectSame(shownIn(commands, "list"), folder);
  expectSame(shownIn(commands, "explain falls-short"), folder);
  expectSame(shownIn(commands, "plan"), folder);
  expectSame(shownIn("docs/tutorial/first-check.md", "explain cht/disk"), folder);
  expectSame(shownIn("docs/how-to/secrets.md", "check scot4 --set db=postgresql://scot:secret@db/scot"), folder);
});

test("a run of cases ends as it is shown, however many they are", () => {
  const { words, lines } = shownIn(commands, "test catalog/cht");
  for (const [line = ""] of [lines, footing(words, root).lines]) assert.match(line, /^\d+ cases: \d+ hold, 0 do not$/);
});

/** The file of the tutorial that its first block of YAML below a heading shows. */
const blockOf = (heading: string): string => {
  const [, text = ""] = /```yaml\n([^`]*)```/.exec(sectionOf(readPage(own), heading)) ?? [];
  return text;
};

test("a mistake in the tutorial's requirements is told as the documentation shows it", (context) => {
  const mistaken = blockOf("1. Write").replace("    memory: {}", "    memroy: {}");
  expectSame(
    shownIn("docs/how-to/write-requirements.md", "check mine.yaml"),
    folderWith(context, { "mine.yaml": mistaken }),
  );
});

test("a failing case is told as the documentation shows it", (context) => {
  const cases = blockOf("3. Test").replace("memory: unmet", "memory: met");
  const folder = folderWith(context, { "requirements.yaml": blockOf("1. Write"), "cases.yaml": cases });
  expectSame(shownIn("docs/how-to/test-requirements.md", "test ."), folder);
});

test("the README's check has the groups and the titles that are shown", (context) => {
  const { lines } = footing(["check", "cht"], folderWith(context));
  const outline = (text: readonly string[]): readonly string[] =>
    text.flatMap((line) => {
      const [, group, title] =
        /^(?:(Machine|Docker|Network|Later)|  [✓✗!?] ([A-Z][A-Za-z]*(?: [a-z]+)?)(?: {2}.*)?)$/.exec(line) ?? [];
      return group ?? title ?? [];
    });
  const shown = outline(shownIn("README.md", "check cht").lines);
  assert.ok(shown.length >= 16, shown.join(", "));
  assert.deepEqual(outline(lines), shown);
  assert.match(lines.at(-1) ?? "", /^(UNVERIFIED|NOT READY) .* exit [13]$/);
});
