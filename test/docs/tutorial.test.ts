import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readPage, root, type Block } from "./markdown.ts";

const page = readPage("docs/tutorial/requirements-of-your-own.md");
const lines = page.text.split("\n");

/** The file that the paragraph above a block names: what stands in the block is written into it. */
function fileOf({ line }: Block): string {
  const paragraph = lines.slice(0, line - 2).findLast((one) => one !== "") ?? "";
  const [, name] = /`([\w.-]+\.yaml)`/.exec(paragraph) ?? [];
  if (name === undefined) throw new Error(`line ${line}: no file is named above the block`);
  return name;
}

type Shown = { readonly command: string; readonly output: string };

/** The commands of a console's block, each with what it printed. */
const commandsOf = ({ text }: Block): readonly Shown[] =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((one) => {
      const [command = "", ...output] = one.split("\n");
      return { command, output: output.join("\n") };
    });

/** What does not depend on the machine: of a row that is met what was asked, and no host, duration or size. */
const steady = (output: string): readonly string[] =>
  output
    .trim()
    .split("\n")
    .map((line) => {
      const cells = line.trim().split(/ {2,}/);
      if (/^ {2}✓ /.test(line)) return cells.slice(0, 2).join(" ");
      if (/ · /.test(line)) return cells[0] ?? "";
      return cells.join(" ").replace(/[\d.]+ (ms|s|min), exit/, "exit");
    });

/** The exit code that belongs to what is shown: a verdict names it, of cases it follows from their count. */
function codeOf(output: string): number {
  const [, code] = /, exit (\d+)$/m.exec(output) ?? [];
  if (code !== undefined) return Number(code);
  return /[1-9]\d* do not$/m.test(output) ? 1 : 0;
}

type Ended = { readonly output: string; readonly code: number | null };

/** A shell in a new folder, where `footing` is a word as the page says. */
function shellIn(base: string): { readonly folder: string; readonly run: (script: string) => Ended } {
  const [bin, folder] = ["bin", "notes"].map((name) => mkdtempSync(join(base, name)));
  if (bin === undefined || folder === undefined) throw new Error("no folder was made");
  const program = join(bin, "footing");
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${root}bin/footing.js" "$@"\n`);
  chmodSync(program, 0o755);
  const environment = { PATH: `${bin}:${process.env["PATH"]}`, HOME: process.env["HOME"], LANG: "C.UTF-8" };
  return {
    folder,
    run: (script) => {
      const ran = spawnSync("bash", ["-e", "-c", script], { cwd: folder, env: environment, encoding: "utf8" });
      return { output: `${ran.stdout}${ran.stderr}`, code: ran.status };
    },
  };
}

test("every file and command of the tutorial does what the page shows", (context) => {
  const base = mkdtempSync(join(tmpdir(), "footing tutorial-"));
  context.after(() => rmSync(base, { recursive: true }));
  const { folder, run } = shellIn(base);
  const done = new Map<string, number>();
  for (const block of page.blocks) {
    done.set(block.language, (done.get(block.language) ?? 0) + 1);
    if (block.language === "yaml") writeFileSync(join(folder, fileOf(block)), `${block.text}\n`);
    else if (block.language === "sh") {
      const { output, code } = run(block.text);
      assert.equal(code, 0, output);
    } else {
      for (const { command, output } of commandsOf(block)) {
        const ran = run(command);
        assert.deepEqual(steady(ran.output), steady(output), command);
        assert.equal(ran.code, codeOf(output), command);
      }
    }
  }
  assert.deepEqual(Object.fromEntries(done), { yaml: 2, console: 5, sh: 1 });
  assert.ok(existsSync(join(folder, "cases.xml")));
  assert.equal(existsSync(join(folder, "ready.xml")), true);
});
