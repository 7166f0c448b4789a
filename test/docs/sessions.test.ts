import assert from "node:assert/strict";
import { test } from "node:test";
import { folderWith } from "../cli/spawn.ts";
import { atTerminal, type Step } from "../cli/terminal.ts";
import { readPage } from "./markdown.ts";

const page = "docs/how-to/answer-questions.md";

/** The lines of the page's block that begins with this command. */
function session(command: string): readonly string[] {
  const found = readPage(page).blocks.find(({ text }) => text.startsWith(`$ footing ${command}\n`));
  if (found === undefined) throw new Error(`${page} does not show: footing ${command}`);
  return found.text.trim().split("\n").slice(1);
}

/** What is typed in it: behind each prompt, and Enter. */
const typedIn = (lines: readonly string[]): readonly Step[] =>
  lines.flatMap((line): Step[] => {
    const [, prompt, typed] = /^(\w+ \(Enter [^)]+\):) ?(.*)$/.exec(line) ?? [];
    return prompt === undefined || typed === undefined ? [] : [[`${prompt} `, `${typed}\r`]];
  });

test("the recorded questions are what is asked today, and what is answered there is answered so", async (context) => {
  const folder = folderWith(context);
  for (const command of ["init scot4", "init"]) {
    const lines = session(command);
    const steps = typedIn(lines);
    assert.ok(steps.length >= 2, command);
    const { output, code } = await atTerminal(command.split(" "), { folder }, steps);
    const said = output.trim().split("\n");
    assert.deepEqual(
      said.map((line) => line.trimEnd()),
      lines,
    );
    assert.equal(code, 0);
  }
});
