import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.ts";

test("the word that was probably meant is found", () => {
  const words = ["memory", "disk", "cpu", "os", "command"];
  assert.equal(nearest("memroy", words), "memory");
  assert.equal(nearest("MEMORY", words), "memory");
  assert.equal(nearest("dsik", words), "disk");
  assert.equal(nearest("cp", words), "cpu");
  assert.equal(nearest("comand", words), "command");
});

test("what is near nothing has no suggestion", () => {
  const words = ["memory", "disk", "cpu"];
  for (const word of ["certificate", "", "x", "dusty", "m".repeat(61)])
    assert.equal(nearest(word, words), undefined, word);
  assert.equal(nearest("x", ["y"]), undefined);
  assert.equal(nearest("", ["a"]), undefined);
  assert.equal(nearest("disk", []), undefined);
});

test("of several the nearest is taken, of equals the first", () => {
  assert.equal(nearest("profile", ["profiles", "profile"]), "profile");
  assert.equal(nearest("bat", ["cat", "hat"]), "cat");
});
