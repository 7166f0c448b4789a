import assert from "node:assert/strict";
import { test } from "node:test";
import { mistakesIn, onlyMistake } from "../../test/bad-files/mistakes.ts";
import type { Placed } from "./placed.ts";
import type { SourceText } from "./problem.ts";
import { parseYaml } from "./yaml.ts";

const parse = (text: string): Placed => parseYaml({ name: "given.yaml", text });
const load = (source: SourceText): Placed => parseYaml(source);
const mistake = (text: string): string => onlyMistake(text, load);

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

const plain = (node: Placed): Plain => {
  if (node.is === "scalar") return node.value;
  if (node.is === "list") return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
};

/** How each value was written. */
const sources = (text: string): readonly string[] => {
  const root = parse(text);
  return root.is === "map" ? root.entries.map(({ value }) => (value.is === "scalar" ? value.source : "?")) : [];
};

test("values are those of YAML 1.2, and what was written is kept", () => {
  const text =
    "a: 20.10\nb: 0777\nc: 0o17\nd: 1e3\ne: yes\nf: y\ng: no\nh: true\ni: ~\nj:\nk: 2024-05-01\nl: '5'\nm: 1:30\n";
  assert.deepEqual(plain(parse(text)), {
    a: 20.1,
    b: 777,
    c: 15,
    d: 1000,
    e: "yes",
    f: "y",
    g: "no",
    h: true,
    i: null,
    j: null,
    k: "2024-05-01",
    l: "5",
    m: "1:30",
  });
  assert.deepEqual(sources(text).slice(0, 4), ["20.10", "0777", "0o17", "1e3"]);
  assert.deepEqual(sources("a: 99999999999999999999999\nb: .inf\n"), ["99999999999999999999999", ".inf"]);
});

test("every value has its place", () => {
  const text = "ä: 1\nlist:\n  - one\n  - 'two'\n";
  const root = parse(text);
  assert.ok(root.is === "map");
  const list = root.entries[1]?.value;
  assert.ok(list?.is === "list");
  assert.deepEqual(
    list.items.map(({ at }) => text.slice(at.start, at.end)),
    ["one", "'two'"],
  );
  assert.equal(text.slice(root.entries[1]?.keyAt.start, root.entries[1]?.keyAt.end), "list");
});

test("anchors, aliases and merges are carried out", () => {
  assert.deepEqual(plain(parse("a: &x [1, 2]\nb: *x\n")), { a: [1, 2], b: [1, 2] });
  assert.deepEqual(plain(parse("a: &x { k: 1, l: 2 }\nb: { <<: *x, l: 3 }\n")), {
    a: { k: 1, l: 2 },
    b: { k: 1, l: 3 },
  });
  const merged = plain(parse("a: &x { k: 1 }\nb: &y { k: 2, m: 3 }\nc:\n  <<: [*x, *y]\n  n: 4\n"));
  assert.deepEqual(merged, { a: { k: 1 }, b: { k: 2, m: 3 }, c: { k: 1, m: 3, n: 4 } });
  assert.deepEqual(plain(parse('"<<": [1]\n')), { "<<": [1] });
});

test("an alias means what its anchor meant last before it in the file", () => {
  assert.deepEqual(plain(parse("a: &x [&y 1]\nb: &y 2\nc: *x\nd: *y\n")), { a: [1], b: 2, c: [1], d: 2 });
});

test("names of objects that every language has are keys like others, and reach nothing", () => {
  const root = parse("__proto__: { polluted: true }\nconstructor: 1\n");
  assert.ok(root.is === "map");
  assert.deepEqual(
    root.entries.map(({ key }) => key),
    ["__proto__", "constructor"],
  );
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
});

test("a file that says nothing, or more than one thing, is refused", () => {
  assert.equal(mistake(""), "1:1 : the file is empty (expected a map of keys)");
  assert.match(mistake("# only a comment\n"), /^1:1 .*the file is empty/);
  assert.match(mistake("\n \n"), /the file is empty/);
  assert.match(mistake("a: 1\n---\nb: 2\n"), /^2:1 ---: a second document in one file/);
  assert.deepEqual(plain(parse("---\na: 1\n...\n")), { a: 1 });
});

test("a key that stands twice is refused, however it is written", () => {
  assert.equal(mistake("a: 1\nb: 2\na: 3\n"), "3:1 a: a key stands here twice");
  assert.match(mistake('1: a\n"1": b\n'), /^2:1 "1": a key stands here twice/);
  assert.match(mistake("x: { a: 1, 'a': 2 }\n"), /^1:12 'a': /);
  assert.match(mistake("\ufeffa: 1\na: 2\n"), /^2:1 a: /);
});

test("what is no plain data is refused", () => {
  assert.match(mistake("a: !!js/function 'x'\n"), /^1:4 .*unresolved tag/);
  assert.match(mistake("a: !!binary aGVsbG8=\n"), /with the tag !!binary: a file is data/);
  assert.match(mistake("a: !!set { x, y }\n"), /with the tag !!set/);
  assert.match(mistake("a: !mine 1\n"), /unresolved tag/);
  assert.match(mistake("%TAG ! tag:x,2000:\n---\na: !y 1\n"), /unresolved tag/);
  assert.deepEqual(plain(parse("a: !!str 5\nb: ! 6\n")), { a: "5", b: "6" });
  assert.match(mistake("{ a: 1 }: 2\n"), /a key that is no single word/);
  assert.match(mistake("a: &x y\n*x : 1\n"), /a key that is no single word/);
});

test("another version of YAML, where words mean something else, is refused", () => {
  assert.match(mistake("%YAML 1.1\n---\na: yes\nb: 010\n"), /the file is in YAML 1.1/);
  assert.match(mistake("%FUTURE x\n---\na: 1\n"), /unknown directive/);
  assert.deepEqual(plain(parse("%YAML 1.2\n---\na: yes\n")), { a: "yes" });
});

test("aliases that mean nothing or themselves, and merges of what is no map, are refused", () => {
  assert.match(mistake("a: *b\n"), /^1:4 \*b: no anchor &b before this alias/);
  assert.match(mistake("a: *.example.org\n"), /in quotes/);
  assert.match(mistake("a: &a [*a]\n"), /^1:8 \*a: the alias \*a stands within what it means/);
  assert.match(mistake("&a { x: *a }\n"), /stands within what it means/);
  assert.match(mistake("a: &a\n  <<: *a\n"), /stands within what it means/);
  assert.match(mistake("c:\n  <<: [1, 2]\n"), /`<<` merges maps, not 1/);
  assert.match(mistake("c:\n  <<: 5\n"), /`<<` merges maps, not 5/);
});

test("mistakes of syntax are told once a line, with what to do", () => {
  assert.match(mistake("size: >= 60 GB\n"), /put the value in quotes: ">= 4 GB"/);
  assert.match(mistake("size: { a: >= 60 GB }\n"), /put the value in quotes/);
  assert.match(mistake("title: a: b\n"), /put the value in quotes/);
  assert.match(mistake("a:\n\tb: 1\n"), /tabs are not allowed as indentation/);
  assert.match(mistake('a: "x\n'), /missing closing "quote/);
  assert.equal(mistakesIn("a: @x\nb: @y\n", load).length, 2);
});

test("control characters are refused, and named", () => {
  assert.match(mistake("a: \0\n"), /^1:4 .*a control character \(U\+0000\)/);
  assert.match(mistake("a: \u001b[31m\n"), /U\+001B/);
  assert.match(mistake("a: b\u007f\n"), /U\+007F/);
});

const repeated = (length: number, piece: (index: number) => string): string =>
  Array.from({ length }, (_, index) => piece(index)).join("");
const nested = (piece: string): string => repeated(1000, (index) => `${" ".repeat(index)}${piece}\n`);

test("limits of nesting, nodes, aliases, anchors and lines", () => {
  const levels = /more than 50 levels of nesting/;
  for (const text of [
    "[".repeat(200_000),
    "{a: [".repeat(50_000),
    '{"a":'.repeat(100_000),
    `${"]".repeat(1000)}${"[".repeat(1040)}`,
    "[\n".repeat(200_000),
    "- ".repeat(500_000),
    "? ".repeat(300_000),
    "- ? ".repeat(100_000),
    nested("a:"),
    nested("-"),
  ]) {
    assert.match(mistake(text), levels, text.slice(0, 20));
  }
  assert.match(mistake(`${"[".repeat(51)}${"]".repeat(51)}`), levels);
  assert.equal(parse(`${"[".repeat(50)}${"]".repeat(50)}`).is, "list");
  assert.match(mistake(`[${"1,".repeat(25_000)}1]`), /more than 20000 nodes/);
  assert.equal(parse(`[${"1,".repeat(19_000)}1]`).is, "list");
  assert.equal(parse(repeated(9000, (index) => `- { a: ${index} }\n`)).is, "list");
  assert.match(mistake(repeated(1001, (index) => `a${index}: &a${index} 1\n`)), /more than 1000 anchors/);
  assert.match(mistake(`a: &x 1\nb: [${"*x, ".repeat(101)}]\n`), /more than 100 aliases/);
  assert.equal(parse(`a: &x 1\nb: [${"*x, ".repeat(100)}]\n`).is, "map");
  assert.match(mistake("\n".repeat(1_000_000)), /more than 100000 lines/);
  assert.match(mistake("a".repeat(10 * 2 ** 20)), /^1:1 a: the file has more than 1 MiB/);
});

test("aliases of aliases are counted as what they become", () => {
  const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
  const bomb = letters
    .map((letter, index) => {
      const before = letters[index - 1];
      return `${letter}: &${letter} [${Array(9)
        .fill(before === undefined ? "1" : `*${before}`)
        .join(", ")}]\n`;
    })
    .join("");
  assert.match(mistake(bomb), /more than 100 aliases/);
  const wide = `a: &a [${"1,".repeat(1000)}1]\nb: [${"*a,".repeat(30)}1]\n`;
  assert.match(mistake(wide), /more than 20000 nodes, aliases counted/);
});

test("what is made to cost much ends soon", () => {
  const texts = [
    "---\n".repeat(50_000),
    "a\n---\n".repeat(19_000),
    repeated(9000, (index) => `k${index}: 1\n`),
    "k: 1\n".repeat(9000),
    "# comment\n".repeat(90_000),
    `a: ${"x".repeat(1_000_000)}`,
    `a: |\n${"  xx\n".repeat(90_000)}`,
    `a: "${"\\u0041".repeat(150_000)}"`,
    ": ".repeat(200_000),
    `${"[,,,,".repeat(10)}${",".repeat(200_000)}`,
    "&a ".repeat(200_000),
    "! ".repeat(200_000),
    "%".repeat(100_000),
    " ".repeat(1_000_000),
  ];
  for (const text of texts) {
    const start = performance.now();
    mistakesIn(text, load);
    // Each takes a fifth of a second at most; machines that run tests are busy.
    assert.ok(
      performance.now() - start < 30_000,
      `${text.slice(0, 20)}… took ${Math.round(performance.now() - start)} ms`,
    );
  }
});
