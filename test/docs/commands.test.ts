import assert from "node:assert/strict";
import { test } from "node:test";
import { laterCommands, laterFormats } from "../../src/cli/later.ts";
import { footing } from "./footing.ts";
import { pages, readPage, root, sectionOf } from "./markdown.ts";

const reference = readPage("docs/reference/commands.md");

/** Lines of a command's help below a heading, up to the next empty line. */
function below(heading: string, lines: readonly string[]): readonly string[] {
  const start = lines.indexOf(heading) + 1;
  const end = lines.indexOf("", start);
  return start === 0 ? [] : lines.slice(start, end === -1 ? undefined : end);
}

const helpOf = (words: readonly string[]): readonly string[] => footing([...words, "--help"], root).lines;

const commands = below("Commands", helpOf([])).map((line) => line.trim().split(" ")[0] ?? "");

const optionsOf = (command: string): readonly string[] =>
  below("Options", helpOf([command])).flatMap((line) => /--[a-z][a-z-]*/.exec(line)?.[0] ?? []);

const options = new Map(commands.map((command) => [command, optionsOf(command)]));

test("the help names commands, and each of them has options", () => {
  assert.ok(commands.includes("check") && commands.length >= 7, commands.join(", "));
  for (const [command, named] of options) assert.ok(named.includes("--help"), command);
});

test("every command has a section in the reference that names every option of its help, and no other", () => {
  for (const [command, named] of options) {
    const section = sectionOf(reference, command);
    const written = new Set([...section.matchAll(/`(--[a-z][a-z-]*)[ `=]/g)].map(([, option = ""]) => option));
    // What a section says it does not have, or of the whole, is no promise.
    for (const option of section.matchAll(/but `(--[a-z-]+)`/g)) written.delete(option[1] ?? "");
    assert.deepEqual([...written].toSorted(), [...new Set(named)].toSorted(), command);
  }
});

test("what comes later is named in the reference", () => {
  const section = sectionOf(reference, "What comes later");
  const words = [...laterCommands, ...laterFormats];
  assert.deepEqual(
    words.filter((word) => !section.includes(`\`${word}\``)),
    [],
  );
});

/** Command lines of the program in a block: its words behind `footing`. */
function linesIn(text: string): readonly string[] {
  const joined = text.replaceAll(/\\\n\s*/g, "");
  return [
    ...joined.matchAll(/(?:^|[$;(] ?|-- |run: |\d )(?:npx footing|node \S+\/footing\.js|footing) ([^\n#|;]+)/gm),
  ].map(([, words = ""]) => words.trim());
}

/** Every command line in a block of the documentation, and where it stands. What is shown to be refused is left out. */
function commandLines(): readonly { readonly where: string; readonly words: string }[] {
  const isRefused = (words: string): boolean => laterCommands.some((later) => later === words);
  return pages().flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language }) => ["sh", "console", "yaml"].includes(language))
      .flatMap(({ text, line }) => linesIn(text).map((words) => ({ where: `${path}:${line}`, words })))
      .filter(({ words }) => !isRefused(words)),
  );
}

/** The command or option of a command line that there is not; undefined where there are all. */
function unknownIn(words: string): string | undefined {
  const [command = ""] = words.split(" ");
  const known = options.get(command);
  return known === undefined ? command : words.match(/(?<=\s)--[a-z][a-z-]*/g)?.find((one) => !known.includes(one));
}

test("every command line in the documentation uses commands and options that there are", () => {
  const lines = commandLines();
  assert.deepEqual(
    lines.filter(({ words }) => unknownIn(words) !== undefined),
    [],
  );
  assert.ok(lines.length > 30, `only ${lines.length} command lines were found`);
  assert.equal(unknownIn("chek cht"), "chek");
  assert.equal(unknownIn("check cht --onyl disk"), "--onyl");
});
