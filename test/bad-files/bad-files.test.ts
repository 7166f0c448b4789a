import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../src/run/given-file.ts";
import { loadCases } from "../../src/spec/cases.ts";
import { BadFile, type SourceText } from "../../src/spec/problem.ts";
import { loadRequirements } from "../../src/spec/requirements-file.ts";
import { loadSite } from "../../src/spec/site.ts";
import { loadStatements } from "../../src/spec/statements.ts";
import { fileWith } from "./mistakes.ts";

const loaders = { loadRequirements, loadSite, loadCases, loadStatements } as const;

const repeated = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join("");

const bomb = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
  .map(
    (name, index, names) =>
      `${name}: &${name} [${Array(9)
        .fill(index === 0 ? "x" : `*${names[index - 1]}`)
        .join(",")}]\n`,
  )
  .join("");
const needing = (id: string, need: string): string => `- { id: ${id}, level: must, privilege: {}, needs: ${need} }\n`;
const memory = (bound: string): string =>
  fileWith(`- { id: a, level: must, memory: {}, expect: { installed: "${bound}" } }\n`);

const texts: Readonly<Record<string, string>> = {
  empty: "",
  "only a comment": "# nothing\n",
  "10 MB": "a".repeat(10 * 2 ** 20),
  "an alias bomb": bomb,
  "a NUL": "footing: 1\0\n",
  "two documents": "footing: 1\n---\nfooting: 1\n",
  "duplicate keys": "footing: 1\nfooting: 1\n",
  __proto__: "__proto__: { footing: 1 }\n",
  constructor: "constructor: { prototype: { footing: 1 } }\n",
  "200,000 brackets": "[".repeat(200_000),
  "200,000 braces": "{a: ".repeat(200_000),
  "500,000 dashes in a line": "- ".repeat(500_000),
  "deep blocks": repeated(1200, (index) => `${" ".repeat(index)}a:\n`),
  "a huge scalar": `a: ${"x".repeat(1_000_000)}`,
  "many keys": repeated(9_000, (index) => `k${index}: 1\n`),
  "a JavaScript tag": "footing: !!js/function 'function () { return 1 }'\n",
  "a list": "- footing: 1\n",
  "a text": "footing\n",
  "a number": "5\n",
  null: "~\n",
  "keys of another type": "1: a\n2.5: b\ntrue: c\n? [x]\n: d\n",
  "a wrong unit": memory(">= 4 GiBB"),
  "a range that cannot be true": memory(">= 8 GB < 4 GB"),
  "a ring of needs": fileWith(`${needing("a", "b")}${needing("b", "a")}`),
  "an id twice": fileWith(`${needing("a", "[c]")}${needing("a", "[c]")}${needing("c", "[d]")}`),
  "a self-referring anchor": "footing: &a { x: *a }\n",
  "a condition of 1,900 brackets": fileWith(`- { id: a, level: must, privilege: {}, when: "${"(".repeat(1900)}" }\n`),
  "lone surrogates": "footing: \ud800\n",
};

/** What a loader throws; nothing but a BadFile with places within the text is right. */
function thrownBy(load: (source: SourceText) => unknown, text: string): BadFile {
  try {
    load({ name: "given.yaml", text });
  } catch (error) {
    if (error instanceof BadFile) return error;
    throw error;
  }
  throw new Error("it was loaded");
}

for (const [name, text] of Object.entries(texts)) {
  test(`a bad file is refused with its place, soon: ${name}`, () => {
    for (const load of Object.values(loaders)) {
      const start = performance.now();
      const { problems } = thrownBy(load, text);
      assert.ok(performance.now() - start < 30_000, "it took half a minute");
      assert.ok(problems.length > 0);
      for (const { at, message } of problems) {
        assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `${at.start}–${at.end} ${message}`);
        assert.ok(message.length > 0 && message.length < 400, message);
      }
      const starts = problems.map(({ at }) => at.start);
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
      );
    }
  });
}

test("a file in another encoding is refused, whatever it says", () => {
  const utf16 = (text: string): Uint8Array =>
    Uint8Array.from(Array.from(text).flatMap((letter) => [letter.charCodeAt(0), 0]));
  const text = "footing: 1\n";
  for (const bytes of [
    Uint8Array.from([0xff, 0xfe, ...utf16(text)]),
    Uint8Array.from([0xfe, 0xff, 0, 0x66]),
    Uint8Array.from([0x66, 0xff, 0x66]),
    Uint8Array.from([0xc0, 0x80]),
  ]) {
    assert.throws(() => decode("given.yaml", bytes), BadFile);
  }
  // Without a mark its zeros give it away.
  assert.throws(() => loadRequirements(decode("given.yaml", utf16(text))), BadFile);
});

test("loading a bad file changes no object of the language", () => {
  for (const load of Object.values(loaders)) {
    thrownBy(load, "__proto__: { polluted: yes }\nfooting: 1\nconstructor: { prototype: { polluted: yes } }\n");
  }
  assert.equal("polluted" in {}, false);
});
