import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What the compiler says to `text` as a file of the room `judge`, checked as the pure rooms are. */
function compiled(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "footing types-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, "src/judge"), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "src/judge/planted.ts"), text);
    const project = { extends: join(root, "tsconfig.pure.json"), include: ["src"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    return spawnSync(process.execPath, [compiler, "-p", folder], { cwd: folder }).stdout.toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The packages that pure rooms use: one that named node's types would bring its globals into every file. */
const packages = ["zod", "yaml", "@marcbachmann/cel-js", "re2js"].map((name) => `import ${JSON.stringify(name)};\n`);

test("what a pure room may write compiles", () => {
  assert.equal(compiled(`${packages.join("")}export const sum = [1, 2].reduce((a, b) => a + b, 0);\n`), "");
});

test("the world's globals do not compile in a pure room, whatever packages it uses", () => {
  const globals = ["process", "console", "Buffer", "fetch", "setTimeout", "performance", "crypto", "require", "URL"];
  const said = compiled(`${packages.join("")}${globals.map((name) => `void ${name};`).join("\n")}\n`);
  for (const name of globals) assert.match(said, new RegExp(`Cannot find name '${name}'`));
});
