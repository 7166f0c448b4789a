import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyMistake } from "../../test/bad-files/mistakes.ts";
import { readMatcher, type Expectable, type Matcher } from "./matcher.ts";
import { Reader, type SourceText } from "./problem.ts";
import { parseYaml } from "./yaml.ts";

const read = (field: Expectable, text: string): Matcher | undefined => {
  const source = { name: "x.yaml", text };
  const reader = new Reader(source);
  const matcher = readMatcher(field, parseYaml(source), reader);
  reader.finish();
  return matcher;
};
const mistake = (field: Expectable, text: string): string =>
  onlyMistake(text, (source: SourceText) => read(field, source.text));

const size: Expectable = { type: "size" };
const text: Expectable = { type: "text" };
const kind: Expectable = { type: "choice", of: ["ssd", "hdd"] };
const list: Expectable = { type: "list" };

test("sizes, counts, durations and versions are compared, texts are equal", () => {
  assert.equal(read(size, '">= 4 GiB"')?.is, "range");
  assert.equal(read({ type: "version" }, '">=14 <19"')?.is, "range");
  assert.deepEqual(read(text, "ext4"), { is: "equals", value: "ext4", text: "ext4" });
  assert.deepEqual(read({ type: "boolean" }, "true"), { is: "equals", value: true, text: "yes" });
  assert.deepEqual(read({ type: "boolean" }, "no"), { is: "equals", value: false, text: "no" });
});

test("a bare number says too little, but an exit code may be bare", () => {
  assert.equal(mistake({ type: "count" }, "3"), '1:1 3: a bare number says too little: write ">= 3" or "= 3"');
  assert.match(mistake({ type: "version" }, "20.10"), /write ">= 20.10" or "= 20.10"/);
  assert.match(mistake(size, '"4 GB"'), /is no comparison: write it out/);
  assert.deepEqual(read({ type: "code" }, "0"), { is: "equals", value: 0, text: "0" });
  assert.equal(read({ type: "code" }, '"< 128"')?.is, "range");
});

test("a wrong unit is told with its place", () => {
  assert.equal(mistake(size, '">= 4 GiBB"'), '1:1 ">= 4 GiBB": `4 GiBB` is not a size such as 16 GB or 4 GiB');
});

test("a list is one of several, and none of them may be wrong", () => {
  assert.equal(read(text, "[ext4, xfs]")?.text, "ext4 or xfs");
  assert.equal(read(size, '["= 1 GB", ">= 4 GB"]')?.is, "any");
  assert.match(mistake(text, "[]"), /an empty list: nothing could be one of it/);
  assert.match(mistake(kind, "[ssd, hd]"), /1:7 hd: .*did you mean `hdd`/);
});

test("a value that the field can never have is refused", () => {
  assert.match(mistake(kind, "sdd"), /`sdd` is none of the values that this can have \(did you mean `ssd`\?\)/);
  assert.match(mistake({ type: "list", of: ["lds"] }, "{ contains: ldz }"), /none of the values that can be in it/);
  assert.match(mistake({ type: "boolean" }, "1"), /expected yes or no, found 1/);
  assert.match(mistake(text, "null"), /expected a text, found nothing/);
});

test("operators", () => {
  assert.deepEqual(read(text, "{ contains: a }"), { is: "contains", part: "a", text: "contains a" });
  assert.equal(read(text, '{ matches: "^a+$" }')?.is, "matches");
  assert.equal(read(text, "{ not: [a, b] }")?.text, "not a or b");
  assert.equal(read(size, '{ not: "< 4 GB" }')?.is, "not");
  assert.equal(read(size, '{ all: [">= 1 GB", { not: "= 2 GB" }] }')?.text, ">= 1 GB and not = 2 GB");
  assert.equal(read(size, '{ any: ["= 1 GB"] }')?.is, "any");
  assert.equal(read(list, "{ empty: true }")?.is, "empty");
  assert.deepEqual(read(size, "{ present: false }"), { is: "present", wanted: false, text: "not present" });
});

test("operators that do not fit are refused", () => {
  assert.match(mistake(size, "{ contains: 4 }"), /`contains` is for texts and lists, this is size/);
  assert.match(mistake(list, '{ matches: "a" }'), /`matches` is for texts, this is list/);
  assert.match(mistake(text, "{ empty: true }"), /`empty` is for lists, this is text/);
  assert.match(mistake(list, "a"), /a list is not compared with the text "a"/);
  assert.match(
    mistake(text, "{ contians: a }"),
    /1:3 contians: `contians` is no matcher \(did you mean `contains`\?\)/,
  );
  assert.match(mistake(text, "{ contains: a, not: b }"), /a matcher has exactly one key/);
  assert.match(mistake(text, "{}"), /a matcher has exactly one key/);
  assert.match(mistake(text, '{ matches: "(a" }'), /not a pattern of RE2/);
  assert.match(mistake(text, "{ present: maybe }"), /expected true or false/);
  assert.match(mistake(text, "{ all: [] }"), /an empty list/);
  assert.match(mistake(text, "{ all: a }"), /expected a list of matchers/);
  assert.match(mistake(text, '{ contains: "" }'), /expected a text/);
});

test("a list of bounds is a range that is badly written: one of them would nearly always hold", () => {
  assert.match(
    mistake(size, '[">= 400 GiB", "< 900 GiB"]'),
    /a list is one of these, and these are bounds \(for a range write ">= 400 GiB < 900 GiB", for either of them/,
  );
  for (const type of ["count", "duration", "days", "percentage"] as const) {
    const unit = { count: "", duration: " days", days: " days", percentage: " %" }[type];
    assert.match(mistake({ type }, `["> 1${unit}", "<= 3${unit}"]`), /these are bounds/, type);
  }
  for (const fine of ['["= 1 GB", ">= 4 GB"]', '["> 1 GB < 2 GB", "> 4 GB < 8 GB"]', '{ any: ["< 1 GB", "> 4 GB"] }']) {
    assert.equal(mistake(size, fine), "no mistake", fine);
  }
  assert.equal(mistake(size, '{ not: ["< 1 GB", "> 4 GB"] }'), "no mistake");
  assert.equal(mistake({ type: "version" }, '["<3", ">=5"]'), "no mistake");
});
