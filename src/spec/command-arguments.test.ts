import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { kindNamed, kindNames } from "../kinds/registry.ts";
import { argumentsIn, fillCommand, fillWords } from "./command-arguments.ts";

const filled = (command: string, value: string | number, isWindows = false): string | undefined =>
  fillCommand(command, { values: { path: value }, isWindows });

test("an argument is put in where it is named, and templates of others stay", () => {
  assert.equal(filled("df -h {path}; df -i {path}", "/srv"), "df -h /srv; df -i /srv");
  assert.equal(filled("ss 'sport = :{path}'", 443), "ss 'sport = :443'");
  for (const command of ["docker ps --format '{{.Names}}'", "echo ${HOME}", "awk '{ print $1 }'"]) {
    assert.equal(filled(command, "/srv"), command);
    assert.deepEqual(argumentsIn(command), []);
  }
});

test("a shell reads the value and nothing else, whatever it holds", () => {
  for (const value of ["/a b", "/it's", "$(id)", "`id`", "/a;id", "/a&&id", "~", '/"x"', String.raw`/a\b`, "/é", "*"]) {
    const command = filled("printf %s {path}", value);
    assert.ok(command !== undefined);
    assert.equal(spawnSync("/bin/sh", ["-c", command], { encoding: "utf8" }).stdout, value);
  }
});

test("what cannot be shown safely leaves the command out", () => {
  for (const value of ["/a\nb", "/a\u001b[2J", "/a\u202eb", "", "-rf", "x".repeat(201)])
    assert.equal(filled("ls {path}", value), undefined, value);
  for (const command of ["su -c 'ls {path}'", 'sh -c "ls {path}"', String.raw`ls \{path}`, "echo `ls {path}`"])
    assert.equal(filled(command, "/a b"), undefined, command);
  assert.equal(filled("echo 'a' \"b\" {path}", "/a b"), "echo 'a' \"b\" '/a b'");
  assert.equal(filled("dir {path}", "/a b", true), undefined);
  assert.equal(fillCommand("ls {path}", { values: {}, isWindows: false }), undefined);
  assert.equal(
    fillCommand("ls {path}", { values: { path: { secret: true, input: "x" } }, isWindows: false }),
    undefined,
  );
});

test("the remedies of every kind name arguments of that kind", () => {
  for (const name of kindNames) {
    const kind = kindNamed(name);
    const fields = Object.values(kind?.answers ?? {});
    const remedies = fields.flatMap((field) => [field.remedy, ...Object.values(field.remedies ?? {})]);
    for (const remedy of [kind?.remedy, ...remedies])
      for (const argument of Object.values(remedy?.commands ?? {}).flatMap((commands) => commands.flatMap(argumentsIn)))
        assert.ok(kind !== undefined && Object.hasOwn(kind.arguments, argument), `${name}: ${argument}`);
  }
});

test("words name an argument as it is, a list with all its items, and keep braces of anything else", () => {
  const values = { name: "a.example.org", to: ["192.0.2.1", "2001:db8::1"], none: [], given: true };
  assert.equal(fillWords("{name} to {to}, {name}", values), "a.example.org to 192.0.2.1, 2001:db8::1, a.example.org");
  for (const text of ["{none} {given} {else} {toString}", "{{name}} ${name}"])
    assert.equal(fillWords(text, values), text);
});
