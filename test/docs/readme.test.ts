import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readPage, root } from "./markdown.ts";

const newcomer = ["npm ci && npx footing check cht", "npm ci && npm test"];

test("the README's first commands are the newcomer's two, each in a block of its own", () => {
  const blocks = readPage("README.md").blocks.filter(({ language }) => language === "sh");
  const commands = blocks.map(({ text }) => text).filter((text) => text.startsWith("npm "));
  assert.deepEqual(commands, newcomer);
});

test("continuous integration runs exactly the README's commands", () => {
  const lines = readFileSync(`${root}.ci/run`, "utf8")
    .split("\n")
    .map((line) => line.replace(/^judged /, ""));
  for (const command of newcomer) {
    const [first = "", second = ""] = command.split(" && ");
    const follows = lines.some((line, index) => line === first && lines[index + 1] === second);
    assert.ok(follows, `${command} is not run by .ci/run`);
  }
});

test("the README counts what the catalog has", () => {
  const { text } = readPage("README.md");
  for (const product of ["cht", "scot4", "carto"]) {
    const file = readFileSync(`${root}catalog/${product}/requirements.yaml`, "utf8");
    const all = file.match(/^ {2}- id:/gm)?.length ?? 0;
    const pending = file.match(/^ {4}pending:/gm)?.length ?? 0;
    const row = text.split("\n").find((line) => line.includes(`(catalog/${product}/README.md)`));
    assert.ok(
      row?.includes(`| ${all - pending} of ${all} |`),
      `${product}: ${all - pending} of ${all}; the README says ${row}`,
    );
  }
});
