import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { examine } from "./walls/examine.ts";
import { rooms } from "./walls/table.ts";

type Tree = Readonly<Record<string, string>>;

/** A project in which every import is right. */
const sound: Tree = {
  "src/main.ts": 'import { start } from "./cli/start.ts";\nstart();\n',
  "src/cli/start.ts": 'import { gather } from "../run/gather.ts";\nexport const start = gather;\n',
  "src/run/gather.ts":
    'import { readFileSync } from "node:fs";\nimport { look } from "../kinds/disk/look.ts";\n' +
    'export const gather = (): unknown => [readFileSync, look, import("../kinds/disk/look.ts")];\n',
  "src/reach/child.ts": 'import { spawn } from "node:child_process";\nexport const start = spawn;\n',
  "src/kinds/declaration.ts": "export type Declaration = { readonly name: string };\n",
  "src/kinds/disk/kind.ts":
    'import type { Declaration } from "../declaration.ts";\nexport const disk: Declaration = { name: "disk" };\n',
  "src/kinds/disk/look.ts": 'import { start } from "../../reach/child.ts";\nexport const look = start;\n',
  "src/kinds/memory/kind.ts": "export const memory = 1;\n",
  "src/facts/fact.ts":
    'import { z } from "zod";\nexport const fact = z;\nexport const at = new Date(0), zero = Math.max(0);\n',
  "src/judge/judge.ts": 'import { fact } from "../facts/fact.ts";\nexport const judge = fact;\n',
  "src/judge/judge.test.ts":
    'import { gather } from "../run/gather.ts";\nimport "node:net";\nimport "fast-check";\nvoid gather;\n',
  "tools/tool.ts": 'import { judge } from "../src/judge/judge.ts";\nvoid judge;\n',
};

function wrongIn(planted: Tree): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), "footing walls-"));
  try {
    for (const [path, text] of Object.entries({ ...sound, ...planted })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return examine(root).wrong;
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a project in which every import is right passes", () => {
  assert.deepEqual(wrongIn({}), []);
});

/** The same wrong import, judge asking reach, in each form in which TypeScript can write it. */
const forms: Tree = {
  "a value": 'import { start } from "../reach/child.ts";\nvoid start;',
  "a type": 'import type { start } from "../reach/child.ts";\nexport type A = typeof start;',
  "a type among values": 'import { type start } from "../reach/child.ts";\nexport type A = typeof start;',
  "a namespace": 'import * as child from "../reach/child.ts";\nvoid child;',
  "for effect": 'import "../reach/child.ts";',
  "a re-export": 'export { start } from "../reach/child.ts";',
  "a re-exported type": 'export type { start } from "../reach/child.ts";',
  "all re-exported": 'export * from "../reach/child.ts";',
  "all re-exported by a name": 'export * as child from "../reach/child.ts";',
  "a lazy import": 'export const later = () => import("../reach/child.ts");',
  "a lazy import by a template": "export const later = () => import(`../reach/child.ts`);",
  "a type in place": 'export type A = import("../reach/child.ts").Child;',
  "the type of a module": 'export type A = typeof import("../reach/child.ts");',
  "an import by equals": 'import child = require("../reach/child.ts");\nvoid child;',
  "a type import by equals": 'import type child = require("../reach/child.ts");\nexport type A = child.A;',
};

for (const [form, text] of Object.entries(forms)) {
  test(`judge asking reach is refused as ${form}`, () => {
    const wrong = wrongIn({ "src/judge/planted.ts": text });
    assert.ok(wrong.length > 0, "nothing was refused");
    assert.ok(wrong.every((line) => line.startsWith("src/judge/planted.ts:1  ")));
    if (!text.includes("require(")) assert.match(wrong.join("\n"), /judge may import facts, kinds, spec, not reach/);
  });
}

/** What else may not be written: the file, its text, and the words of the refusal. */
const refused: readonly (readonly [string, string, RegExp])[] = [
  ["src/judge/a.ts", 'const child = require("../reach/child.ts");\nvoid child;', /no require\(\)/],
  [
    "src/judge/a.ts",
    'import { createRequire } from "node:module";\nvoid createRequire;',
    /judge is pure: no node:module/,
  ],
  ["src/cli/a.ts", 'import { createRequire } from "node:module";\ncreateRequire("x")("y");', /no createRequire/],
  ["src/cli/a.ts", 'void process.getBuiltinModule("node:net");', /no getBuiltinModule/],
  ["src/judge/a.ts", '/// <reference types="node" />\nexport const a = 1;', /no reference comment/],
  ["src/judge/a.ts", '/// <reference path="../reach/child.ts" />\nexport const a = 1;', /no reference comment/],
  ["src/judge/a.ts", 'declare module "zod" {}', /no namespace, and no declaration/],
  ["src/judge/a.ts", "export const a = (name: string) => import(name);", /must name its module as a plain string/],
  ["src/judge/a.ts", "export const a = (name: string) => import(`../${name}.ts`);", /must name its module/],
  ["src/judge/a.ts", 'import "/etc/passwd.ts";', /name a file relative/],
  ["src/judge/a.ts", 'import "file:///tmp/a.ts";', /name a file relative/],
  ["src/judge/a.ts", 'import "data:text/javascript,1";', /name a file relative/],
  ["src/judge/a.ts", 'import "#reach";', /no import map/],
  ["src/judge/a.ts", 'import "../facts/fact.js";', /write the ending, \.ts/],
  ["src/judge/a.ts", 'import "node:fs";', /judge is pure: no node:fs/],
  ["src/judge/a.ts", 'import "fs";', /write node:fs/],
  ["src/judge/a.ts", 'import "zod";', /judge may use no package, not zod/],
  ["src/kinds/package/a.ts", 'import "yaml";', /kinds may load yaml only where it is needed/],
  ["src/kinds/package/a.ts", 'import "re2js";', /kinds may use yaml, not re2js/],
  [
    "src/spec/a.ts",
    'import "re2js/x";\nimport "left-pad";',
    /spec may use yaml, @marcbachmann\/cel-js, re2js, not left-pad/,
  ],
  [
    "src/spec/a.ts",
    'import { judge } from "../judge/judge.ts";\nvoid judge;',
    /spec may import facts, kinds, not judge/,
  ],
  ["src/facts/a.ts", 'import "../kinds/declaration.ts";', /facts may import no room, not kinds/],
  ["src/judge/a.ts", 'import "../cli/start.ts";', /judge may not import cli: only main\.ts does/],
  ["src/run/a.ts", 'import "../cli/start.ts";', /run may not import cli/],
  ["src/main.ts", 'import "./run/gather.ts";', /src\/main\.ts may import cli, not run/],
  ["src/cli/a.ts", 'import "../main.ts";', /nobody may import src\/main\.ts/],
  ["src/cli/a.ts", 'import "../kinds/disk/look.ts";', /only run may import a look\.ts/],
  ["src/kinds/disk/a.ts", 'import "./look.ts";', /only run may import a look\.ts/],
  ["src/kinds/all.ts", 'import "./disk/look.ts";', /only run may import a look\.ts/],
  ["src/kinds/disk/a.ts", 'import "../memory/kind.ts";', /one kind may not import another \(memory\)/],
  ["src/kinds/disk/look.ts", 'import "../memory/kind.ts";', /one kind may not import another/],
  ["src/kinds/disk/a.ts", 'import "../../reach/child.ts";', /kinds may import facts, not reach/],
  ["src/kinds/disk/a.ts", 'import "node:fs";', /kinds is pure: no node:fs/],
  ["src/kinds/look.ts", 'import "node:fs";', /kinds is pure: no node:fs/],
  ["src/kinds/disk/look.ts", 'import "node:child_process";', /only reach may use node:child_process, not a look\.ts/],
  ["src/run/a.ts", 'import "node:dns/promises";', /only reach may use node:dns\/promises, not run/],
  ["src/cli/a.ts", 'import "node:https";', /only reach may use node:https, not cli/],
  ["src/judge/a.ts", 'import "./judge.test.ts";', /nobody may import a test/],
  ["tools/a.ts", 'import "../src/judge/judge.test.ts";', /nobody may import a test/],
  ["src/judge/a.ts", 'import "../../tools/tool.ts";', /src may not import tools\/tool\.ts/],
  ["web/a.ts", 'import "../src/judge/judge.ts";', /web may import src\/hub\/contract\.ts, src\/report\/view\.ts, not/],
  ["src/utils/a.ts", "export const a = 1;", /nothing is named utils/],
  ["src/judge/helpers.ts", "export const a = 1;", /nothing is named helpers/],
  ["src/common/a.ts", "export const a = 1;", /nothing is named common/],
  ["src/lib/a.ts", "export const a = 1;", /nothing is named lib/],
  ["src/probes/a.ts", "export const a = 1;", /there is no room probes/],
  ["src/other.ts", "export const a = 1;", /only main\.ts stands directly in src/],
  ["src/judge/a.ts", "export enum A { b }", /no enum/],
  ["src/judge/a.ts", "export namespace A {}", /no namespace/],
  ["src/judge/a.ts", 'eval("1");', /no eval/],
  ["src/judge/a.ts", 'new Function("1");', /no new Function/],
  ["src/judge/a.ts", "export const a = Date.now();", /no clock/],
  ["src/judge/a.ts", 'export const a = Date["now"]();', /no clock/],
  ["src/judge/a.ts", "export const a = new Date();", /no clock/],
  ["src/judge/a.ts", "export const a = Date();", /no clock/],
  ["src/judge/a.ts", "const { now } = Date;\nexport const a = now;", /no clock/],
  ["src/judge/a.ts", "export const a = performance.now();", /no clock/],
  ["src/judge/a.ts", "export const a = Temporal.Now.instant();", /no clock/],
  ["src/judge/a.ts", "export const a = Math.random();", /no randomness/],
  ["src/judge/a.ts", "const { random } = Math;\nexport const a = random;", /no randomness/],
  ["src/judge/a.ts", "export const a = crypto.randomUUID();", /no randomness/],
  ["src/judge/a.ts", "export const a = globalThis;", /no globalThis/],
  ["src/judge/a.ts", 'export const a = "a".localeCompare("b");', /depends on the machine's language/],
  ["src/reach/a.ts", 'import { exec } from "node:child_process";\nexec("ls");', /no exec/],
  ["tools/a.ts", 'import { execSync as go } from "node:child_process";\ngo("ls");', /no exec/],
  ["src/reach/a.ts", 'import * as child from "node:child_process";\nchild.exec("ls");', /by name/],
  ["src/reach/a.ts", 'import child from "node:child_process";\nchild.exec("ls");', /by name/],
  ["src/reach/a.ts", 'export const a = await import("node:child_process");', /by name/],
  ["src/reach/a.ts", "export const options = { shell: true };", /no shell: true/],
  [
    "src/reach/a.ts",
    'import { spawn } from "node:child_process";\nspawn("a", [], { shell: Boolean(1) });',
    /no shell that may be true/,
  ],
];

for (const [path, text, words] of refused) {
  test(`refused in ${path}: ${text.split("\n").at(-1)}`, () => {
    const wrong = wrongIn({ [path]: text }).filter((line) => line.startsWith(path));
    assert.match(wrong.join("\n"), words);
  });
}

test("a refusal names file and line", () => {
  const wrong = wrongIn({ "src/judge/a.ts": 'export const a = 1;\n\nexport { start } from "../reach/child.ts";\n' });
  assert.deepEqual(wrong, ["src/judge/a.ts:3  judge may import facts, kinds, spec, not reach"]);
});

test("a ring of imports is refused within a room, between rooms, and when a type closes it", () => {
  const within = wrongIn({ "src/judge/a.ts": 'import "./b.ts";', "src/judge/b.ts": 'import "./a.ts";' });
  assert.deepEqual(within, [
    "src/judge/a.ts:1  imports go round in a ring: src/judge/a.ts → src/judge/b.ts → src/judge/a.ts",
  ]);
  const between = wrongIn({ "src/facts/a.ts": 'import "../judge/a.ts";', "src/judge/a.ts": 'import "../facts/a.ts";' });
  assert.match(between.join("\n"), /ring: src\/facts\/a\.ts → src\/judge\/a\.ts/);
  const types = wrongIn({
    "src/judge/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;',
    "src/judge/b.ts": 'export type B = import("./a.ts").A;',
  });
  assert.match(types.join("\n"), /ring/);
});

test("a file that does not parse is named with its line", () => {
  assert.throws(
    () => wrongIn({ "src/judge/a.ts": "export const a = 1;\nexport const = 2;" }),
    /src\/judge\/a\.ts:2 {2}does not parse/,
  );
});

test("the table itself has no ring, so no room can reach itself through others", () => {
  const above = (name: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(name), [...trail, name].join(" → "));
    for (const next of rooms.get(name)?.rooms ?? []) above(next, [...trail, name]);
  };
  for (const name of rooms.keys()) above(name, []);
});
