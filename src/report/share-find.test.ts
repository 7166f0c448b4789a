import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import { Finder } from "./share-find.ts";
import { share } from "./share.ts";
import { Words } from "./share-words.ts";

function found(values: readonly string[], text: string): readonly string[] {
  const finder = new Finder();
  for (const value of values) finder.add(value, value);
  return finder.find(text).map(({ value }) => value);
}

test("at one place the longest value that stands there is found, and words only as words", () => {
  for (const [values, text, expected] of [
    [["db", "db1.corp.lan", "db1"], "db1.corp.lan and db and db1 and feedback", ["db1.corp.lan", "db", "db1"]],
    [["/srv/a", "/srv/a/b c/d"], "/srv/a/b c/d, /srv/a/b c, /srv/ab, /srv/a.", ["/srv/a/b c/d", "/srv/a", "/srv/a"]],
    [["/srv/a", "/srv/a/b"], "/srv/a/bc", ["/srv/a"]],
    [["é", "ñandu"], "é-ñandu éa", ["é", "ñandu"]],
    [["x".repeat(12)], "x".repeat(30), ["x".repeat(12), "x".repeat(12)]],
    [[], "nothing", []],
  ] as const) {
    assert.deepEqual(found(values, text), expected, text);
  }
});

test("what a naive search finds is found, whatever the values are", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "b", ".", "/"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 12 }), (some, pieces) => {
      // A tail like this is no word, path or host, and so stands anywhere.
      const values = some.map((one) => `${one}%`);
      const text = pieces.join("%");
      const naive: string[] = [];
      for (let at = 0; at < text.length;) {
        const longest = values.filter((one) => text.startsWith(one, at)).toSorted((a, b) => b.length - a.length)[0];
        if (longest !== undefined) naive.push(longest);
        at += longest?.length ?? 1;
      }
      assert.deepEqual(found(values, text), naive);
    }),
  );
});

test("what is left of a value where a sentence was cut is replaced", () => {
  const words = new Words();
  words.know("/srv/secret shop/data", "path");
  words.know("db1.acme.lan", "host");
  assert.equal(words.spoken("asked db1.ac…, and /srv/secret sh…"), "asked host-1…, and path-1…");
  words.know("db1.acme.lan:80", "name");
  assert.equal(words.spoken("asked db1.acm…"), "asked text-1…");
  assert.equal(words.spoken("--set domain=… or subdb1.ac…"), "--set domain=… or subdb1.ac…");
});

test("what is left of a value at the beginning of what was cut is replaced, too", () => {
  const words = new Words();
  words.know("/srv/secret/data", "path");
  assert.equal(words.spoken("…cret/data: no such file"), "…path-1: no such file");
  assert.equal(words.spoken("…/srv/secret/data"), "…path-1");
  assert.equal(words.spoken("…no such file, --set domain=…"), "…no such file, --set domain=…");
  words.know("/opt/secret/data", "path");
  assert.equal(words.spoken("…ret/data"), "…text-1");
});

test("values of any length and in any number are replaced", () => {
  const long = "h".repeat(50_000);
  const many = Array.from({ length: 30_000 }, (_, index) => `db${index}.corp.lan`);
  const facts = many.map((value, index) =>
    exampleFact({ id: `f${index}`, kind: "egress", field: "via", value, note: `by ${value} on port 80` }),
  );
  const result = exampleResult({ id: "a", outcome: "unmet", reason: `it is ${long}` });
  const { report } = share(
    exampleReport([result], {
      facts,
      targets: [{ name: "local", type: "host", role: "app", hostname: long, state: "reached" }],
    }),
  );
  const text = JSON.stringify(report);
  assert.doesNotMatch(text, /hhhh|corp/);
  assert.equal(report.targets[0]?.hostname, "host-1");
  assert.equal(report.results[0]?.reason, "it is host-1…");
  const last = report.facts[29_999];
  assert.ok(typeof last?.value === "string" && last.note === `by ${last.value} on port 80`);
});
