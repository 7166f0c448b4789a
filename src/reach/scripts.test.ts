import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { farWords } from "./session/far-shell.ts";

/** What a command substitution holds for the sh of macOS (bash 3.2): it ends at the first `)` that is not opened in it. */
function substitutions(script: string): readonly string[] {
  return [...script.matchAll(/\$\((?!\()/g)].map(({ index }) => {
    let depth = 0;
    let end = index + 1;
    for (; end < script.length; end += 1) {
      if (script[end] === "(") depth += 1;
      if (script[end] === ")" && (depth -= 1) === 0) break;
    }
    return script.slice(index, end + 1);
  });
}

test("what a command substitution holds is found as an old bash finds it", () => {
  const found = substitutions("a=$(case $b in x) echo 1 ;; esac) c=$((1 + 1)) d=$( (e) f)");
  assert.deepEqual(found, ["$(case $b in x)", "$( (e) f)"]);
});

/** All that is sent to a shell. */
async function scripts(): Promise<readonly string[]> {
  const folder = new URL("scripts/", import.meta.url);
  const exported = await Promise.all(
    readdirSync(folder).map(async (name): Promise<readonly unknown[]> => {
      const found: unknown = await import(new URL(name, folder).href);
      const values: readonly unknown[] = Object.values(found ?? {});
      return values;
    }),
  );
  const found = [farWords("mark"), ...exported.flat()].filter((one): one is string => typeof one === "string");
  assert.ok(found.length > 15);
  return found;
}

test("no script has a case within a command substitution, which the sh of macOS cannot read", async () => {
  for (const script of await scripts())
    for (const inner of substitutions(script)) assert.doesNotMatch(inner, /\bcase\b.*\bin\b/s);
});

test("a bracket in what is cut off a variable has a backslash before it, without which ksh93 cannot read it", async () => {
  for (const script of await scripts()) assert.doesNotMatch(script, /\$\{\w+(?:##?|%%?)[^}]*[^\\][()]/);
});

test("nothing that is sent has a here-document, for which some shells make a file and go on where they cannot", () => {
  const room = new URL(".", import.meta.url);
  const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  assert.ok(files.some((name) => name.endsWith("far-shell.ts")));
  for (const name of files)
    assert.doesNotMatch(readFileSync(new URL(name, room), "utf8"), /<<-?\s*\\?["'A-Za-z_]|<<</, name);
});
