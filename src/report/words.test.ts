import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedWords, listed, observedWords, tookWords } from "./words.ts";

test("expectations read as words, and values that look like signs are left alone", () => {
  const table: readonly (readonly [string, string])[] = [
    [">= 4 GiB", "at least 4 GiB"],
    [">=14 <19", "at least 14, less than 19"],
    ["<3 || >=5", "less than 3 or at least 5"],
    ["= 3", "exactly 3"],
    ["size >= 60 GB, free >= 20 GB", "size at least 60 GB, free at least 20 GB"],
    ["encrypted yes or answer yes", "encrypted or attested"],
    ["readOnly no", "not read only"],
    ["linux or macos", "linux or macos"],
    ["exitCode 0", "exit code 0"],
    ["free == size", "free == size"],
    ["installed >= ${sizing.memory}", "installed at least ${sizing.memory}"],
  ];
  for (const [written, read] of table) assert.equal(expectedWords(written), read);
});

test("what was seen reads as words", () => {
  assert.equal(observedWords("7.8 GiB installed"), "7.8 GiB installed");
  assert.equal(observedWords("encrypted: no, readOnly: yes"), "not encrypted, read only");
  assert.equal(observedWords("exitCode: 3"), "exit code 3");
});

test("names are listed as in a sentence", () => {
  assert.equal(listed([]), "");
  assert.equal(listed(["a"]), "a");
  assert.equal(listed(["a", "b", "c"]), "a, b and c");
});

test("a time is shown in seconds", () => {
  assert.equal(tookWords(912), "0.9 s");
  assert.equal(tookWords(74_300), "74 s");
});
