import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { nobody, runIn, shells } from "./made-shells.ts";
import { folderScript } from "./scripts/folder.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-folder-")));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const asRoot = { skip: process.getuid?.() === 0 ? false : "needs root" };

mkdirSync(at("open"));
chmodSync(at("open"), 0o1777);
mkdirSync(at("closed/in"), { recursive: true });
chmodSync(at("closed"), 0o700);
writeFileSync(at("file"), "");
symlinkSync(at("open"), at("link"));
symlinkSync(at("nothing"), at("dangling"));
symlinkSync(at("ring"), at("ring"));

// As the image of busybox has it: a file of its own for each name.
const busybox = shells.some(([program]) => program === "busybox")
  ? execFileSync("sh", ["-c", "command -v busybox"])
  : "";
const renamed = busybox === "" ? [] : [at("sh")];
for (const path of renamed) copyFileSync(String(busybox).trim(), path);

for (const shell of [...shells, ...renamed.map((path) => [path] as const)]) {
  const name = shell.join(" ").replace(at("sh"), "busybox by another name");
  const isBusybox = name.startsWith("busybox");
  const look = (path: string, as: readonly string[] = []): ((key: string) => string | undefined) => {
    const { stdout } = runIn(shell, folderScript, { words: ["footing-folder", path], as, cwd: folder });
    assert.match(stdout, /(^|\n)end\n$/);
    const lines = stdout.split("\n");
    return (key) => lines.find((line) => line.startsWith(`${key}\t`))?.slice(key.length + 1);
  };

  test(`a folder's figures are those of stat (${name})`, () => {
    const told = look(at("open"));
    const [user, group] = [execFileSync("id", ["-un"]), execFileSync("id", ["-gn"])].map((one) => String(one).trim());
    assert.deepEqual([told("mode"), told("owner"), told("group")], ["1777", user, group]);
    assert.equal(told("writable"), isBusybox ? "unclear" : "yes");
    const [, blocks] = told("statfs")?.split(" ") ?? [];
    const real = execFileSync("stat", ["-f", "-c", "%a", folder]).toString().trim();
    assert.ok(Math.abs(Number(blocks) - Number(real)) < 100_000, `${blocks} is not near ${real}`);
  });

  test(`a link to a folder is that folder; names with spaces, quotes and dashes are only names (${name})`, () => {
    assert.equal(look(at("link"))("mode"), "1777");
    for (const odd of ["a b", "line\nbreak", "end\n", "quote'\"$(x)`y`", "-n", "*"]) {
      mkdirSync(at(odd), { recursive: true });
      assert.equal(look(at(odd))("mode"), "755", JSON.stringify(odd));
    }
    assert.equal(look("-n")("mode"), "755");
  });

  test(`what is no folder is told from what is not there (${name})`, () => {
    assert.equal(look(at("file"))("problem"), "not-a-folder");
    for (const none of ["none", "file/none", "dangling"]) assert.equal(look(at(none))("problem"), "missing", none);
    assert.match(look(at("ring"))("problem") ?? "", /symbolic links|loop/i);
  });

  test(`a parent that may not be passed hides whether it is there (${name})`, asRoot, () => {
    assert.equal(look(at("closed/in"), nobody)("problem"), "denied");
    assert.equal(look(at("closed/none"), nobody)("problem"), "denied");
  });

  test(`a folder into which this user may not write is no writable one (${name})`, asRoot, () => {
    const told = look(at("closed"), nobody);
    assert.equal(told("writable"), isBusybox ? "unclear" : "no");
    assert.equal(told("mode"), "700");
  });

  test(`an owner without a name is a number (${name})`, asRoot, () => {
    mkdirSync(at(`own-${name}`));
    execFileSync("chown", ["54321:54322", at(`own-${name}`)]);
    const told = look(at(`own-${name}`));
    assert.deepEqual([told("owner"), told("group")], ["54321", "54322"]);
  });
}
